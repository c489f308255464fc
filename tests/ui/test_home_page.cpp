// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/home/project_card.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;

class HomePageTest : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        // The system's trash is a folder under this one.
        qputenv("XDG_DATA_HOME", trash_.path().toUtf8());
    }

    void an_empty_home_offers_the_demo_and_a_new_project() {
        PageFixture fixture(false);
        const auto page = home(fixture);
        QCOMPARE(page->primary_action()->text(), QStringLiteral("New project"));
        auto* demo = find_control<QAbstractButton>(page.get(), QStringLiteral("Try the demo"));
        QVERIFY(demo && demo->isVisible());
        QCOMPARE(controls_without_name(page.get()), QString());
    }

    void a_new_project_gets_a_folder_and_leads_to_its_first_step() {
        PageFixture fixture(false);
        const auto page = home(fixture);
        QSignalSpy went(page.get(), &Page::navigate);
        fixture.choices().text = QStringLiteral("Letters: spring");
        page->primary_action()->trigger();
        QTRY_COMPARE(went.size(), 1);
        QCOMPARE(went[0][0].toString(), QStringLiteral("base"));
        QCOMPARE(fixture.services->projects.name(), QStringLiteral("Letters: spring"));
        QVERIFY(QFileInfo::exists(fixture.folder.filePath(QStringLiteral("Letters- spring/project.json"))));
    }

    void the_demo_opens_with_its_data_and_settings_that_finish_in_minutes() {
        PageFixture fixture(false);
        const auto page = home(fixture);
        click(find_control<QAbstractButton>(page.get(), QStringLiteral("Try the demo")));
        QTRY_VERIFY(fixture.services->projects.is_open());
        const RunSpec& draft = fixture.services->projects.draft();
        QCOMPARE(draft.data.paths.size(), size_t{1});
        QVERIFY(draft.training.max_steps > 0 && draft.training.max_steps <= 60);
        QVERIFY(!draft.training.sample_prompts.empty());
    }

    void a_recent_project_is_one_click_away_and_one_click_from_the_trash() {
        PageFixture fixture;
        ProjectService& projects = fixture.services->projects;
        const QString folder = projects.folder();
        projects.close();
        const auto page = home(fixture);
        auto* card = find_control<ProjectCard>(page.get(), QStringLiteral("Open project Test"));
        QVERIFY(card);
        click(card);
        QTRY_COMPARE(projects.folder(), folder);
        fixture.choices().agrees = false;
        move_to_trash(*page);
        QTest::qWait(50);
        QVERIFY(QFileInfo::exists(folder));
        fixture.choices().agrees = true;
        move_to_trash(*page);
        QTRY_VERIFY(!QFileInfo::exists(folder));
        QVERIFY(!projects.is_open());
        QTRY_VERIFY(!find_control<ProjectCard>(page.get(), QStringLiteral("Open project Test")));
    }

    void a_folder_that_is_no_project_is_refused_in_words() {
        PageFixture fixture(false);
        const auto page = home(fixture);
        fixture.choices().folder = fixture.folder.path();
        for (QAction* action : page->palette_actions())
            if (action->text() == QStringLiteral("Open")) action->trigger();
        const auto says = [&] {
            for (const auto* label : page->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("not a project")))
                    return true;
            return false;
        };
        QTRY_VERIFY(says());
    }

  private:
    static std::unique_ptr<Page> home(PageFixture& fixture) {
        std::unique_ptr<Page> page(make_home_page(*fixture.services, nullptr));
        page->resize(1100, 740);
        page->show();
        return page;
    }
    static void move_to_trash(Page& page) {
        auto* menu = find_control<QToolButton>(&page, QStringLiteral("More about Test"));
        QVERIFY(menu);
        for (QAction* action : menu->menu()->actions())
            if (action->text() == QStringLiteral("Move to trash")) action->trigger();
    }
    QTemporaryDir trash_;
};

LORA_GUI_TEST_MAIN(HomePageTest)
#include "test_home_page.moc"
