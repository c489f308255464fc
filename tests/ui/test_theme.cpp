// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/shell/theme.h"

using namespace lora;
using namespace lora::ui;

namespace {

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}
double contrast(const QColor& one, const QColor& other) {
    const double first = luminance(one), second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace

class TestTheme : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void text_is_readable_on_every_surface_in_light_and_dark() {
        Theme& theme = Theme::instance();
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            theme.apply(choice);
            for (const Role text :
                 {Role::text, Role::text_muted, Role::accent, Role::good, Role::warn, Role::bad})
                for (const Role surface : {Role::surface, Role::surface_raised})
                    QVERIFY2(contrast(theme.colour(text), theme.colour(surface)) >= 4.5,
                             qPrintable(theme.colour(text).name() + QStringLiteral(" on ") +
                                        theme.colour(surface).name()));
            QVERIFY(contrast(theme.colour(Role::on_accent), theme.colour(Role::accent)) >= 4.5);
            QVERIFY(contrast(theme.colour(Role::text), theme.colour(Role::selected)) >= 4.5);
        }
    }

    void placeholders_are_readable_in_light_and_dark() {
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            Theme::instance().apply(choice);
            QLineEdit line;
            QPlainTextEdit text;
            for (QWidget* field : {static_cast<QWidget*>(&line), static_cast<QWidget*>(&text)}) {
                field->show();
                const QColor placeholder = field->palette().color(QPalette::PlaceholderText);
                QCOMPARE(placeholder.alpha(), 255);
                QVERIFY2(
                    contrast(placeholder, field->grab().toImage().pixelColor(field->rect().center())) >= 4.5,
                    qPrintable(placeholder.name()));
            }
        }
    }

    void series_are_the_okabe_ito_colours_in_light_and_dark() {
        for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark}) {
            Theme::instance().apply(choice);
            QCOMPARE(Theme::instance().colour(base_colour), QColor("#0072B2"));
            QCOMPARE(Theme::instance().colour(adapter_colour), QColor("#D55E00"));
        }
    }

    void a_switch_of_theme_changes_colours_and_icons_while_the_window_is_open() {
        Theme& theme = Theme::instance();
        theme.apply(ThemeChoice::light);
        QWidget window;
        window.resize(40, 40);
        window.show();
        const QIcon icon = theme.icon(QStringLiteral("check"));
        const QImage light_icon = icon.pixmap(24, 24).toImage(), light = window.grab().toImage();
        QSignalSpy changed(&theme, &Theme::changed);
        theme.apply(ThemeChoice::dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.is_dark());
        QVERIFY(window.grab().toImage() != light);
        QVERIFY(icon.pixmap(24, 24).toImage() != light_icon);
    }

    void icons_are_drawn_at_the_resolution_asked_for() {
        Theme::instance().apply(ThemeChoice::light);
        const QPixmap sharp = Theme::instance().icon(QStringLiteral("train")).pixmap(QSize(24, 24), 2.0);
        QCOMPARE(sharp.size(), QSize(48, 48));
        QCOMPARE(sharp.devicePixelRatio(), 2.0);
    }

    void every_icon_can_be_drawn() {
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() >= 40);
        for (const QString& name : names) {
            if (name == QLatin1String("app.svg")) continue;
            const QImage drawn = Theme::instance().icon(name.chopped(4)).pixmap(24, 24).toImage();
            bool marked = false;
            for (int y = 0; y < drawn.height(); ++y)
                for (int x = 0; x < drawn.width(); ++x)
                    marked = marked || qAlpha(drawn.pixel(x, y)) > 100;
            QVERIFY2(marked, qPrintable(name));
        }
    }
};

LORA_GUI_TEST_MAIN(TestTheme)
#include "test_theme.moc"
