// SPDX-License-Identifier: Apache-2.0
// The first minutes in the real window: welcome, what lies on the computer already, and choosing it without a mouse.
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QToolButton>

#include "core/tensorio/gguf.h"
#include "tests/support/test_main.h"
#include "tests/ui/made_up_home.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/refusal_panel.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;
namespace fs = std::filesystem;

class FirstStartTest : public TestObject {
    Q_OBJECT
    static constexpr int wait_ms = 60'000;

    /// A whole model of a family that nobody supports.
    static void write_foreign_model(const fs::path& path) {
        const auto file = GgufFile::open(LORA_GOLDEN_DIR "/tiny_gguf/model.gguf");
        QVERIFY(file.ok());
        auto metadata = file->metadata();
        for (auto& [key, value] : metadata)
            if (key == "general.architecture") value = std::string("qwen9");
        fs::create_directories(path.parent_path());
        QVERIFY(write_gguf(path, metadata, file->tensors()).ok());
    }

    static QLabel* label(QWidget& inside, const char* id) { return inside.findChild<QLabel*>(QString::fromUtf8(id)); }

    /// Makes a project as a user does and gives its Base page.
    static Page* base_page_of_a_new_project(MainWindow& window, Services& services) {
        static_cast<PreparedChoices&>(*services.choices).text = QStringLiteral("Letters");
        window.page(QStringLiteral("home"))->primary_action()->trigger();
        if (!QTest::qWaitFor([&] { return window.current_page()->id() == QStringLiteral("base"); }, wait_ms))
            qFatal("the Base page did not come");
        return window.current_page();
    }

  private Q_SLOTS:
    void a_first_start_welcomes_offers_the_demo_and_says_what_was_found() {
        if (!QFileInfo::exists(QStringLiteral(LORA_DEFAULT_BASE))) QSKIP("the default base model is not installed");
        const MadeUpHome home;
        home.add_smollm2();
        write_foreign_model(home.path() / ".lmstudio" / "models" / "org" / "repo" / "other.gguf");
        const auto services = home.services();
        MainWindow window(*services);
        window.show();
        QCOMPARE(window.current_page()->id(), QStringLiteral("home"));
        QVERIFY(label(window, "welcome")->isVisible());
        QVERIFY(label(window, "welcome")->text().contains(QStringLiteral("sends nothing anywhere")));
        auto* demo = find_control<QAbstractButton>(window.current_page(), QStringLiteral("Try the demo"));
        QVERIFY(demo && demo->isVisible() && demo->property("primary").toBool());
        // What cannot be used is no news on a first start.
        QTRY_COMPARE_WITH_TIMEOUT(label(window, "found_models_title")->text(),
                                  QStringLiteral("1 model found on this computer"), wait_ms);
        bool named = false;
        for (const auto* text : window.current_page()->findChildren<QLabel*>())
            named = named || (text->isVisible() && text->accessibleName() == QStringLiteral("SmolLM2-135M-Instruct.Q4_1"));
        QVERIFY(named);
        QCOMPARE(controls_without_name(window.current_page()), QString());
        picture(window, "first-home");
        base_page_of_a_new_project(window, *services);
        window.show_page(QStringLiteral("home"));
        QVERIFY(!label(window, "welcome")->isVisible());
        QVERIFY(!window.findChild<QWidget*>(QStringLiteral("found_models_card"))->isVisible());
    }

    void a_found_model_is_chosen_by_keyboard_and_used_where_it_lies() {
        if (!QFileInfo::exists(QStringLiteral(LORA_DEFAULT_BASE))) QSKIP("the default base model is not installed");
        const MadeUpHome home;
        const fs::path snapshot = home.add_smollm2();
        const auto services = home.services();
        MainWindow window(*services);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Page* page = base_page_of_a_new_project(window, *services);
        auto* list = page->findChild<QListWidget*>(QStringLiteral("found_models"));
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, wait_ms);
        QCOMPARE(list->accessibleName(), QStringLiteral("Models found on this computer: 1"));
        const QString said = list->item(0)->data(Qt::AccessibleTextRole).toString();
        for (const char* part : {"SmolLM2-135M-Instruct.Q4_1", "Llama", "135 M parameters", "MB", "Hugging Face"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said));
        auto* look_again = page->findChild<QToolButton*>(QStringLiteral("look_again"));
        look_again->setFocus();
        QTest::keyClick(look_again, Qt::Key_Tab);
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(page->primary_action()->text(), QStringLiteral("Continue to Data"), wait_ms);
        QCOMPARE(services->projects.draft().base.path, snapshot.string());
        QCOMPARE(label(*page, "model_name")->text(), QStringLiteral("SmolLM2-135M-Instruct"));
        QVERIFY2(page->truth().contains(QStringLiteral("135 M parameters")), qPrintable(page->truth()));
        QVERIFY(list->currentItem());
        QTRY_VERIFY_WITH_TIMEOUT(page->settled(), wait_ms);
        QVERIFY(!fs::exists(home.path() / ".cache" / "lora-studio" / "models"));  // nothing was copied
        picture(window, "first-base");
    }

    void ollamas_model_goes_by_ollamas_name() {
        const MadeUpHome home;
        add_to_ollama(home.path() / ".ollama" / "models", "library/tiny/1b", LORA_GOLDEN_DIR "/tiny_gguf/model.gguf",
                      std::string(64, 'd'));
        const auto services = home.services();
        MainWindow window(*services);
        window.show();
        Page* page = base_page_of_a_new_project(window, *services);
        auto* list = page->findChild<QListWidget*>(QStringLiteral("found_models"));
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, wait_ms);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(page->primary_action()->text(), QStringLiteral("Continue to Data"), wait_ms);
        QCOMPARE(label(*page, "model_name")->text(), QStringLiteral("tiny:1b"));
    }

    void a_model_that_cannot_be_used_says_why_and_a_second_look_finds_new_ones() {
        const MadeUpHome home;
        const fs::path models = home.path() / ".lmstudio" / "models" / "org";
        write_foreign_model(models / "repo" / "other.gguf");
        const auto services = home.services();
        MainWindow window(*services);
        window.show();
        Page* page = base_page_of_a_new_project(window, *services);
        auto* list = page->findChild<QListWidget*>(QStringLiteral("found_models"));
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, wait_ms);
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("Cannot be used: The model family \"qwen9\"")),
                 qPrintable(list->item(0)->text()));
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        auto* refusal = page->findChild<RefusalPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(refusal->isVisible(), wait_ms);
        QVERIFY(!services->projects.has_base());
        picture(window, "first-refused");
        copy_whole_file(LORA_GOLDEN_DIR "/tiny_gguf/model.gguf", models / "repo" / "tiny.gguf");
        click(page->findChild<QToolButton*>(QStringLiteral("look_again")));
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, wait_ms);
        QVERIFY(list->item(0)->text().startsWith(QStringLiteral("tiny\n")));
        QCOMPARE(controls_without_name(page), QString());
    }

    void nothing_is_clipped_at_the_smallest_window() {
        const MadeUpHome home;
        for (int i = 0; i < 12; ++i)
            write_foreign_model(home.path() / ".lmstudio" / "models" / "org" / ("a model with a long name " + std::to_string(i) + ".gguf"));
        const auto services = home.services();
        MainWindow window(*services);
        window.resize(960, 640);
        window.show();
        Page* page = base_page_of_a_new_project(window, *services);
        auto* list = page->findChild<QListWidget*>(QStringLiteral("found_models"));
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 12, wait_ms);
        QCOMPARE(window.size(), QSize(960, 640));
        for (const auto* control : page->findChildren<QWidget*>()) {
            if (!control->isVisible() || control->parentWidget() != list->parentWidget()) continue;
            QVERIFY2(control->parentWidget()->rect().contains(control->geometry()), qPrintable(control->objectName()));
        }
        QVERIFY(list->height() >= 64);
        picture(window, "first-small");
    }
};

LORA_GUI_TEST_MAIN(FirstStartTest)
#include "test_first_start.moc"
