// SPDX-License-Identifier: Apache-2.0
// The guide in the window, and the guide against the program: a page that names a button or a message that is no longer
// there fails here.
#include <QtCore/QDirIterator>
#include <QtCore/QRegularExpression>
#include <QtGui/QTextBlock>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/pages/help/guide.h"
#include "ui/shell/main_window.h"

using namespace lora;
using namespace lora::ui;
using lora::test::PageFixture;

namespace {

QString read_text(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What the sources say in quotation marks, neighbouring literals joined, a list a file.
std::vector<QStringList> literals_in(const QStringList& folders) {
    static const QRegularExpression literal(
        QStringLiteral("R\"\\((?<raw>.*?)\\)\"|\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"(?:\\s*\"(?<more>(?:[^\"\\\\\\n]|\\\\.)*)\")*"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression seam(QStringLiteral("(?<!\\\\)\"\\s*\""));
    std::vector<QStringList> files;
    for (const QString& folder : folders) {
        QDirIterator it(QStringLiteral(LORA_SOURCE_DIR "/") + folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                        QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString source = read_text(it.next());
            QStringList found;
            for (auto match = literal.globalMatch(source); match.hasNext();) {
                const auto one = match.next();
                QString text = one.hasCaptured(QStringLiteral("raw")) && !one.captured(QStringLiteral("raw")).isEmpty()
                                   ? one.captured(QStringLiteral("raw"))
                                   : one.captured(0).mid(1).chopped(1).remove(seam);
                found << text.replace(QStringLiteral("\\\""), QStringLiteral("\""));
            }
            files.push_back(found);
        }
    }
    return files;
}

/// Whether one file says every piece of a message; "…" parts the pieces.
bool is_said(const QString& message, const std::vector<QStringList>& files) {
    QStringList pieces;
    for (const QString& piece : message.split(QStringLiteral("…")))
        if (piece.trimmed().size() > 2) pieces << piece.trimmed();
    if (pieces.isEmpty()) return false;
    return std::any_of(files.begin(), files.end(), [&](const QStringList& file) {
        return std::all_of(pieces.begin(), pieces.end(), [&](const QString& piece) {
            return std::any_of(file.begin(), file.end(), [&](const QString& text) { return text.contains(piece); });
        });
    });
}

QStringList all_matches(const QString& text, const QString& pattern) {
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    QStringList found;
    for (auto it = expression.globalMatch(text); it.hasNext();)
        found << it.next().captured(1);
    return found;
}

struct Window : PageFixture {
    /// `before`: what is prepared before the window is made.
    explicit Window(const std::function<void(PageFixture&)>& before = [](PageFixture&) {})
        : window((before(*this), *services)) {
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
    }
    template <class Control>
    Control* control(const char* name) {
        return window.findChild<Control*>(QString::fromLatin1(name));
    }
    QString shown_heading() { return control<QTextBrowser>("guide_text")->document()->begin().text(); }
    MainWindow window;
};

}  // namespace

class TestGuide : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }  // its resources hold the guide

    void f1_opens_the_page_that_fits_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("title");
        QTest::newRow("home") << "home" << "First adapter in ten minutes";
        QTest::newRow("base") << "base" << "Choosing a base model";
        QTest::newRow("data") << "data" << "Preparing data";
        QTest::newRow("adapter") << "adapter" << "Choosing layers and rank";
        QTest::newRow("train") << "train" << "Reading the plots";
        QTest::newRow("compare") << "compare" << "Judging an adapter honestly";
        QTest::newRow("export") << "export" << "Exporting to each tool";
        QTest::newRow("runs") << "runs" << "Taking it back";
    }

    void f1_opens_the_page_that_fits() {
        QFETCH(QString, page);
        QFETCH(QString, title);
        Window t;
        QVERIFY(QTest::qWaitForWindowActive(&t.window));
        t.window.show_page(page);
        QTest::keyClick(&t.window, Qt::Key_F1);
        QCOMPARE(t.window.current_page()->id(), QStringLiteral("help"));
        QCOMPARE(t.shown_heading(), title);
        QCOMPARE(t.window.current_page()->truth(), title);
        // And the way back is the page's main action.
        QTest::keyClick(&t.window, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(t.window.current_page()->id(), page);
        t.window.show_page(QStringLiteral("help"));
        QVERIFY(!t.window.current_page()->primary_action());
    }

    void searching_lists_hits_and_enter_opens_one() {
        Window t;
        QVERIFY(QTest::qWaitForWindowActive(&t.window));
        QTest::keyClick(&t.window, Qt::Key_F1);
        QTest::keyClick(&t.window, Qt::Key_F, Qt::ControlModifier);
        auto* search = t.control<QLineEdit>("guide_search");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("rank"));
        auto* found = t.control<QListWidget>("guide_found");
        QVERIFY(found->isVisible());
        QVERIFY(found->count() >= 4);
        QVERIFY(t.window.current_page()->truth().contains(QStringLiteral("rank")));
        QCOMPARE(found->currentRow(), 0);
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(found->currentRow(), 1);
        QTest::keyClick(search, Qt::Key_Up);
        const QString heading = found->currentItem()->text().section(QStringLiteral("  ·"), 0, 0).section(QLatin1Char('\n'), 0, 0);
        QTest::keyClick(search, Qt::Key_Return);
        auto* text = t.control<QTextBrowser>("guide_text");
        QVERIFY(text->hasFocus());
        QCOMPARE(text->textCursor().block().text(), heading);
        QVERIFY(!text->extraSelections().isEmpty());
        QVERIFY(text->viewport()->rect().contains(text->cursorRect().center()));
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QVERIFY(t.control<QTreeWidget>("guide_contents")->isVisible());
    }

    void a_word_that_is_nowhere_is_said_to_be_nowhere() {
        Window t;
        t.window.show_page(QStringLiteral("help"));
        t.control<QLineEdit>("guide_search")->setText(QStringLiteral("xylophone"));
        QCOMPARE(t.window.current_page()->truth(), QStringLiteral("No page has “xylophone”"));
        QTest::keyClick(t.control<QLineEdit>("guide_search"), Qt::Key_Return);
        QCOMPARE(t.shown_heading(), guide_pages().front().title);
    }

    void links_contents_back_and_forward_lead_where_they_say() {
        Window t;
        QVERIFY(QTest::qWaitForWindowActive(&t.window));
        t.window.show_page(QStringLiteral("help"));
        QCOMPARE(t.shown_heading(), QStringLiteral("First adapter in ten minutes"));
        auto* text = t.control<QTextBrowser>("guide_text");
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("reading-the-plots.md#what-the-curve-says")));
        QCOMPARE(t.shown_heading(), QStringLiteral("Reading the plots"));
        QCOMPARE(text->textCursor().block().text(), QStringLiteral("What the curve says"));
        QVERIFY(text->verticalScrollBar()->value() > 0);
        text->setFocus();
        QTest::keyClick(text, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(t.shown_heading(), QStringLiteral("First adapter in ten minutes"));
        QVERIFY(!t.control<QToolButton>("guide_back")->isEnabled());
        QTest::keyClick(text, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(t.shown_heading(), QStringLiteral("Reading the plots"));
        auto* contents = t.control<QTreeWidget>("guide_contents");
        QCOMPARE(contents->topLevelItemCount(), int(guide_pages().size()) + 2);
        contents->setCurrentItem(contents->topLevelItem(3));
        QCOMPARE(t.shown_heading(), contents->topLevelItem(3)->text(0));
    }

    void a_clicked_page_is_shown_and_stays_marked_where_the_contents_fold() {
        Window t;
        QVERIFY(QTest::qWaitForWindowActive(&t.window));
        t.window.show_page(QStringLiteral("help"));
        auto* contents = t.control<QTreeWidget>("guide_contents");
        QVERIFY(contents->topLevelItem(0)->isExpanded());
        QTreeWidgetItem* below = contents->topLevelItem(2);
        const QPoint at = contents->viewport()->mapTo(&t.window, contents->visualItemRect(below).center());
        // Through the window, as a hand does it: the button is down for a while, and the mouse trembles.
        QTest::mousePress(t.window.windowHandle(), Qt::LeftButton, {}, at);
        QTest::mouseMove(t.window.windowHandle(), at + QPoint(2, 1));
        QTest::qWait(50);
        QTest::mouseRelease(t.window.windowHandle(), Qt::LeftButton, {}, at + QPoint(2, 1));
        QTRY_COMPARE(t.shown_heading(), below->text(0));
        QCOMPARE(contents->currentItem(), below);
        QVERIFY(below->isSelected());
        QVERIFY(below->isExpanded());
        QVERIFY(!contents->topLevelItem(0)->isExpanded());
    }

    void about_lists_the_licences_that_the_package_carries_and_shows_each() {
        Window t([](PageFixture& fixture) {
            QVERIFY(QDir(fixture.folder.path()).mkdir(QStringLiteral("licences")));
            QVERIFY(!fixture.write(QStringLiteral("licences/libqt6core6.txt"), "Everyone may copy this.\n").isEmpty());
        });
        t.window.show_page(QStringLiteral("help"));
        auto* text = t.control<QTextBrowser>("guide_text");
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("about.md")));
        QVERIFY(text->toPlainText().contains(QStringLiteral("libqt6core6")));
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("licence-libqt6core6.md")));
        QCOMPARE(t.shown_heading(), QStringLiteral("libqt6core6"));
        QVERIFY(text->toPlainText().contains(QStringLiteral("Everyone may copy this.")));
        QVERIFY(QTest::qWaitForWindowActive(&t.window));
        text->setFocus();
        QTest::keyClick(text, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(t.shown_heading(), QStringLiteral("About and licences"));
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("licence-nothing.md")));
        QCOMPARE(t.shown_heading(), QStringLiteral("About and licences"));
    }

    void the_palette_finds_pages_of_the_guide() {
        Window t;
        t.window.open_palette();
        auto* line = test::find_control<QLineEdit>(&t.window, QStringLiteral("Find a command"));
        QTest::keyClicks(line, QStringLiteral("guide troubl"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(t.window.current_page()->id(), QStringLiteral("help"));
        QCOMPARE(t.shown_heading(), QStringLiteral("Troubleshooting by message"));
    }

    void every_page_shows_in_light_and_dark_with_its_pictures() {
        Window t;
        t.window.show_page(QStringLiteral("help"));
        auto* text = t.control<QTextBrowser>("guide_text");
        auto* contents = t.control<QTreeWidget>("guide_contents");
        for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
            Theme::instance().apply(theme);
            for (int row = 0; row < contents->topLevelItemCount(); ++row) {
                contents->setCurrentItem(contents->topLevelItem(row));
                QCOMPARE(t.shown_heading(), contents->topLevelItem(row)->text(0));
                QCOMPARE(text->horizontalScrollBar()->maximum(), 0);
            }
        }
        Theme::instance().apply(ThemeChoice::light);
    }

    void every_file_of_the_guide_is_in_the_resources_and_the_contents() {
        const QDir folder(QStringLiteral(LORA_SOURCE_DIR "/docs/guide"));
        QStringList ids;
        for (const GuidePage& page : guide_pages()) {
            QVERIFY2(!page.title.isEmpty(), qPrintable(page.id));
            ids << page.id + QStringLiteral(".md");
        }
        ids << QStringLiteral("README.md");
        ids.sort();
        QStringList files = folder.entryList({QStringLiteral("*.md")}, QDir::Files);
        files.sort();
        QCOMPARE(ids, files);
        for (const QString& file : files)
            QCOMPARE(read_text(QStringLiteral(":/guide/") + file), read_text(folder.filePath(file)));
        // The contents name the pages as they name themselves.
        const QString readme = read_text(QStringLiteral(":/guide/README.md"));
        for (const GuidePage& page : guide_pages())
            QVERIFY2(readme.contains(QStringLiteral("[%1](%2.md)").arg(page.title, page.id)), qPrintable(page.id));
    }

    void every_link_and_picture_resolves() {
        QHash<QString, QStringList> anchors;
        for (const GuidePage& page : guide_pages())
            for (const GuideSection& section : page.sections)
                anchors[page.id] << section.anchor;
        for (const GuidePage& page : guide_pages())
            for (const QString& target : all_matches(page.markdown, QStringLiteral("\\]\\(([^)]+)\\)"))) {
                const QString where = page.id + QStringLiteral(": ") + target;
                if (target.startsWith(QStringLiteral("images/"))) {
                    QVERIFY2(QFile::exists(QStringLiteral(":/guide/") + target), qPrintable(where));
                    continue;
                }
                if (target.startsWith(QStringLiteral("https://"))) continue;
                const GuideLink link = parse_guide_link(target);
                const QString id = link.page.isEmpty() ? page.id : link.page;
                QVERIFY2(anchors.contains(id), qPrintable(where));
                QVERIFY2(link.anchor.isEmpty() || anchors[id].contains(link.anchor), qPrintable(where));
            }
    }

    void every_message_of_troubleshooting_is_one_that_the_program_says() {
        const auto files = literals_in({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")});
        const QString page = read_text(QStringLiteral(":/guide/troubleshooting.md"));
        QStringList messages = all_matches(page, QStringLiteral("^### (.+)$"));
        QVERIFY(messages.size() > 50);
        messages << all_matches(page, QStringLiteral("[^*]\\*([^*\\n]+)\\*[^*]"));  // others that mean the same, in italics
        for (const QString& message : std::as_const(messages))
            QVERIFY2(is_said(message, files), qPrintable(message));
    }

    /// Bold in the guide is what the window shows.
    void every_name_in_bold_is_one_that_the_window_shows() {
        const auto files = literals_in({QStringLiteral("ui")});
        // Kinds of things and other programs, at the beginning of a list's item.
        const QStringList other{QStringLiteral("GGUF"), QStringLiteral("Hugging Face folder"), QStringLiteral("vLLM"),
                                QStringLiteral("llama.cpp")};
        for (const GuidePage& page : guide_pages())
            for (const QString& name : all_matches(page.markdown, QStringLiteral("\\*\\*([^*]+)\\*\\*"))) {
                if (other.contains(name) || name.endsWith(QLatin1Char('.'))) continue;
                QVERIFY2(is_said(name, files) || is_said(name + QStringLiteral("_proj"), files),
                         qPrintable(page.id + QStringLiteral(": ") + name));
            }
    }

    void every_option_of_ours_in_the_guide_exists() {
        const auto files = literals_in({QStringLiteral("app")});
        const auto exists = [&](const QString& option) {
            return std::any_of(files.begin(), files.end(), [&](const QStringList& file) {
                return std::any_of(file.begin(), file.end(), [&](const QString& text) {
                    return text.split(QLatin1Char(',')).contains(option) || text == option.mid(2);
                });
            });
        };
        QStringList lines;
        for (const GuidePage& page : guide_pages()) {
            for (const QString& line : page.markdown.split(QLatin1Char('\n')))
                if (line.startsWith(QStringLiteral("    lora-"))) lines << line.section(QStringLiteral("  #"), 0, 0);
            if (page.id != QStringLiteral("command-line")) continue;
            lines << all_matches(page.markdown, QStringLiteral("`(--[a-z-]+)"));
        }
        QVERIFY(lines.size() > 20);
        for (const QString& line : std::as_const(lines))
            for (const QString& option : all_matches(line, QStringLiteral("(--[a-z][a-z-]*)")))
                QVERIFY2(option == QStringLiteral("--help") || exists(option), qPrintable(option + QStringLiteral(" in ") + line));
    }
};

LORA_GUI_TEST_MAIN(TestGuide)
#include "test_guide.moc"
