// SPDX-License-Identifier: Apache-2.0
// The whole window in a language of accents and brackets: finds text that cannot be translated, and text that is cut.
// Runs a second time with two device pixels a pixel (tests/CMakeLists.txt).
#include <QtCore/QMetaProperty>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>

#include <set>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "tests/ui/pseudo_locale.h"
#include "tests/ui/written_run.h"
#include "ui/pages/help/guide.h"
#include "ui/services/localized.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

using namespace lora;
using namespace lora::ui;
using lora::test::PageFixture;

namespace {

/// Words that are the same in every language: names of programs, files, formats, modules and types, and what tests write.
const QRegularExpression& names() {
    static const QRegularExpression pattern(
        QStringLiteral("/[^\\s·,]*( support demo)?|[~\\w.-]*/[\\w./-]*|[\\w-]+\\.(jsonl|json|gguf|txt|md|safetensors|cpp)|run-\\d+|step-\\d+|"
                       "\\b(LoRA Studio|SmolLM2[\\w.-]*|GGUF|Hugging Face|Ollama|LM Studio|Apache|apache|llama|Llama|"
                       "CPU|GPU|AVX2?|AVX-512|AMX|SHA-?256|PEFT|JSONL?|CSV|PNG|SVG|ShareGPT|Alpaca|ChatML|Markdown|Python|"
                       "English|Deutsch|Ctrl|Shift|Alt|Return|Enter|Del|Ins|Esc|Tab|NaN|float32|bfloat16|auto|gate|down|"
                       "[qkvo]_proj|LoRA|rsLoRA|DoRA|BPE|messages|Left|Right|F32|F16|Q\\d\\w*|tok|utf|sha256|Test|smollm|spec)\\b|[0-9a-f]{8,}"));
    return pattern;
}

/// The first plain word of a text that no translation made; empty where there is none.
QString untranslated(const QString& text) {
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&\\w+;")), word(QStringLiteral("(?<![\\w])[A-Za-z]{3,}(?![\\w])"));
    QString rest = text;
    // The guide is English, and so are the titles of its pages.
    for (const GuidePage& page : guide_pages())
        rest.remove(page.title);
    rest.remove(QLatin1Char('&')).remove(tags).remove(names());
    const auto match = word.match(rest);
    return match.hasMatch() ? match.captured() : QString();
}

bool within(const QWidget* widget, std::initializer_list<const char*> object_names) {
    for (const QWidget* at = widget; at; at = at->parentWidget())
        for (const char* name : object_names)
            if (at->objectName() == QLatin1String(name)) return true;
    return false;
}

class Inspection {
  public:
    explicit Inspection(QString where) : where_(std::move(where)) {}

    void look_at(QWidget* root) {
        look_at_one(root);
        for (QWidget* widget : root->findChildren<QWidget*>())
            if (widget->isVisible()) look_at_one(widget);
        for (QAction* action : root->findChildren<QAction*>()) {
            words(root, "action", action->text());
            words(root, "action's tip", action->toolTip());
        }
    }
    void words(const QWidget* widget, const char* what, const QString& text) {
        if (const QString word = untranslated(text); !word.isEmpty())
            add(widget, QStringLiteral("%1 is not translated: “%2” in “%3”").arg(QLatin1String(what), word, text));
    }
    const QStringList& problems() const { return problems_; }

  private:
    void add(const QWidget* widget, const QString& problem) {
        const QString line = QStringLiteral("%1 %2 %3").arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), problem);
        // Rail and status are there on every page: once is enough.
        static std::set<QString> said;
        if (said.insert(line).second) problems_ << where_ + QStringLiteral(": ") + line;
    }

    void look_at_one(QWidget* widget) {
        // The guide is English: its text, its contents and what is found in it.
        if (within(widget, {"guide_text", "guide_contents", "guide_found"}) || widget->objectName().startsWith(QLatin1String("qt_"))) return;
        words(widget, "tooltip", widget->toolTip());
        words(widget, "accessible name", widget->accessibleName());
        words(widget, "accessible description", widget->accessibleDescription());
        if (auto* label = qobject_cast<QLabel*>(widget)) look_at_label(label);
        if (auto* button = qobject_cast<QAbstractButton*>(widget)) look_at_button(button);
        if (auto* line = qobject_cast<QLineEdit*>(widget)) look_at_line(line);
        if (auto* header = qobject_cast<QHeaderView*>(widget)) look_at_header(header);
        if (auto* combo = qobject_cast<QComboBox*>(widget)) look_at_combo(combo);
        if (auto* tabs = qobject_cast<QTabBar*>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                words(widget, "tab", tabs->tabText(i));
        if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
            words(widget, "number", spin->text());
            const auto* line = spin->findChild<QLineEdit*>();
            const int needed = spin->fontMetrics().horizontalAdvance(spin->text()) + 2;
            if (line && needed > line->width()) add(widget, QStringLiteral("is cut: “%1” needs %2 of %3").arg(spin->text()).arg(needed).arg(line->width()));
        }
        look_at_place(widget);
    }

    void look_at_label(QLabel* label) {
        words(label, "label", label->text());
        if (qobject_cast<ElidedLabel*>(label) || label->text().isEmpty()) return;
        // A layout hands out what it has: a label smaller than it needs shows the beginning of its text alone.
        const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool wide = !label->wordWrap() && label->sizeHint().width() > label->width() && label->toolTip().isEmpty();
        if (wide || height > label->height() + 1)
            add(label, QStringLiteral("is cut: “%1” needs %2×%3 of %4×%5").arg(label->text()).arg(label->sizeHint().width()).arg(height).arg(label->width()).arg(label->height()));
    }

    void look_at_button(QAbstractButton* button) {
        words(button, "button", button->text());
        if (button->text().isEmpty()) return;
        if (auto* tool = qobject_cast<QToolButton*>(button); tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) return;
        if (qobject_cast<QToolButton*>(button) && button->sizeHint().width() > button->width())
            add(button, QStringLiteral("is cut: “%1” needs %2 of %3").arg(button->text()).arg(button->sizeHint().width()).arg(button->width()));
        const int text = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
        const int icon = button->icon().isNull() ? 0 : button->iconSize().width() + 4;
        const int mark = qobject_cast<QCheckBox*>(button) ? 20 : 0;
        if (text + icon + mark + 4 > button->width())
            add(button, QStringLiteral("is cut: “%1” needs %2 of %3").arg(button->text()).arg(text + icon + mark + 4).arg(button->width()));
    }

    void look_at_line(QLineEdit* line) {
        words(line, "placeholder", line->placeholderText());
        const int needed = line->fontMetrics().horizontalAdvance(line->placeholderText()) + 16;
        if (line->text().isEmpty() && !line->placeholderText().isEmpty() && needed > line->width() && line->toolTip().isEmpty())
            add(line, QStringLiteral("placeholder is cut: “%1” needs %2 of %3").arg(line->placeholderText()).arg(needed).arg(line->width()));
    }

    void look_at_header(QHeaderView* header) {
        if (header->orientation() != Qt::Horizontal || !header->model()) return;
        for (int i = 0; i < header->count(); ++i) {
            const QString text = header->model()->headerData(i, Qt::Horizontal).toString();
            // A column a prompt: what a person wrote.
            if (within(header, {"samples"})) continue;
            words(header, "head of a column", text);
            const bool explained = !header->model()->headerData(i, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty();
            if (header->sectionSizeHint(i) > header->sectionSize(i) && !header->isSectionHidden(i) && !explained)
                add(header, QStringLiteral("head of a column is cut: “%1” needs %2 of %3").arg(text).arg(header->sectionSizeHint(i)).arg(header->sectionSize(i)));
        }
    }

    void look_at_combo(QComboBox* combo) {
        for (int i = 0; i < combo->count(); ++i)
            words(combo, "choice", combo->itemText(i));
        const int needed = combo->fontMetrics().horizontalAdvance(combo->currentText()) + 32;
        if (needed > combo->width() && combo->toolTip().isEmpty())
            add(combo, QStringLiteral("choice is cut: “%1” needs %2 of %3").arg(combo->currentText()).arg(needed).arg(combo->width()));
    }

    /// Nothing may lie outside the window, or beside what scrolls it into view.
    void look_at_place(QWidget* widget) {
        const QWidget* window = widget->window();
        for (const QWidget* at = widget; at != window; at = at->parentWidget())
            if (qobject_cast<const QAbstractScrollArea*>(at)) return;
        const QRect place(widget->mapTo(window, QPoint(0, 0)), widget->size());
        if (widget != window && !place.isEmpty() && (place.right() > window->width() || place.bottom() > window->height()))
            add(widget, QStringLiteral("lies outside the window: %1, %2").arg(place.right()).arg(place.bottom()));
    }

    QString where_;
    QStringList problems_;
};

/// Every widget's own text is set when it is made: pages of tests must be made while the pseudo-locale is there.
struct PseudoLocale {
    PseudoLocale() { QCoreApplication::installTranslator(&translator); }
    ~PseudoLocale() { QCoreApplication::removeTranslator(&translator); }
    test::PseudoTranslator translator;
};

/// All of them above the failure, whose own text Qt Test cuts short.
QByteArray listed(const QStringList& problems) {
    for (const QString& problem : problems)
        qInfo("%s", qPrintable(problem));
    return QByteArray::number(problems.size()) + " problems";
}

void write_run(const PageFixture& fixture, const std::string& state) {
    const auto path = std::filesystem::path(fixture.services->projects.folder().toStdString()) / "runs" / "run-0001";
    test::WrittenRun run(path, fixture.services->projects.draft(), 120);
    QVERIFY(run.ok());
    run.steps(1, 60);
    run.evaluation(20, 1.9, true);
    run.evaluation(40, 1.6, true);
    run.evaluation(60, 1.7, false);
    run.checkpoint(40, "best");
    run.checkpoint(60, "last");
    run.sample(40, "A prompt of mine", "An answer of its");
    if (state == "failed")
        run.append("run_failed", {{"exit_code", 4}, {"what", "There is not enough memory"}, {"where", ""}, {"hint", "Shorten it"}});
}

}  // namespace

class TestPseudoLocale : public test::TestObject {
    Q_OBJECT

    /// Every page of the window, its menus and the commands that the palette finds.
    static QStringList look_through(MainWindow& window, const QString& where) {
        QStringList problems;
        const auto inspect = [&](const QString& what, QWidget* root) {
            Inspection inspection(where + u' ' + what);
            inspection.look_at(root);
            problems << inspection.problems();
        };
        for (Page* page : window.pages()) {
            window.show_page(page->id());
            // A page that needs more would widen the window beyond a small screen.
            if (window.minimumSizeHint().width() > 1280 || window.size() != QSize(1280, 800))
                problems << QStringLiteral("%1 needs a width of %2, all pages %3").arg(page->id()).arg(page->minimumSizeHint().width()).arg(window.minimumSizeHint().width());
            if (!QTest::qWaitFor([&] { return page->settled(); }, 60000)) problems << page->id() + QStringLiteral(" never settles");
            QTest::qWait(50);
            test::picture(window, QStringLiteral("pseudo-%1-%2").arg(where, page->id()).toUtf8().constData());
            inspect(page->id(), &window);
            for (QMenu* menu : page->findChildren<QMenu*>())
                inspect(page->id() + QStringLiteral(" menu"), menu);
        }
        window.open_palette();
        QCoreApplication::processEvents();
        inspect(QStringLiteral("palette"), &window);
        auto* commands = window.findChild<CommandPalette*>()->findChild<QListView*>();
        Inspection palette(where + QStringLiteral(" palette"));
        for (int row = 0; row < commands->model()->rowCount(); ++row)
            palette.words(commands, "command", commands->model()->index(row, 0).data().toString());
        return problems << palette.problems();
    }

  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }

    void the_demo_project_page_by_page() {
        const PseudoLocale pseudo;
        PageFixture fixture(false);
        QVERIFY(fixture.services->projects.open_demo(QStringLiteral(LORA_DEFAULT_BASE)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->base.state() == BaseService::State::ready, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->data.state() == DataService::State::tokenised, 60000);
        MainWindow window(*fixture.services);
        window.resize(1280, 800);
        window.show();
        const QStringList problems = look_through(window, QStringLiteral("demo"));
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void a_project_with_nothing_in_it() {
        const PseudoLocale pseudo;
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.resize(1280, 800);
        window.show();
        const QStringList problems = look_through(window, QStringLiteral("empty"));
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void no_project_at_all() {
        const PseudoLocale pseudo;
        PageFixture fixture(false);
        MainWindow window(*fixture.services);
        window.resize(1280, 800);
        window.show();
        const QStringList problems = look_through(window, QStringLiteral("no project"));
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void runs_that_were_interrupted_and_that_failed_data() {
        QTest::addColumn<QString>("state");
        QTest::newRow("interrupted") << "interrupted";
        QTest::newRow("failed") << "failed";
    }

    void runs_that_were_interrupted_and_that_failed() {
        QFETCH(QString, state);
        const PseudoLocale pseudo;
        PageFixture fixture;
        QVERIFY(fixture.choose_base());
        write_run(fixture, state.toStdString());
        MainWindow window(*fixture.services);
        window.resize(1280, 800);
        window.show();
        fixture.services->runs.set_current(fixture.services->runs.run_folders().value(0));
        const QStringList problems = look_through(window, state);
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void files_that_cannot_be_used() {
        const PseudoLocale pseudo;
        PageFixture fixture;
        MainWindow window(*fixture.services);
        window.resize(1280, 800);
        window.show();
        QVERIFY(window.take_file(fixture.write(QStringLiteral("notes.gguf"), "these are notes, not a model")));
        const QString broken = fixture.write(QStringLiteral("bad.jsonl"), "{\"prompt\": \"a\", \"completion\": \"b\"}\n{\"prompt\": \n");
        QVERIFY(window.take_file(broken));
        QTRY_VERIFY(fixture.services->data.state() == DataService::State::failed);
        QStringList problems = look_through(window, QStringLiteral("broken"));
        const QString columns = fixture.write(QStringLiteral("columns.jsonl"), "{\"frage\": \"a\", \"antwort\": \"b\"}\n");
        fixture.services->projects.edit([&](RunSpec& draft) { draft.data.paths = {columns.toStdString()}; });
        QTRY_VERIFY(fixture.services->data.state() == DataService::State::failed);
        window.show_page(QStringLiteral("data"));
        QTest::qWait(50);
        Inspection inspection(QStringLiteral("columns"));
        inspection.look_at(&window);
        // The columns are the file's.
        for (const QString& problem : inspection.problems())
            if (!problem.contains(QLatin1String("frage")) && !problem.contains(QLatin1String("antwort"))) problems << problem;
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void a_question_is_asked_in_the_language() {
        const PseudoLocale pseudo;
        PageFixture fixture;
        fixture.services->choices = std::make_unique<UserChoices>();
        MainWindow window(*fixture.services);
        window.show();
        window.show_page(QStringLiteral("home"));
        window.current_page()->primary_action()->trigger();
        auto* dialog = window.findChild<QDialog*>();
        QVERIFY(dialog);
        Inspection inspection(QStringLiteral("question"));
        inspection.words(dialog, "title", dialog->windowTitle());
        for (QLabel* label : dialog->findChildren<QLabel*>())
            inspection.words(label, "label", label->text());
        QVERIFY2(inspection.problems().isEmpty(), listed(inspection.problems()).constData());
        dialog->reject();
    }

    void messages_of_core_are_found_again() {
        const PseudoLocale pseudo;
        const auto pseudo_of = [](const char* text) { return test::PseudoTranslator::pseudo(QString::fromUtf8(text)); };
        QCOMPARE(localized(std::string("There is not enough memory")), pseudo_of("There is not enough memory"));
        QCOMPARE(localized(std::string("Layer 99 does not exist")), pseudo_of("Layer %1 does not exist").replace(QLatin1String("%1"), QLatin1String("99")));
        // A message within a message.
        QCOMPARE(localized(std::string("No sample was made: The prompt is empty")),
                 pseudo_of("No sample was made: %1").replace(QLatin1String("%1"), pseudo_of("The prompt is empty")));
        // What the message quotes is not read as a placeholder.
        QCOMPARE(localized(std::string("The adapter method \"%1 100%\" is not known")),
                 pseudo_of("The adapter method \"%1\" is not known").replace(QLatin1String("%1"), QLatin1String("%1 100%")));
        QCOMPARE(localized(std::string("Nobody said this before")), QStringLiteral("Nobody said this before"));
        const Error error = bad_input("The prompt is empty", "line 3", "Write something to answer");
        QCOMPARE(localized(error), QStringLiteral("%1 (line 3). %2").arg(pseudo_of("The prompt is empty"), pseudo_of("Write something to answer")));
    }
};

LORA_GUI_TEST_MAIN(TestPseudoLocale)
#include "test_pseudo_locale.moc"
