// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>

#include "tests/support/test_main.h"
#include "tests/ui/written_run.h"
#include "ui/pages/train/run_plots.h"
#include "ui/pages/train/train_page.h"
#include "ui/services/services.h"
#include "ui/widgets/key_numbers.h"

using namespace lora;
using namespace lora::ui;

class TrainPageTest : public lora::test::TestObject {
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<Services> services_;

    static std::filesystem::path std_path(const QString& path) { return path.toStdString(); }
    QString project() const { return QString::fromStdString((folder_->path() / "project").string()); }
    std::filesystem::path run_path(const char* name) const {
        return folder_->path() / "project" / "runs" / name;
    }
    static RunSpec spec() {
        RunSpec spec;
        spec.name = "bank support";
        spec.base.path = "/models/base.gguf";
        spec.data.paths = {"/data/bank.jsonl"};
        spec.training.max_steps = 120;
        return spec;
    }
    template <class T>
    static T* child(QWidget& page, const char* id) {
        auto* out = page.findChild<T*>(QString::fromUtf8(id));
        if (!out) qFatal("no control named %s", id);
        return out;
    }
    static QString number(QWidget& page, const char* id) {
        return child<KeyNumbers>(page, "key_numbers")->value(QString::fromUtf8(id));
    }

    void set_up() {
        auto made = TemporaryFolder::create();
        QVERIFY(made.ok());
        folder_ = std::make_unique<TemporaryFolder>(std::move(made).value());
        const QString root = QString::fromStdString(folder_->path().string());
        ServicePaths paths;
        paths.database = root + "/index.sqlite";
        paths.projects_folder = root;
        paths.worker_program = root + "/absent-worker";
        paths.settings_file = root + "/settings.ini";
        services_ = std::make_unique<Services>(paths);
        QVERIFY(services_->projects.create(project(), "Bank").ok());
    }
    /// A project in a throw-away folder for one test function; pages of that function die before it.
    struct Scene {
        explicit Scene(TrainPageTest& test) : test(test) { test.set_up(); }
        ~Scene() { test.tear_down(); }
        TrainPageTest& test;
    };
    void tear_down() {
        services_.reset();
        folder_.reset();
    }

  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }

    void what_is_missing_is_said_with_the_button_that_goes_there() {
        const Scene scene(*this);
        TrainPage page(*services_, nullptr);
        QString asked_for;
        connect(&page, &Page::navigate, this, [&](const QString& id) { asked_for = id; });
        QCOMPARE(page.truth(), QString("No base model is chosen yet."));
        QVERIFY(!page.primary_action()->isEnabled());
        child<QAbstractButton>(page, "go_base")->click();
        QCOMPARE(asked_for, QString("base"));
        child<QAction>(page, "train_remedy");
        services_->projects.edit([](RunSpec& draft) { draft.base.path = "/nowhere/base.gguf"; });
        QTRY_VERIFY(page.truth().contains("cannot be used") || page.truth().contains("No training data"));
    }

    void settings_edit_the_next_run_and_hide_what_is_advanced() {
        const Scene scene(*this);
        TrainPage page(*services_, nullptr);
        auto* rate = child<QLineEdit>(page, "learning_rate");
        QCOMPARE(rate->text(), QString("0.0002"));
        rate->setText("5e-4");
        Q_EMIT rate->editingFinished();
        QCOMPARE(services_->projects.draft().training.learning_rate, 5e-4);
        child<QSpinBox>(page, "max_steps")->setValue(12);
        QCOMPARE(services_->projects.draft().training.max_steps, 12);
        child<QPlainTextEdit>(page, "sample_prompts")->setPlainText("Hello\n\n  Lost card ");
        QCOMPARE(services_->projects.draft().training.sample_prompts,
                 (std::vector<std::string>{"Hello", "Lost card"}));
        QVERIFY(child<QLineEdit>(page, "warmup_ratio")->isHidden());
        child<QAbstractButton>(page, "advanced_switch")->click();
        QVERIFY(!child<QLineEdit>(page, "warmup_ratio")->isHidden());
        QVERIFY(services_->settings.advanced_training());
        child<QAbstractButton>(page, "restore_defaults")->click();
        QCOMPARE(services_->projects.draft().training.learning_rate, 2e-4);
        QCOMPARE(rate->text(), QString("0.0002"));
    }

    void every_control_has_a_name_and_an_explanation() {
        const Scene scene(*this);
        TrainPage page(*services_, nullptr);
        child<QAbstractButton>(page, "advanced_switch")->click();
        auto* panel = child<QWidget>(page, "training_settings");
        int controls = 0;
        for (auto* widget : panel->findChildren<QWidget*>()) {
            if (widget->objectName().isEmpty() || widget->objectName().startsWith("qt_")) continue;
            if (!qobject_cast<QAbstractSpinBox*>(widget) && !qobject_cast<QLineEdit*>(widget) &&
                !qobject_cast<QAbstractButton*>(widget))
                continue;
            ++controls;
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
        }
        QVERIFY(controls > 18);
    }

    void a_live_run_shows_its_numbers_curve_and_samples_as_they_come() {
        const Scene scene(*this);
        test::WrittenRun run(run_path("run-0001"), spec(), 120);
        QVERIFY(run.ok());
        auto lock = FileLock::try_lock(run.folder.lock());
        QVERIFY(lock.ok() && *lock);
        run.steps(1, 40);
        run.evaluation(20, 1.6, true);
        run.evaluation(40, 1.31, true);
        run.sample(20, "My card is gone", "Hello. I am sorry to hear that.");
        run.sample(40, "My card is gone",
                   "Good morning. Policy 4.2 says: block it first. Please be careful.");
        run.checkpoint(20, "regular");
        run.checkpoint(40, "best");

        TrainPage page(*services_, nullptr);
        page.resize(1100, 760);
        page.show();
        services_->runs.set_current(QString::fromStdString(run.folder.path.string()));
        QTRY_COMPARE(number(page, "step"), QString("40 of 120"));
        QVERIFY2(page.truth().contains("falling; 40 of 120 steps"), qPrintable(page.truth()));
        QCOMPARE(page.primary_action()->text(), QString("Pause"));
        QCOMPARE(number(page, "eval"), QString("1.31"));
        auto* samples = child<QTableView>(page, "samples")->model();
        QCOMPARE(samples->rowCount(), 2);
        QVERIFY(samples->index(0, 0).data().toString().startsWith("Good morning"));  // newest first
        QVERIFY(child<QPlainTextEdit>(page, "spec")->toPlainText().contains("\"max_steps\": 120"));
        auto* plot = child<LossPlot>(page, "loss_plot");
        const auto shows_all_up_to = [&](double step) {
            return plot->xAxis->range().lower <= 0 && plot->xAxis->range().upper >= step &&
                   plot->xAxis->range().upper < 1.05 * step;
        };
        QVERIFY(shows_all_up_to(40));

        run.steps(41, 60);
        QTRY_COMPARE(number(page, "step"), QString("60 of 120"));
        QTRY_VERIFY(shows_all_up_to(60));
        test::picture(page, "train-light");
        Theme::instance().apply(ThemeChoice::dark);
        QCoreApplication::processEvents();
        test::picture(page, "train-dark");
        Theme::instance().apply(ThemeChoice::light);

        page.primary_action()
            ->trigger();  // Pause: asked through the folder, shown as asked until the worker answers
        QVERIFY(page.truth().contains("Pausing"));
        ControlReader controls(run.folder.control(), 0);
        const auto asked = controls.read_new();
        QVERIFY(asked.ok());
        QCOMPARE(asked->size(), size_t(1));
        QCOMPARE(int(asked->front().kind), int(ControlKind::pause));
        run.append("control", {{"control_seq", 1}, {"accepted", true}, {"what", "pause"}});
        run.append("paused", {{"step", 60}});
        QTRY_COMPARE(page.primary_action()->text(), QString("Resume"));
        QVERIFY(page.truth().contains("Paused after 60 of 120 steps"));
    }

    void a_run_whose_worker_died_offers_to_resume() {
        const Scene scene(*this);
        test::WrittenRun run(run_path("run-0001"), spec(), 120);
        run.steps(1, 30);
        run.checkpoint(20, "regular");
        TrainPage page(*services_, nullptr);
        services_->runs.set_current(QString::fromStdString(run.folder.path.string()));
        QTRY_COMPARE(page.primary_action()->text(), QString("Resume"));
        QVERIFY(page.primary_action()->isEnabled());
        QVERIFY(page.truth().contains("Interrupted after 30 of 120 steps"));
        QCOMPARE(int(page.step_state()), int(StepState::attention));
    }

    void a_finished_run_says_what_came_of_it() {
        const Scene scene(*this);
        test::WrittenRun run(run_path("run-0001"), spec(), 120);
        run.steps(1, 120);
        run.evaluation(60, 1.2, true);
        run.evaluation(120, 1.02, true);
        run.finish(120);
        TrainPage page(*services_, nullptr);
        services_->runs.set_current(QString::fromStdString(run.folder.path.string()));
        QTRY_VERIFY2(page.truth().contains("120 of 120 steps"), qPrintable(page.truth()));
        QVERIFY2(page.truth().contains("1.02"), qPrintable(page.truth()));
        QCOMPARE(page.primary_action()->text(), QString("Continue to Compare"));
        QCOMPARE(int(page.step_state()), int(StepState::done));
        QSignalSpy navigated(&page, &Page::navigate);
        page.primary_action()->trigger();
        QCOMPARE(navigated.value(0).value(0).toString(), QString("compare"));
    }
};

LORA_GUI_TEST_MAIN(TrainPageTest)
#include "test_train_page.moc"
