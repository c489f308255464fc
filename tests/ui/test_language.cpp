// SPDX-License-Identifier: Apache-2.0
// The window in another language: chosen by the system or by the person, at once, with numbers as that language writes them.
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_host.h"

using namespace lora;
using namespace lora::ui;
using lora::test::PageFixture;

namespace {

/// A language for one test; the next one begins in English.
struct Spoken {
    explicit Spoken(const QString& code) { apply_language(code); }
    ~Spoken() { apply_language(QStringLiteral("en")); }
};

}  // namespace

class TestLanguage : public test::TestObject {
    Q_OBJECT
    /// Makes and shows every page, and says what lacks a name.
    static QString walk(MainWindow& window) {
        for (Page* page : window.pages()) {
            window.show_page(page->id());
            QCoreApplication::processEvents();
            if (page->truth().isEmpty()) return page->id() + QStringLiteral(" says nothing");
            if (const QString nameless = test::controls_without_name(page); !nameless.isEmpty()) return page->id() + u' ' + nameless;
        }
        return {};
    }

  private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(ThemeChoice::light); }

    void the_first_of_the_desktops_languages_that_the_window_speaks_is_taken_data() {
        QTest::addColumn<QStringList>("desktop");
        QTest::addColumn<QString>("language");
        QTest::newRow("German of Switzerland") << QStringList{"de-CH", "de"} << "de";
        QTest::newRow("Chinese of China") << QStringList{"zh-CN", "zh-Hans-CN", "zh"} << "zh_CN";
        QTest::newRow("Chinese of Singapore") << QStringList{"zh-Hans-SG"} << "zh_CN";
        QTest::newRow("traditional characters") << QStringList{"zh-TW", "zh-Hant-TW"} << "en";
        QTest::newRow("French, then German") << QStringList{"fr-FR", "fr", "de-DE"} << "de";
        QTest::newRow("American") << QStringList{"en-US", "de-DE"} << "en";
        QTest::newRow("nothing that it speaks") << QStringList{"fr-FR"} << "en";
        QTest::newRow("none") << QStringList{"C"} << "en";
    }
    void the_first_of_the_desktops_languages_that_the_window_speaks_is_taken() {
        QFETCH(QStringList, desktop);
        QFETCH(QString, language);
        QCOMPARE(language_for(QStringLiteral("system"), desktop), language);
        QCOMPARE(language_for(QStringLiteral("de"), desktop), QStringLiteral("de"));
        QCOMPARE(language_for(QStringLiteral("klingon"), desktop), language);
    }

    void every_page_opens_in_each_language_data() {
        QTest::addColumn<QString>("code");
        for (const Language& language : languages())
            QTest::newRow(qPrintable(language.code)) << language.code;
    }
    void every_page_opens_in_each_language() {
        QFETCH(QString, code);
        const Spoken spoken(code);
        PageFixture fixture(false);
        QVERIFY(fixture.services->projects.open_demo(QStringLiteral(LORA_DEFAULT_BASE)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->data.state() == DataService::State::tokenised, 60000);
        MainWindow window(*fixture.services);
        window.show();
        const QString problem = walk(window);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        // Not by chance: the words on the rail are those of the language.
        const bool english = code == QLatin1String("en");
        QCOMPARE(window.page(QStringLiteral("data"))->title() == QStringLiteral("Data"), english);
        QCOMPARE(QCoreApplication::translate("lora::ui::TrainPage", "Start training") == QStringLiteral("Start training"), english);
    }

    void choosing_another_language_makes_the_window_anew_where_it_was() {
        const Spoken spoken(QStringLiteral("en"));
        PageFixture fixture;
        WindowHost host(*fixture.services);
        host.window().resize(1100, 700);
        host.window().show();
        host.window().show_page(QStringLiteral("adapter"));
        const QPointer<MainWindow> english(&host.window());
        fixture.services->settings.set_language(QStringLiteral("de"));
        QVERIFY(english);  // not under the feet of the menu that was clicked
        QTRY_VERIFY(!english);
        QVERIFY(host.window().isVisible());
        QCOMPARE(host.window().size(), QSize(1100, 700));
        QCOMPARE(host.window().current_page()->id(), QStringLiteral("adapter"));
        QVERIFY(fixture.services->projects.is_open());
        QVERIFY(host.window().windowTitle().startsWith(QStringLiteral("Test")));
        QVERIFY(host.window().page(QStringLiteral("data"))->title() != QStringLiteral("Data"));
        QCOMPARE(Settings(fixture.services->paths.settings_file).language(), QStringLiteral("de"));
        fixture.services->settings.set_language(QStringLiteral("en"));
        QTRY_COMPARE(host.window().page(QStringLiteral("data"))->title(), QStringLiteral("Data"));
    }

    void the_palette_and_the_menu_of_home_offer_each_language_by_its_own_name() {
        const Spoken spoken(QStringLiteral("en"));
        PageFixture fixture;
        WindowHost host(*fixture.services);
        host.window().show();
        host.window().activateWindow();
        host.window().open_palette();
        auto* line = test::find_control<QLineEdit>(&host.window(), QStringLiteral("Find a command"));
        QTest::keyClicks(line, QStringLiteral("language deutsch"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(fixture.services->settings.language(), QStringLiteral("de"));
        QStringList offered;
        for (QMenu* menu : host.window().page(QStringLiteral("home"))->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                offered << action->text();
        for (const Language& language : languages())
            QVERIFY2(offered.contains(language.name), qPrintable(offered.join(u',')));
        QTRY_VERIFY(host.window().page(QStringLiteral("data"))->title() != QStringLiteral("Data"));
    }

    void numbers_are_written_as_the_language_writes_them() {
        const Spoken german(QStringLiteral("de"));
        QCOMPARE(grouped_words(12480), QStringLiteral("12.480"));
        QCOMPARE(loss_text(1.84), QStringLiteral("1,84"));
        QCOMPARE(plain_words(0.05), QStringLiteral("0,05"));
        apply_language(QStringLiteral("zh_CN"));
        QCOMPARE(grouped_words(12480), QStringLiteral("12,480"));
        apply_language(QStringLiteral("en"));
        QCOMPARE(grouped_words(12480), QStringLiteral("12,480"));
        QCOMPARE(loss_text(1.84), QStringLiteral("1.84"));
    }

    void a_number_may_be_typed_with_a_comma_or_a_point() {
        const Spoken spoken(QStringLiteral("de"));
        PageFixture fixture;
        QVERIFY(fixture.choose_base());
        MainWindow window(*fixture.services);
        window.show();
        window.show_page(QStringLiteral("adapter"));
        auto* dropout = test::find_control<QDoubleSpinBox>(window.page(QStringLiteral("adapter")), QCoreApplication::translate("lora::ui::AdapterSettings", "Dropout"));
        QVERIFY(dropout);
        for (const char* typed : {"0,125", "0.25"}) {
            dropout->selectAll();
            QTest::keyClicks(dropout, QLatin1String(typed));
            QTest::keyClick(dropout, Qt::Key_Tab);
            QCOMPARE(dropout->value(), QString(QLatin1String(typed)).replace(u',', u'.').toDouble());
        }
        window.show_page(QStringLiteral("train"));
        auto* rate = window.page(QStringLiteral("train"))->findChild<QLineEdit*>(QStringLiteral("learning_rate"));
        QVERIFY(rate);
        for (const char* typed : {"0,0003", "3e-4", "0.0003"}) {
            rate->setText({});
            QTest::keyClicks(rate, QLatin1String(typed));
            QTest::keyClick(rate, Qt::Key_Return);
            QCOMPARE(fixture.services->projects.draft().training.learning_rate, 0.0003);
            fixture.services->projects.edit([](RunSpec& draft) { draft.training.learning_rate = 1e-3; });
        }
    }

    void one_and_many_are_worded_apart_in_german() {
        const Spoken spoken(QStringLiteral("de"));
        const auto german = [](const char* text) { return QCoreApplication::translate("DataCheckWords", text); };
        QVERIFY(german("1 example read") != german("%1 examples read").arg(1));
        RunView run;
        run.state = RunState::stopped;
        run.step = 1;
        const QString one = truth_of(run);
        run.step = 2;
        QVERIFY(QString(one).replace(u'1', u'2') != truth_of(run));
    }

    void what_core_says_is_said_in_the_language_and_stays_english_in_files() {
        const Error error = bad_input("The prompt is empty", {}, "Write something to answer");
        QCOMPARE(localized(error), QString::fromStdString(error.text()));
        const Spoken spoken(QStringLiteral("de"));
        QVERIFY(localized(error) != QString::fromStdString(error.text()));
        QCOMPARE(QString::fromStdString(error.text()), QStringLiteral("The prompt is empty. Write something to answer"));
        QVERIFY2(localized(QStringLiteral("BPE, 49,152 tokens, 17 special, pre-tokenizer smollm"))
                     .contains(QStringLiteral("49.152 ")),
                 "English groups within a German sentence");
        QCOMPARE(localized(QStringLiteral("CPU, Some Processor, 2 threads")),
                 QStringLiteral("CPU, Some Processor, 2 Threads"));
    }
};

LORA_GUI_TEST_MAIN(TestLanguage)
#include "test_language.moc"
