// SPDX-License-Identifier: Apache-2.0
#include <QtCore/QMimeData>
#include <QtGui/QDropEvent>
#include <QtWidgets/QLineEdit>

#include "core/base/json.h"
#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"

using namespace lora;
using namespace lora::ui;
using lora::test::PageFixture;

namespace {

void drop(MainWindow& window, const QString& path) {
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    // Qt hands a drop only to the widget that the drag entered.
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QDropEvent event(QPointF(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

}  // namespace

class TestShell : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_page_is_in_the_rail_in_the_order_of_the_job() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        QStringList ids;
        for (const Page* page : window.pages())
            ids << page->id();
        QCOMPARE(ids, QStringList(
                          {"home", "base", "data", "adapter", "train", "compare", "export", "runs", "help"}));
    }

    void every_control_on_every_page_has_an_accessible_name() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.show();
        for (Page* page : window.pages()) {
            window.show_page(page->id());
            const QString nameless = test::controls_without_name(page);
            QVERIFY2(nameless.isEmpty(), qPrintable(page->id() + QStringLiteral(": ") + nameless));
        }
    }

    void every_page_says_what_is_true_now() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        for (Page* page : window.pages()) {
            window.show_page(page->id());
            QVERIFY2(!page->truth().isEmpty(), qPrintable(page->id()));
        }
    }

    void the_keyboard_reaches_every_page() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (size_t i = 0; i < window.pages().size(); ++i) {
            QTest::keyClick(&window, static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)),
                            Qt::ControlModifier);
            QCOMPARE(window.current_page()->id(), window.pages()[i]->id());
        }
        window.show_page(QStringLiteral("home"));
        QTest::keyClick(&window, Qt::Key_F1);
        QCOMPARE(window.current_page()->id(), QStringLiteral("help"));
    }

    void the_keyboard_begins_at_the_shown_page_in_the_rail() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto at = [&] {
            return window.focusWidget() ? window.focusWidget()->accessibleName() : QString();
        };
        QVERIFY2(at().startsWith(window.page("home")->title()), qPrintable(at()));
        window.show_page("base");
        QVERIFY2(at().startsWith(window.page("base")->title()), qPrintable(at()));
    }

    void the_palette_finds_a_page_by_some_of_its_letters() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.show();
        window.open_palette();
        auto* line = test::find_control<QLineEdit>(&window, QStringLiteral("Find a command"));
        QVERIFY(line);
        QTest::keyClicks(line, QStringLiteral("go adapt"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(window.current_page()->id(), QStringLiteral("adapter"));
        QVERIFY(match_score(QStringLiteral("theme dark"), QStringLiteral("Theme: dark")) > 0);
        QVERIFY(match_score(QStringLiteral("xyz"), QStringLiteral("Theme: dark")) < 0);
    }

    void a_dropped_data_file_opens_the_data_page() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.show();
        const QString file = fixture.write(QStringLiteral("support.jsonl"),
                                           "{\"prompt\": \"Hello\", \"completion\": \"Good day\"}\n");
        drop(window, file);
        QCOMPARE(window.current_page()->id(), QStringLiteral("data"));
        QCOMPARE(fixture.services->projects.draft().data.paths, std::vector<std::string>{file.toStdString()});
    }

    void the_theme_of_the_settings_applies_at_once() {
        PageFixture fixture;
        MainWindow window(*fixture.services);
        fixture.services->settings.set_theme(ThemeChoice::dark);
        QVERIFY(Theme::instance().is_dark());
        fixture.services->settings.set_theme(ThemeChoice::light);
        QVERIFY(!Theme::instance().is_dark());
    }

    void the_window_opens_where_it_was() {
        PageFixture fixture;
        {
            MainWindow window(*fixture.services);
            window.show();
            window.show_page(QStringLiteral("compare"));
            window.close();
        }
        MainWindow again(*fixture.services);
        again.restore();
        QCOMPARE(again.current_page()->id(), QStringLiteral("compare"));
    }
};

LORA_GUI_TEST_MAIN(TestShell)
#include "test_shell.moc"
