// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableWidget>

#include "tests/support/test_main.h"
#include "tests/ui/session_twin.h"
#include "tests/ui/written_run.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/export/export_page.h"
#include "ui/services/services.h"
#include "ui/widgets/answer_pane.h"

using namespace lora;
using namespace lora::ui;

/// Answers file dialogs for the user and notes what was shown in the file manager.
class Answers : public UserChoices {
  public:
    QString save_to, revealed;
    void save_file(QWidget*, const QString&, const QString&, const QString&,
                   std::function<void(QString)> done) override {
        done(save_to);
    }
    void reveal(const QString& path) override { revealed = path; }
};

class ComparePageTest : public lora::test::TestObject {
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<Services> services_;
    Answers* answers_ = nullptr;
    std::unique_ptr<test::WrittenRun> run_;

    template <class T>
    static T* child(QWidget& page, const char* id) {
        auto* out = page.findChild<T*>(QString::fromUtf8(id));
        if (!out) qFatal("no control named %s", id);
        return out;
    }
    static void ask(QWidget& page, const QString& prompt) {
        child<QPlainTextEdit>(page, "prompt")->setPlainText(prompt);
        QTest::keyClick(child<QPlainTextEdit>(page, "prompt"), Qt::Key_Return, Qt::ControlModifier);
    }

    void set_up() {
        auto made = TemporaryFolder::create();
        QVERIFY(made.ok());
        folder_ = std::make_unique<TemporaryFolder>(std::move(made).value());
        const QString root = QString::fromStdString(folder_->path().string());
        ServicePaths paths;
        paths.database = root + "/index.sqlite";
        paths.projects_folder = root;
        paths.worker_program = QCoreApplication::applicationFilePath();
        paths.settings_file = root + "/settings.ini";
        services_ = std::make_unique<Services>(paths);
        auto answers = std::make_unique<Answers>();
        answers_ = answers.get();
        services_->choices = std::move(answers);
        QVERIFY(services_->projects.create(root + "/project", "Bank").ok());
        services_->projects.edit([](RunSpec& draft) { draft.base.path = "/nowhere/base.gguf"; });
        RunSpec spec;
        spec.base.path = "/nowhere/base.gguf";
        spec.data.paths = {"/data/bank.jsonl"};
        run_ =
            std::make_unique<test::WrittenRun>(folder_->path() / "project" / "runs" / "run-0001", spec, 40);
        run_->steps(1, 40);
        run_->checkpoint(20, "regular");
        run_->checkpoint(40, "best");
        run_->finish(40);
        services_->runs.set_current(QString::fromStdString(run_->folder.path.string()));
        QTRY_VERIFY(services_->runs.current_watcher() &&
                    services_->runs.current_watcher()->view().state == RunState::finished);
    }
    /// A project in a throw-away folder for one test function; pages of that function die before it.
    struct Scene {
        explicit Scene(ComparePageTest& test) : test(test) { test.set_up(); }
        ~Scene() { test.tear_down(); }
        ComparePageTest& test;
    };
    void tear_down() {
        services_.reset();
        run_.reset();
        folder_.reset();
    }

  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }

    void base_and_adapter_answer_side_by_side_and_history_is_kept() {
        const Scene scene(*this);
        ComparePage page(*services_, nullptr);
        page.resize(1100, 700);
        page.show();
        QTRY_COMPARE(child<AnswerPane>(page, "answer_pane_2")->variant().name, QString("run-0001, result"));
        ask(page, "My card is gone");
        auto* first = child<AnswerPane>(page, "answer_pane_1");
        auto* second = child<AnswerPane>(page, "answer_pane_2");
        QTRY_COMPARE(second->view()->answer(), QString("Good morning. You should call the bank."));
        QTRY_VERIFY(page.settled());
        QCOMPARE(first->view()->answer(), QString("You can call the bank."));
        QCOMPARE(first->weights(), QString(64, u'b'));
        QVERIFY(second->weights() != first->weights());
        QCOMPARE(second->view()->differences().size(), size_t(2));  // "Good morning." and "should"
        QCOMPARE(services_->projects.comparisons().size(), size_t(1));
        QCOMPARE(child<QListWidget>(page, "comparison_history")->count(), 1);
        child<QAction>(page, "show_probabilities")->setChecked(true);
        test::picture(page, "compare-light");
        Theme::instance().apply(ThemeChoice::dark);
        QCoreApplication::processEvents();
        test::picture(page, "compare-dark");
        Theme::instance().apply(ThemeChoice::light);

        const QString seed = child<QLineEdit>(page, "sampling_seed")->text();
        child<QAction>(page, "again_with_another_seed")->trigger();
        QVERIFY(child<QLineEdit>(page, "sampling_seed")->text() != seed);
        QTRY_COMPARE(services_->projects.comparisons().size(), size_t(2));
        answers_->save_to = QString::fromStdString((folder_->path() / "comparison.md").string());
        child<QAction>(page, "export_comparison")->trigger();
        const auto written = read_file(folder_->path() / "comparison.md");
        QVERIFY(written.ok() &&
                written->find("Good morning. You should call the bank.") != std::string::npos);
    }

    void an_answer_of_the_wrong_weights_is_not_shown_as_the_adapters() {
        const Scene scene(*this);
        ComparePage page(*services_, nullptr);
        QTRY_COMPARE(child<AnswerPane>(page, "answer_pane_2")->variant().name, QString("run-0001, result"));
        ask(page, "swap the weights");
        QTRY_VERIFY(child<AnswerPane>(page, "answer_pane_2")->note().contains("No trustworthy answer"));
        QVERIFY(services_->projects.comparisons().empty());
    }

    void an_answer_keeps_its_name_when_its_checkpoint_is_gone_and_the_page_opens_again() {
        const Scene scene(*this);
        const auto checkpoint = run_->folder.checkpoint(20);
        {
            ComparePage page(*services_, nullptr);
            auto* second = child<AnswerPane>(page, "answer_pane_2");
            QTRY_VERIFY(second->choose(QString::fromStdString(checkpoint.string())));
            ask(page, "My card is gone, tell me at length");
            QTRY_VERIFY(page.settled() && !second->view()->answer().isEmpty());
            QCOMPARE(second->note(), QString("Cut at 128 tokens"));
            std::filesystem::remove_all(checkpoint);
            page.shown();
            QCOMPARE(second->variant().name, QString("run-0001, step 20"));
        }
        ComparePage again(*services_, nullptr);
        auto* second = child<AnswerPane>(again, "answer_pane_2");
        QCOMPARE(second->view()->answer(), QString("Good morning. You should call the bank."));
        QCOMPARE(second->variant().name, QString("run-0001, step 20"));
        QVERIFY(second->note().contains("no longer there"));
        QVERIFY2(second->note().startsWith("Cut at 128 tokens"), qPrintable(second->note()));
        QCOMPARE(child<AnswerPane>(again, "answer_pane_1")->note(), QString("Cut at 128 tokens"));
        QCOMPARE(child<AnswerPane>(again, "answer_pane_1")->variant().name, QString("Base"));
    }

    void panes_can_be_added_up_to_four_and_show_checkpoints() {
        const Scene scene(*this);
        ComparePage page(*services_, nullptr);
        for (int i = 0; i < 4; ++i)
            child<QAction>(page, "add_pane")->trigger();
        QVERIFY(!child<QAction>(page, "add_pane")->isEnabled());
        QCOMPARE(page.findChildren<AnswerPane*>().size(), 4);
        page.resize(1072, 640);  // what the window leaves it at 1280 × 800
        page.show();
        child<QAction>(page, "show_history")->setChecked(true);
        QCoreApplication::processEvents();
        for (AnswerPane* pane : page.findChildren<AnswerPane*>()) {
            QCOMPARE(pane->width(), child<AnswerPane>(page, "answer_pane_1")->width());
            const auto* box = pane->findChild<QComboBox*>();
            QVERIFY2(box->width() > box->fontMetrics().horizontalAdvance(QStringLiteral("run-0001, step 20")),
                     qPrintable(QString::number(box->width())));
        }
        auto* third = child<AnswerPane>(page, "answer_pane_3");
        QTRY_VERIFY(third->choose(QString::fromStdString(run_->folder.checkpoint(20).string())));
        QCOMPARE(third->variant().name, QString("run-0001, step 20"));
        QVERIFY(third->findChild<QComboBox*>()->toolTip().startsWith("run-0001, step 20"));
    }

    void export_offers_the_newest_of_a_live_run_until_something_is_chosen() {
        const Scene scene(*this);
        RunSpec spec;
        spec.base.path = "/nowhere/base.gguf";
        test::WrittenRun live(folder_->path() / "project" / "runs" / "run-0002", spec, 60);
        live.steps(1, 20);
        live.checkpoint(20, "best");
        services_->runs.set_current(QString::fromStdString(live.folder.path.string()));
        ExportPage page(*services_, nullptr);
        auto* choice = child<QComboBox>(page, "export_adapter_choice");
        QTRY_COMPARE(choice->currentText(), QString("run-0002, step 20 (best)"));
        live.steps(21, 40);
        live.checkpoint(40, "best");
        QTRY_COMPARE(choice->currentText(), QString("run-0002, step 40 (best)"));
        const int earlier = choice->findText("run-0002, step 20");  // is the best no more
        QVERIFY(earlier >= 0);
        choice->setCurrentIndex(earlier);
        Q_EMIT choice->activated(earlier);
        live.steps(41, 60);
        live.finish(60);
        QTRY_VERIFY(choice->findText("run-0002, result") >= 0);
        QCOMPARE(choice->currentText(), QString("run-0002, step 20"));
    }

    void an_export_is_shown_with_its_verification_and_how_to_load_it() {
        const Scene scene(*this);
        ExportPage page(*services_, nullptr);
        page.resize(1100, 700);
        page.show();
        QTRY_VERIFY(page.primary_action()->isEnabled());
        QVERIFY(child<QLineEdit>(page, "export_target")->text().endsWith("project/exports/run-0001-peft"));
        page.primary_action()->trigger();
        QTRY_VERIFY2(page.truth().startsWith("Exported to"), qPrintable(page.truth()));
        QVERIFY(child<QLabel>(page, "export_verdict")->text().startsWith("Verified"));
        QCOMPARE(child<QTableWidget>(page, "export_files")->rowCount(), 2);
        QVERIFY(child<QPlainTextEdit>(page, "load_snippet")
                    ->toPlainText()
                    .contains("PeftModel.from_pretrained(base"));
        child<QAction>(page, "open_folder")->trigger();
        QVERIFY(answers_->revealed.endsWith("run-0001-peft"));
        test::picture(page, "export-light");
    }
};

int main(int argc, char** argv) {
    if (test::answered_as_session(argc, argv)) return 0;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    return test::run<QApplication, ComparePageTest>(argc, argv);
}
#include "test_compare_page.moc"
