// SPDX-License-Identifier: GPL-3.0-or-later
// What every page has: a title, one line of truth, one primary action top right; drawn by this class, always alike.
#pragma once

#include <QtGui/QAction>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace lora::ui {

class Services;

/// How a page's step shows in the rail.
enum class StepState { none, done, current, not_yet, attention };

class Page : public QWidget {
    Q_OBJECT
  public:
    /// `id` is stable ("base"); `title` is shown and translated; `icon` is a name for Theme::icon.
    Page(QString id, QString title, QString icon, Services& services, QWidget* parent = nullptr);

    const QString& id() const { return id_; }
    const QString& title() const { return title_; }
    const QString& icon_name() const { return icon_; }
    StepState step_state() const { return step_state_; }
    /// Actions for the command palette, besides the primary one.
    virtual QList<QAction*> palette_actions() { return {}; }
    /// Takes a file dropped on the window if it is this page's kind. True: taken, and the window shows this page.
    virtual bool take_dropped(const QString& path) { (void)path; return false; }
    /// F1 was pressed on `asked_from`: shows what fits there. Help's to do.
    virtual void explain(const Page& asked_from) { (void)asked_from; }
    /// Called each time the page comes to the front.
    virtual void shown() {}
    /// For --tour: true once everything this page loads is on screen.
    virtual bool settled() const { return true; }

    /// For pages, and for tests that read what a user reads.
    QString truth() const;
    QAction* primary_action() const { return primary_; }

  Q_SIGNALS:
    void step_state_changed();
    /// Asks the window to show another page: "data".
    void navigate(const QString& page_id);

  protected:
    /// The area below the head. Pages lay out here; margins of 24 px are already given.
    QWidget* body() const { return body_; }
    void set_truth(const QString& sentence);
    /// The one primary action, top right. Pass the action the page owns; its text and enabled state show on the button.
    void set_primary_action(QAction* action);
    /// Beside the primary one, at most three; more go to the menu.
    void set_secondary_actions(const QList<QAction*>& actions);
    void set_menu_actions(const QList<QAction*>& actions);
    void set_step_state(StepState state);
    /// A banner under the head: what is wrong and the button that mends it. Empty text hides it.
    enum class BannerKind { info, warn, bad };
    void set_banner(BannerKind kind, const QString& text, QAction* remedy = nullptr);
    Services& services() const { return services_; }

  private:
    struct Head;
    QString id_, title_, icon_;
    Services& services_;
    StepState step_state_ = StepState::none;
    QWidget* body_ = nullptr;
    QAction* primary_ = nullptr;
    Head* head_ = nullptr;  ///< child widgets, owned by Qt
};

/// A page's one registration line, in ui/shell/pages.cpp: order in the rail, group, and how to make it.
struct PageEntry {
    enum class Group { top, job, bottom };
    Group group;
    std::function<Page*(Services&, QWidget*)> make;
};
const std::vector<PageEntry>& page_entries();

}  // namespace lora::ui
