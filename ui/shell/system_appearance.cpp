// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/system_appearance.h"

#include <QtGui/QPalette>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>

#include <memory>

namespace lora::ui {
namespace {

/// Fusion's own palette asks the platform whether it is dark, and our palette, once set, does not hide it.
bool system_is_dark() {
    const std::unique_ptr<QStyle> style(QStyleFactory::create(QStringLiteral("Fusion")));
    return style && style->standardPalette().color(QPalette::Window).lightness() < 128;
}

}  // namespace

SystemAppearance& SystemAppearance::instance() {
    static SystemAppearance appearance;
    return appearance;
}

SystemAppearance::SystemAppearance() {
    // Before the first theme is applied the application's palette is the system's.
    dark_ = system_is_dark() || QApplication::palette().color(QPalette::Window).lightness() < 128;
}

void SystemAppearance::look_again() {
    const bool dark = system_is_dark();
    if (dark == dark_) return;
    dark_ = dark;
    Q_EMIT changed();
}

bool SystemAppearance::reduced_motion() const {
    return qEnvironmentVariableIntValue("LORA_STUDIO_NO_MOTION") != 0;
}

}  // namespace lora::ui
