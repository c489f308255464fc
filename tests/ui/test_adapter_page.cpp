// SPDX-License-Identifier: Apache-2.0
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLabel>

#include "core/base/platform/process.h"
#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/pages/adapter/adapter_page.h"
#include "ui/widgets/layer_map.h"
#include "ui/widgets/memory_bar.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;

class AdapterPageTest : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        fixture_ = std::make_unique<PageFixture>();
        QVERIFY(fixture_->choose_base());
    }
    void cleanupTestCase() { fixture_.reset(); }

    void the_default_adapter_is_painted_and_priced() {
        const auto page = fresh_page();
        QCOMPARE(map(*page).grid().painted(), 210);
        QCOMPARE(page->truth(), QStringLiteral("7 modules × 30 layers · rank 16 · 4.9 M trainable (3.6 %)"));
        const auto* trainable = page->findChild<QLabel*>(QStringLiteral("trainable_parameters"));
        QVERIFY(trainable);
        QCOMPARE(trainable->accessibleName(), QStringLiteral("4,884,480 trainable parameters"));
        QVERIFY(!page->findChild<MemoryBar*>()->accessibleDescription().isEmpty());
    }
    void a_preset_and_two_painted_cells_reach_the_draft_and_undo() {
        const auto page = fresh_page();
        click(find_control<QAbstractButton>(page.get(), QStringLiteral("Clear")));
        QVERIFY(fixture_->services->projects.draft().adapter.target_modules.empty());
        QVERIFY(!page->primary_action()->isEnabled());
        click(find_control<QAbstractButton>(page.get(), QStringLiteral("Rank 8")));
        LayerMap& cells = map(*page);
        QTest::mouseClick(cells.viewport(), Qt::LeftButton, {}, cells.cell_rect(3, 0).center());
        QTest::mouseClick(cells.viewport(), Qt::LeftButton, {}, cells.cell_rect(7, 6).center());
        const auto targets = resolve_adapter(draft(), geometry());
        QVERIFY(targets);
        QCOMPARE(targets->size(), size_t{2});
        QCOMPARE(targets->front().layer, 3);
        QCOMPARE(targets->front().module, std::string("q_proj"));
        QCOMPARE(targets->front().rank, 8);
        QCOMPARE(targets->back().module, std::string("down_proj"));
        QVERIFY(page->primary_action()->isEnabled());
        QAction* undo = page->findChildren<QAction*>().value(1);
        for (QAction* action : page->findChildren<QAction*>())
            if (action->text().startsWith(QStringLiteral("Undo"))) undo = action;
        undo->trigger();
        QCOMPARE(map(*page).grid().painted(), 1);
        undo->trigger();
        undo->trigger();
        QCOMPARE(map(*page).grid().painted(), 210);
    }
    void alpha_and_dropout_are_kept_as_typed() {
        const auto page = fresh_page();
        auto* alpha = find_control<QDoubleSpinBox>(page.get(), QStringLiteral("Alpha"));
        auto* dropout = find_control<QDoubleSpinBox>(page.get(), QStringLiteral("Dropout"));
        QVERIFY(alpha && dropout);
        alpha->setValue(48);
        dropout->setValue(0.1);
        const auto targets = resolve_adapter(draft(), geometry());
        QVERIFY(targets);
        for (const AdapterTarget& target : targets.value())
            QCOMPARE(target.alpha, 48.0);
        QCOMPARE(draft().lora_dropout, 0.1);
    }
    void what_will_be_recomputed_to_fit_is_said_beside_the_memory() {
        const auto page = fresh_page();
        const auto* memory = page->findChild<QLabel*>(QStringLiteral("memory_needed"));
        QVERIFY(memory);
        QVERIFY2(!memory->text().contains(QStringLiteral("recomputing")), qPrintable(memory->text()));
        // As many sequences as take 1.4 times what is available when all is kept.
        const auto targets = resolve_adapter(draft(), geometry());
        QVERIFY(targets);
        const auto needed = [&](int batch) {
            return plan_memory(geometry(), *targets, 1024, batch, {}, Recompute::off).total_bytes();
        };
        const auto wanted = static_cast<uint64_t>(1.4 * static_cast<double>(available_memory_bytes()));
        int batch = 1;
        while (needed(batch) < wanted)
            ++batch;
        fixture_->services->projects.edit([batch](RunSpec& spec) {
            spec.data.max_seq_length = 1024;
            spec.training.per_device_batch_size = batch;
        });
        QTRY_VERIFY2(memory->text().contains(QStringLiteral("recomputing feed-forward")),
                     qPrintable(memory->text()));
        fixture_->services->projects.edit([](RunSpec& spec) {
            spec.training.per_device_batch_size = 1;
            spec.training.activation_recompute = "full";
        });
        QTRY_VERIFY2(memory->text().contains(QStringLiteral("recomputing layers")),
                     qPrintable(memory->text()));
        fixture_->services->projects.edit([](RunSpec& spec) { spec.training.activation_recompute = "auto"; });
        QTRY_VERIFY2(!memory->text().contains(QStringLiteral("recomputing")), qPrintable(memory->text()));
    }
    void every_control_has_a_name_for_screen_readers() {
        const auto page = fresh_page();
        QCOMPARE(controls_without_name(page.get()), QString());
    }

  private:
    std::unique_ptr<Page> fresh_page() {
        fixture_->services->projects.edit([](RunSpec& spec) { spec.adapter = {}; });
        std::unique_ptr<Page> page(make_adapter_page(*fixture_->services, nullptr));
        page->resize(1100, 740);
        page->show();
        return page;
    }
    static LayerMap& map(Page& page) { return *page.findChild<LayerMap*>(); }
    const AdapterSpec& draft() const { return fixture_->services->projects.draft().adapter; }
    const ModelGeometry& geometry() const { return fixture_->services->base.model()->geometry(); }
    std::unique_ptr<PageFixture> fixture_;
};

LORA_GUI_TEST_MAIN(AdapterPageTest)
#include "test_adapter_page.moc"
