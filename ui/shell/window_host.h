// SPDX-License-Identifier: GPL-3.0-or-later
// Owns the main window and makes it anew, at the same place and page, when another language is chosen: the services, and
// with them project, runs and settings, outlive it.
#pragma once

#include <QtCore/QObject>

#include <memory>

namespace lora::ui {

class MainWindow;
class Services;

class WindowHost : public QObject {
    Q_OBJECT
  public:
    explicit WindowHost(Services& services, QObject* parent = nullptr);
    ~WindowHost() override;
    /// The window of now; another one after the language has changed.
    MainWindow& window() { return *window_; }

  private:
    void make_anew();
    Services& services_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace lora::ui
