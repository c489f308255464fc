// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtGui/QAccessible>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/crash_notice.h"
#include "ui/shell/language.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/theme.h"

namespace lora::ui {

MainWindow::MainWindow(Services& services, QWidget* parent) : QMainWindow(parent), services_(services) {
    setAcceptDrops(true);
    setMinimumSize(960, 640);
    resize(1280, 800);
    setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));

    auto* centre = new QWidget(this);
    rail_ = new Rail(centre);
    stack_ = new QStackedWidget(centre);
    status_ = new StatusStrip(services, centre);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(rail_);
    auto* notice_margin = new QVBoxLayout;
    notice_margin->setContentsMargins(24, 12, 24, 0);
    notice_margin->addWidget(new CrashNotice(services, centre));
    auto* above_pages = new QVBoxLayout;
    above_pages->setSpacing(0);
    above_pages->addLayout(notice_margin);
    above_pages->addWidget(stack_, 1);
    row->addLayout(above_pages, 1);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(status_);
    setCentralWidget(centre);
    palette_ = new CommandPalette(this);

    int number = 0;
    for (const PageEntry& entry : page_entries()) {
        Page* page = entry.make(services, stack_);
        stack_->addWidget(page);
        pages_.push_back(page);
        rail_->add(page, entry.group, ++number);
        connect(page, &Page::navigate, this, &MainWindow::show_page);
    }
    connect(rail_, &Rail::chosen, this, &MainWindow::show_page);
    connect(status_, &StatusStrip::job_clicked, this, [this] { show_page(QStringLiteral("train")); });
    connect(&services.projects, &ProjectService::opened, this, [this] {
        if (services_.projects.is_open()) services_.settings.set_last_project(services_.projects.folder());
        update_title();
    });
    connect(&services.projects, &ProjectService::failed, this,
            [this](const QString& what, const QString& detail) { status_->say(what + QStringLiteral(": ") + detail); });
    connect(&services.settings, &Settings::theme_changed, this,
            [this] { Theme::instance().apply(services_.settings.theme()); });
    add_shortcuts();
    update_title();
    if (!pages_.empty()) show_page(pages_.front()->id());
    rail_->take_focus();  // else the keyboard begins at the status bar
}

MainWindow::~MainWindow() = default;

Page* MainWindow::page(const QString& id) const {
    for (Page* page : pages_)
        if (page->id() == id) return page;
    return nullptr;
}

Page* MainWindow::current_page() const { return qobject_cast<Page*>(stack_->currentWidget()); }

void MainWindow::show_page(const QString& id) {
    Page* wanted = page(id);
    if (!wanted) return;
    const bool moved = stack_->currentWidget() != wanted;
    stack_->setCurrentWidget(wanted);
    rail_->set_current(id);
    wanted->shown();
    update_title();
    if (moved && isVisible()) {
        QAccessibleEvent event(wanted, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void MainWindow::update_title() {
    const QString project = services_.projects.is_open() ? services_.projects.name() : QString();
    const QString page = current_page() ? current_page()->title() : QString();
    QStringList parts;
    if (!project.isEmpty()) parts << project;
    if (!page.isEmpty()) parts << page;
    parts << QStringLiteral("LoRA Studio");
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::add_shortcuts() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    for (size_t i = 0; i < pages_.size() && i < 9; ++i)
        add(key_of_page(static_cast<int>(i) + 1),
            [this, id = pages_[i]->id()] { show_page(id); });
    add(QKeySequence(Qt::Key_F1), [this] {
        const Page* asked_from = current_page();
        Page* help = page(QStringLiteral("help"));
        if (!help || !asked_from) return;
        if (asked_from != help) show_page(help->id());
        help->explain(*asked_from);
    });
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { open_palette(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] {
        QAction* action = current_page() ? current_page()->primary_action() : nullptr;
        if (action && action->isEnabled()) action->trigger();
    });
    add(QKeySequence(Qt::Key_F6), [this] { rail_->take_focus(); });
    add(QKeySequence::Quit, [this] { close(); });
}

void MainWindow::open_palette() { palette_->open(commands()); }

std::vector<Command> MainWindow::commands() {
    std::vector<Command> found;
    const auto add_action = [&](Page* page, QAction* action) {
        if (!action || action->menu() || action->isSeparator() || !action->isVisible() || action->text().isEmpty()) return;
        const QString name = action->text().remove(QLatin1Char('&'));
        for (const Command& command : found)
            if (command.name == name && command.where == page->title()) return;
        found.push_back({name, page->title(), page->icon_name(), action->shortcut().toString(QKeySequence::NativeText),
                         action->isEnabled(), [this, id = page->id(), guard = QPointer<QAction>(action)] {
                             show_page(id);
                             if (guard) guard->trigger();
                         }});
    };
    if (Page* page = current_page()) {
        add_action(page, page->primary_action());
        for (QAction* action : page->palette_actions())
            add_action(page, action);
    }
    int number = 0;
    for (Page* page : pages_) {
        ++number;
        found.push_back({tr("Go to %1").arg(page->title()), tr("Page"), page->icon_name(),
                         number < 10 ? key_of_page(number).toString(QKeySequence::NativeText) : QString(), true,
                         [this, id = page->id()] { show_page(id); }});
    }
    for (Page* page : pages_) {
        add_action(page, page->primary_action());
        for (QAction* action : page->palette_actions())
            add_action(page, action);
        for (QAction* action : page->actions())
            add_action(page, action);
    }
    for (const QString& folder : services_.runs.run_folders()) {
        //: a command that shows the run of this name, and below what kind of thing the command is about
        found.push_back({tr("Open %1").arg(QFileInfo(folder).fileName()), tr("Run"), QStringLiteral("train"), {}, true,
                         [this, folder] {
                             services_.runs.set_current(folder);
                             show_page(QStringLiteral("train"));
                         }});
    }
    add_setting_commands(found);
    return found;
}

void MainWindow::add_setting_commands(std::vector<Command>& commands) {
    const auto add = [&](const QString& name, std::function<void()> run) {
        commands.push_back({name, tr("Setting"), QStringLiteral("settings"), {}, true, std::move(run)});
    };
    add(tr("Theme: follow the system"), [this] { services_.settings.set_theme(ThemeChoice::system); });
    add(tr("Theme: light"), [this] { services_.settings.set_theme(ThemeChoice::light); });
    add(tr("Theme: dark"), [this] { services_.settings.set_theme(ThemeChoice::dark); });
    add(tr("Language: follow the system"), [this] { services_.settings.set_language(QStringLiteral("system")); });
    //: In the list of commands. Keep the English word beside yours, so that who cannot read the language finds the way out.
    for (const Language& language : languages())
        add(tr("Language: %1").arg(language.name), [this, code = language.code] { services_.settings.set_language(code); });
    const bool advanced = services_.settings.advanced_training();
    add(advanced ? tr("Training settings: basic") : tr("Training settings: advanced"),
        [this, advanced] { services_.settings.set_advanced_training(!advanced); });
    for (const ProjectRecord& project : services_.projects.recent()) {
        commands.push_back({tr("Open project %1").arg(QString::fromStdString(project.name)), tr("Project"),
                            QStringLiteral("folder"), {}, true, [this, path = QString::fromStdString(project.path)] {
                                const Status status = services_.projects.open(path);
                                if (!status) status_->say(localized(status.error()));
                            }});
    }
}

void MainWindow::restore() {
    const QByteArray geometry = services_.settings.window_geometry();
    if (!geometry.isEmpty()) restoreGeometry(geometry);
    const QString id = services_.settings.last_page();
    if (page(id) && services_.projects.is_open()) show_page(id);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    services_.settings.set_window_geometry(saveGeometry());
    if (current_page()) services_.settings.set_last_page(current_page()->id());
    // Runs go on: they are the worker's, not the window's.
    QMainWindow::closeEvent(event);
}

bool MainWindow::take_file(const QString& path) {
    // The page in front is asked first: a folder may be a base model or an adapter.
    std::vector<Page*> order = pages_;
    if (Page* front = current_page()) order.insert(order.begin(), front);
    for (Page* page : order) {
        if (!page->take_dropped(path)) continue;
        show_page(page->id());
        return true;
    }
    status_->say(tr("No page knows what to do with %1").arg(QFileInfo(path).fileName()));
    return false;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) return event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile() && take_file(url.toLocalFile())) event->acceptProposedAction();
}

}  // namespace lora::ui
