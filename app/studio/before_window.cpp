// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/before_window.h"

#include <QtCore/QDir>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMessageBox>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "core/base/platform/process.h"
#include "core/base/platform/processor.h"
#include "core/base/result.h"
#include "ui/services/localized.h"
#include "ui/services/paths.h"
#include "ui/services/services.h"
#include "ui/shell/language.h"

namespace lora::ui {
namespace {

bool has_display() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

bool has_screen() {
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
    return !platform.startsWith("offscreen") && !platform.startsWith("minimal") && has_display();
}

}  // namespace

std::optional<int> refuse_old_processor(int argc, char** argv) {
    const Status status = processor_suffices();
    if (status) return std::nullopt;
    std::fprintf(stderr, "lora-studio: %s\n", status.error().text().c_str());
    if (has_screen()) {
        const QApplication app(argc, argv);
        apply_language(Settings(ServicePaths::standard().settings_file).language());
        QMessageBox::critical(nullptr, QStringLiteral("LoRA Studio"), localized(status.error()));
    }
    return static_cast<int>(status.error().code);
}

std::optional<int> refuse_without_display(int argc, char** argv) {
    const bool asks_for_platform = std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
        return argument == "-platform" || argument == "--platform";
    });
    if (has_display() || asks_for_platform || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) return std::nullopt;
    const Error error = no_resources("There is no display to open the window on", {},
                                     "Start it in a desktop session; lora-worker does the same work in a terminal "
                                     "(lora-worker --help)");
    std::fprintf(stderr, "lora-studio: %s\n", error.text().c_str());
    return static_cast<int>(error.code);
}

void bring_fonts() {
    // These names are always there: Qt lists them for whatever the system puts behind them, even nothing.
    const QStringList placeholders{QStringLiteral("Sans"), QStringLiteral("Sans Serif"), QStringLiteral("Serif"),
                                   QStringLiteral("Mono"), QStringLiteral("Monospace")};
    const auto families = [&placeholders] {
        QStringList found = QFontDatabase::families();
        found.removeIf([&placeholders](const QString& name) { return placeholders.contains(name, Qt::CaseInsensitive); });
        return found;
    };
    if (!families().isEmpty()) return;
    const QDir fonts(from_path(program_folder()) + QStringLiteral("/../share/lora-studio/fonts"));
    for (const QString& file : fonts.entryList({QStringLiteral("*.ttf")}, QDir::Files, QDir::Name))
        QFontDatabase::addApplicationFont(fonts.filePath(file));
    const QStringList brought = families();
    if (!brought.isEmpty()) QApplication::setFont(QFont(brought.value(0)));
}

}  // namespace lora::ui
