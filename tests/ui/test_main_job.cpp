// SPDX-License-Identifier: Apache-2.0
// The whole job in the real window with the real worker and a real model, by what a user sees and clicks.
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QToolButton>

#include "core/base/sha256.h"
#include "core/contract/run_folder.h"
#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/services/services.h"
#include "ui/shell/action_button.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/answer_pane.h"
#include "ui/widgets/key_numbers.h"
#include "ui/widgets/layer_map.h"
#include "ui/widgets/loss_plot.h"

using namespace lora;
using namespace lora::ui;

class MainJobTest : public lora::test::TestObject {
    Q_OBJECT
    static constexpr int step_ms = 240'000;  ///< a loaded machine trains slowly; nothing here measures time

    template <class T>
    static T* child(QWidget& inside, const char* id) {
        auto* out = inside.findChild<T*>(QString::fromUtf8(id));
        if (!out) qFatal("no control named %s", id);
        return out;
    }
    /// Clicks a page's button in the rail, as its words name it.
    static Page* go_to(MainWindow& window, const QString& title) {
        for (auto* button : window.findChildren<QToolButton*>())
            if (button->accessibleName() == title ||
                button->accessibleName().startsWith(title + QStringLiteral(", "))) {
                QTest::mouseClick(button, Qt::LeftButton);
                return window.current_page();
            }
        qFatal("no page named %s in the rail", qPrintable(title));
    }
    static void click_primary(Page* page) {
        for (auto* button : page->findChildren<ActionButton*>())
            if (button->action() == page->primary_action() && button->isVisible())
                return QTest::mouseClick(button, Qt::LeftButton);
        qFatal("page %s shows no primary action", qPrintable(page->id()));
    }
    static QByteArray examples() {
        QByteArray lines;
        for (int i = 0; i < 24; ++i)
            lines += "{\"messages\":[{\"role\":\"user\",\"content\":\"Where is order " +
                     QByteArray::number(100 + i) +
                     "?\"},{\"role\":\"assistant\",\"content\":\"Good morning. Order " +
                     QByteArray::number(100 + i) + " leaves today.\"}]}\n";
        return lines;
    }

  private Q_SLOTS:
    void a_run_goes_on_while_the_window_is_closed_and_is_whole_when_it_opens_again() {
        if (!QFileInfo::exists(QStringLiteral(LORA_BINARY_DIR "/lora-worker")))
            QSKIP("this build has no worker (LORA_ENGINE is off)");
        test::PageFixture fixture;
        const QString project = fixture.services->projects.folder();
        const std::string data = fixture.write(QStringLiteral("orders.jsonl"), examples()).toStdString();
        fixture.services->projects.edit([&](RunSpec& draft) {
            draft.base.path = LORA_GOLDEN_DIR "/tiny_tied";
            draft.data.paths = {data};
            draft.data.max_seq_length = 64;
            draft.training.max_steps = 400;
            draft.training.gradient_accumulation_steps = 2;
            draft.training.eval_steps = 100;
        });
        QTRY_COMPARE_WITH_TIMEOUT(int(fixture.services->data.state()), int(DataService::State::tokenised), step_ms);
        size_t seen = 0;
        {
            MainWindow window(*fixture.services);
            window.show();
            Page* page = go_to(window, QStringLiteral("Train"));
            QTRY_VERIFY_WITH_TIMEOUT(page->primary_action()->isEnabled(), step_ms);
            click_primary(page);
            QTRY_VERIFY_WITH_TIMEOUT(child<LossPlot>(*page, "loss_plot")->graph(0)->dataCount() >= 1, step_ms);
            seen = fixture.services->runs.current_watcher()->view().steps.size();
            window.close();
        }
        const ServicePaths paths = fixture.services->paths;
        fixture.services.reset();
        fixture.services = std::make_unique<Services>(paths);
        QVERIFY(fixture.services->projects.open(project).ok());
        MainWindow window(*fixture.services);
        window.show();
        const auto* watcher = fixture.services->runs.current_watcher();
        QVERIFY(watcher);
        QTRY_VERIFY_WITH_TIMEOUT(watcher->view().state == RunState::finished, step_ms);
        QVERIFY(seen < 400);
        QCOMPARE(watcher->view().steps.size(), size_t(400));
        for (size_t i = 0; i < 400; ++i)
            QCOMPARE(watcher->view().steps[i].step, int64_t(i + 1));
    }

    void base_data_two_layers_train_pause_resume_compare_export() {
        if (!QFileInfo::exists(QStringLiteral(LORA_BINARY_DIR "/lora-worker")))
            QSKIP("this build has no worker (LORA_ENGINE is off)");
        if (!QFileInfo::exists(QStringLiteral(LORA_DEFAULT_BASE)))
            QSKIP("the default base model is not installed");
        test::PageFixture fixture;
        Services& services = *fixture.services;
        fixture.choices().files = {fixture.write(QStringLiteral("orders.jsonl"), examples())};
        MainWindow window(services);
        window.resize(1280, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));

        Page* page = go_to(window, QStringLiteral("Base model"));
        test::click(child<QPushButton>(*page, "Use SmolLM2-135M (included)"));
        QTRY_COMPARE_WITH_TIMEOUT(int(services.base.state()), int(BaseService::State::ready), step_ms);

        page = go_to(window, QStringLiteral("Data"));
        test::click(child<QPushButton>(*page, "add_data"));
        QTRY_COMPARE_WITH_TIMEOUT(int(services.data.state()), int(DataService::State::tokenised), step_ms);
        QCOMPARE(services.data.dataset()->examples.size(), size_t(24));

        page = go_to(window, QStringLiteral("Adapter"));
        test::click(child<QPushButton>(*page, "Clear"));
        auto* map = child<LayerMap>(*page, "layer_map");
        for (int layer : {0, 1})
            QTest::mouseClick(map->viewport(), Qt::LeftButton, {}, map->row_header_rect(layer).center());
        QCOMPARE(services.projects.draft().adapter.layers_to_transform, (std::vector<int>{0, 1}));

        page = go_to(window, QStringLiteral("Train"));
        child<QSpinBox>(*page, "max_steps")->setValue(12);
        child<QSpinBox>(*page, "max_seq_length")->setValue(64);
        child<QSpinBox>(*page, "per_device_batch_size")->setValue(1);
        child<QSpinBox>(*page, "gradient_accumulation_steps")->setValue(1);
        QTRY_VERIFY_WITH_TIMEOUT(page->primary_action()->isEnabled(), step_ms);
        click_primary(page);
        auto* plot = child<LossPlot>(*page, "loss_plot");
        QTRY_VERIFY2_WITH_TIMEOUT(plot->graph(0)->dataCount() >= 1, qPrintable(page->truth()), step_ms);
        QCOMPARE(page->primary_action()->text(), QStringLiteral("Pause"));
        click_primary(page);
        const auto* watcher = services.runs.current_watcher();
        QTRY_VERIFY2_WITH_TIMEOUT(watcher->view().state == RunState::paused, qPrintable(page->truth()),
                                  step_ms);
        const int64_t paused_at = watcher->view().step;
        QTRY_COMPARE(page->primary_action()->text(), QStringLiteral("Resume"));
        click_primary(page);
        QTRY_VERIFY2_WITH_TIMEOUT(watcher->view().state == RunState::finished, qPrintable(page->truth()),
                                  step_ms);
        QVERIFY(paused_at < 12);
        QCOMPARE(watcher->view().steps.size(), size_t(12));
        QCOMPARE(child<KeyNumbers>(*page, "key_numbers")->value(QStringLiteral("step")),
                 QStringLiteral("12 of 12"));

        page = go_to(window, QStringLiteral("Compare"));
        child<QSpinBox>(*page, "max_new_tokens")->setValue(12);
        child<QPlainTextEdit>(*page, "prompt")->setPlainText(QStringLiteral("Where is order 107?"));
        test::click(child<QPushButton>(*page, "send_prompt"));
        auto* base = child<AnswerPane>(*page, "answer_pane_1");
        auto* adapter = child<AnswerPane>(*page, "answer_pane_2");
        QTRY_VERIFY2_WITH_TIMEOUT(services.projects.comparisons().size() == 1,
                                  qPrintable(base->note() + adapter->note()), step_ms);
        QVERIFY(!base->view()->answer().isEmpty());
        QVERIFY(!adapter->view()->answer().isEmpty());
        QCOMPARE(base->weights(), services.base.fingerprint());
        QVERIFY(adapter->weights() != base->weights());

        page = go_to(window, QStringLiteral("Export"));
        const QString out = child<QLineEdit>(*page, "export_target")->text();
        click_primary(page);
        QTRY_VERIFY2_WITH_TIMEOUT(page->truth().startsWith(QStringLiteral("Exported to")),
                                  qPrintable(page->truth()), step_ms);
        QVERIFY(child<QLabel>(*page, "export_verdict")->text().startsWith(QStringLiteral("Verified")));
        auto* files = child<QTableWidget>(*page, "export_files");
        QCOMPARE(files->rowCount(), 4);
        for (int row = 0; row < files->rowCount(); ++row)
            QCOMPARE(files->item(row, 2)->text(),
                     QString::fromStdString(
                         *sha256_file((out + u'/' + files->item(row, 0)->text()).toStdString())));
        QVERIFY(QFileInfo::exists(out + QStringLiteral("/adapter_model.safetensors")));
        QVERIFY(QFileInfo::exists(out + QStringLiteral("/adapter_config.json")));
    }
};

LORA_GUI_TEST_MAIN(MainJobTest)
#include "test_main_job.moc"
