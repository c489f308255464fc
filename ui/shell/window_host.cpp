// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_host.h"

#include "ui/services/services.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

namespace lora::ui {

WindowHost::WindowHost(Services& services, QObject* parent)
    : QObject(parent), services_(services), window_(std::make_unique<MainWindow>(services)) {
    // Later: the choice is made in a menu of the window that goes.
    connect(&services.settings, &Settings::language_changed, this, &WindowHost::make_anew, Qt::QueuedConnection);
}

WindowHost::~WindowHost() = default;

void WindowHost::make_anew() {
    apply_language(services_.settings.language());
    const std::unique_ptr<MainWindow> old = std::move(window_);
    const QByteArray geometry = old->saveGeometry();
    const QString page = old->current_page() ? old->current_page()->id() : QString();
    window_ = std::make_unique<MainWindow>(services_);
    window_->restoreGeometry(geometry);
    window_->show_page(page);
    // Shown before the old one is hidden: the program ends with its last window.
    if (old->isVisible()) {
        window_->show();
        window_->activateWindow();
    }
    old->hide();
}

}  // namespace lora::ui
