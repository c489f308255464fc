// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rail, pages, status; what is dropped on it goes to the page that takes it.
#pragma once

#include <QtWidgets/QMainWindow>

#include <vector>

#include "ui/shell/page.h"

class QStackedWidget;

namespace lora::ui {

class CommandPalette;
class Rail;
class Services;
class StatusStrip;
struct Command;

class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    explicit MainWindow(Services& services, QWidget* parent = nullptr);
    ~MainWindow() override;

    const std::vector<Page*>& pages() const { return pages_; }
    Page* page(const QString& id) const;
    Page* current_page() const;
    void show_page(const QString& id);
    /// Geometry and page of the last time.
    void restore();
    /// Offers a file or folder to the pages as if it had been dropped. False: no page takes it.
    bool take_file(const QString& path);
    void open_palette();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void add_shortcuts();
    void update_title();
    std::vector<Command> commands();
    void add_setting_commands(std::vector<Command>& commands);
    Services& services_;
    std::vector<Page*> pages_;
    Rail* rail_;
    QStackedWidget* stack_;
    StatusStrip* status_;
    CommandPalette* palette_;
};

}  // namespace lora::ui
