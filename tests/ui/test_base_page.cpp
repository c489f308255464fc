// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/pages/base/base_page.h"
#include "ui/widgets/refusal_panel.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;

class BasePageTest : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void without_a_project_it_leads_home() {
        PageFixture fixture(false);
        const std::unique_ptr<Page> page(make_base_page(*fixture.services, nullptr));
        QCOMPARE(page->truth(), QStringLiteral("No project is open"));
        QVERIFY(page->primary_action());
    }
    void the_included_model_is_one_click_away() {
        PageFixture fixture;
        const std::unique_ptr<Page> page(make_base_page(*fixture.services, nullptr));
        page->show();
        auto* use = find_control<QAbstractButton>(page.get(), QStringLiteral("Use SmolLM2-135M (included)"));
        QVERIFY(use);
        QCOMPARE(page->primary_action()->text(), QStringLiteral("Choose base model…"));
        click(use);
        QTRY_COMPARE_WITH_TIMEOUT(page->primary_action()->text(), QStringLiteral("Continue to Data"), 60000);
        QVERIFY2(page->truth().contains(QStringLiteral("135 M parameters · ready")),
                 qPrintable(page->truth()));
        QCOMPARE(page->step_state(), StepState::done);
        QTRY_VERIFY_WITH_TIMEOUT(page->settled(), 60000);
        QVERIFY(!fixture.services->projects.draft().base.fingerprint.empty());
        QSignalSpy asked(page.get(), &Page::navigate);
        page->primary_action()->trigger();
        QCOMPARE(asked.value(0).value(0).toString(), QStringLiteral("data"));
    }
    void what_is_not_a_model_is_refused_with_the_reason_and_changes_nothing() {
        PageFixture fixture;
        const std::unique_ptr<Page> page(make_base_page(*fixture.services, nullptr));
        page->show();
        fixture.choices().files = {
            fixture.write(QStringLiteral("notes.gguf"), "these are notes, not a model")};
        page->primary_action()->trigger();
        auto* refusal = page->findChild<RefusalPanel*>();
        QVERIFY(refusal);
        QTRY_VERIFY_WITH_TIMEOUT(refusal->isVisible(), 20000);
        QVERIFY2(refusal->details().contains(QStringLiteral("notes.gguf")), qPrintable(refusal->details()));
        QVERIFY(!fixture.services->projects.has_base());
    }
    void choosing_a_model_can_be_undone() {
        PageFixture fixture;
        const std::unique_ptr<Page> page(make_base_page(*fixture.services, nullptr));
        page->show();
        QVERIFY(page->take_dropped(QStringLiteral(LORA_DEFAULT_BASE)));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->projects.has_base(), 60000);
        QAction* undo = nullptr;
        for (QAction* action : page->findChildren<QAction*>())
            if (action->text().startsWith(QStringLiteral("Undo"))) undo = action;
        QVERIFY(undo);
        undo->trigger();
        QVERIFY(!fixture.services->projects.has_base());
    }
    void every_control_has_a_name_for_screen_readers() {
        PageFixture fixture;
        const std::unique_ptr<Page> page(make_base_page(*fixture.services, nullptr));
        QCOMPARE(controls_without_name(page.get()), QString());
    }
};

LORA_GUI_TEST_MAIN(BasePageTest)
#include "test_base_page.moc"
