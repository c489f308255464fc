// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtGui/QStyleHints>
#include <QtSvg/QSvgRenderer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QWidget>

#include "core/base/json.h"
#include "ui/shell/icon_engine.h"
#include "ui/shell/system_appearance.h"

namespace lora::ui {
namespace {

using Colours = QHash<QString, QColor>;

Colours read_colours(const QString& resource) {
    Colours colours;
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) return colours;
    const QByteArray bytes = file.readAll();
    const auto json = parse_json({bytes.constData(), static_cast<size_t>(bytes.size())}, resource.toStdString());
    if (!json) {
        qWarning("%s", json.error().text().c_str());
        return colours;
    }
    for (const auto& [name, value] : json->items())
        colours.insert(QString::fromStdString(name), QColor(QString::fromStdString(value.get<std::string>())));
    return colours;
}

QString role_name(Role role) {
    switch (role) {
        case Role::surface: return QStringLiteral("surface");
        case Role::surface_raised: return QStringLiteral("surface-raised");
        case Role::line: return QStringLiteral("line");
        case Role::text: return QStringLiteral("text");
        case Role::text_muted: return QStringLiteral("text-muted");
        case Role::accent: return QStringLiteral("accent");
        case Role::good: return QStringLiteral("good");
        case Role::warn: return QStringLiteral("warn");
        case Role::bad: return QStringLiteral("bad");
        case Role::series1: return QStringLiteral("series-1");
        case Role::series2: return QStringLiteral("series-2");
        case Role::series3: return QStringLiteral("series-3");
        case Role::series4: return QStringLiteral("series-4");
        case Role::series5: return QStringLiteral("series-5");
        case Role::series6: return QStringLiteral("series-6");
        case Role::hover: return QStringLiteral("hover");
        case Role::selected: return QStringLiteral("selected");
        case Role::field_line: return QStringLiteral("field-line");
        case Role::on_accent: return QStringLiteral("on-accent");
    }
    return {};
}

QPalette make_palette(const Colours& c) {
    QPalette p;
    const QColor text = c["text"], muted = c["text-muted"];
    p.setColor(QPalette::Window, c["surface"]);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, c["surface-raised"]);
    p.setColor(QPalette::AlternateBase, c["surface"]);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, c["surface-raised"]);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, c["bad"]);
    p.setColor(QPalette::ToolTipBase, c["surface-raised"]);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, c["selected"]);
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Link, c["accent"]);
    p.setColor(QPalette::LinkVisited, c["accent"]);
    p.setColor(QPalette::Light, c["surface-raised"]);
    p.setColor(QPalette::Midlight, c["hover"]);
    p.setColor(QPalette::Mid, c["line"]);
    p.setColor(QPalette::Dark, c["field-line"]);
    p.setColor(QPalette::Shadow, c["line"]);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, muted);
    return p;
}

}  // namespace

struct Theme::Palettes {
    Colours light = read_colours(QStringLiteral(":/styles/light.json"));
    Colours dark = read_colours(QStringLiteral(":/styles/dark.json"));
    /// Style sheets name images by file: the few arrows that they need are drawn here, with a sharp copy for @2x.
    QTemporaryDir drawn;
    QString family;

    QString draw(const QString& icon, const QColor& colour) const {
        const QString stem = drawn.filePath(icon + QLatin1Char('-') + colour.name().mid(1));
        const QByteArray svg = tinted_svg(icon, colour);
        for (const int scale : {1, 2}) {
            const QString file = stem + (scale == 1 ? QStringLiteral(".png") : QStringLiteral("@2x.png"));
            if (QFile::exists(file)) continue;
            QImage image(24 * scale, 24 * scale, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            QSvgRenderer(svg).render(&painter);
            painter.end();
            image.save(file);
        }
        return stem + QStringLiteral(".png");
    }

    QString style_sheet(const Colours& colours) const {
        QFile file(QStringLiteral(":/styles/studio.qss"));
        if (!file.open(QIODevice::ReadOnly)) return {};
        const QString source = QString::fromUtf8(file.readAll());
        static const QRegularExpression mark(QStringLiteral("@icon\\(([a-z-]+)(?:,([a-z-]+))?\\)|@([a-z0-9-]+)"));
        QString sheet;
        qsizetype at = 0;
        for (auto it = mark.globalMatch(source); it.hasNext();) {
            const auto match = it.next();
            sheet += QStringView(source).mid(at, match.capturedStart() - at);
            at = match.capturedEnd();
            if (match.hasCaptured(1) && !match.captured(1).isEmpty()) {
                const QString role = match.captured(2).isEmpty() ? QStringLiteral("text-muted") : match.captured(2);
                sheet += draw(match.captured(1), colours.value(role));
            } else {
                sheet += colours.value(match.captured(3)).name();
            }
        }
        return sheet.append(QStringView(source).mid(at));
    }
};

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

Theme::Theme() = default;
Theme::~Theme() = default;

}  // namespace lora::ui

// The macro declares a function: it must stand outside every namespace.
static void load_resources() { Q_INIT_RESOURCE(studio); }

namespace lora::ui {

void Theme::apply(ThemeChoice choice) {
    if (!palettes_) {
        load_resources();
        palettes_ = std::make_unique<Palettes>();
        palettes_->family = QApplication::font().family();
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        qApp->installEventFilter(this);
        connect(&SystemAppearance::instance(), &SystemAppearance::changed, this, [this] {
            if (choice_ == ThemeChoice::system) apply(choice_);
        });
    }
    choice_ = choice;
    dark_ = choice == ThemeChoice::dark || (choice == ThemeChoice::system && SystemAppearance::instance().is_dark());
    const Colours& colours = dark_ ? palettes_->dark : palettes_->light;
    applying_ = true;
    QApplication::setPalette(make_palette(colours));
    QApplication::setFont(body_font());
    qApp->setStyleSheet(palettes_->style_sheet(colours));
    applying_ = false;
    repaint_all();
    Q_EMIT changed();
}

void Theme::repaint_all() {
    for (QWidget* widget : QApplication::allWidgets())
        widget->update();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    const bool palette = event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ThemeChange;
    if (palette && watched == qApp && !applying_ && choice_ == ThemeChoice::system) {
        SystemAppearance::instance().look_again();
    }
    return QObject::eventFilter(watched, event);
}

QColor Theme::colour(Role role) const {
    if (!palettes_) return {};
    return (dark_ ? palettes_->dark : palettes_->light).value(role_name(role));
}

QIcon Theme::icon(const QString& name, Role role) const { return QIcon(new TintedIconEngine(name, role)); }

namespace {
QFont sized(const QString& family, int pixels, QFont::Weight weight = QFont::Normal) {
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}
}  // namespace

QFont Theme::title_font() const { return sized(body_font().family(), 20, QFont::DemiBold); }
QFont Theme::heading_font() const { return sized(body_font().family(), 15, QFont::DemiBold); }
QFont Theme::body_font() const { return sized(palettes_ ? palettes_->family : QApplication::font().family(), 13); }
QFont Theme::small_font() const { return sized(body_font().family(), 11); }

QFont Theme::monospace_font() const {
    return sized(fixed_pitch_family(), 12);
}

QString fixed_pitch_family() {
    const QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // Where the desktop has none, its name stands for any font: packages bring one of their own.
    return QFontInfo(font).fixedPitch() ? font.family() : QStringLiteral("DejaVu Sans Mono");
}

QFont Theme::figures_font() const {
    // Digits of one width are the default of nearly every interface font; where they are not, the sheet of figures
    // that OpenType names tnum cannot be asked for before Qt 6.7, and alignment to the right keeps columns readable.
    return body_font();
}

bool Theme::reduced_motion() const {
    return SystemAppearance::instance().reduced_motion() || !QApplication::isEffectEnabled(Qt::UI_General);
}

}  // namespace lora::ui
