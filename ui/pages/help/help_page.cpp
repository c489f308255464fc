// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/help_page.h"

#include <QtGui/QKeySequence>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/pages/help/guide.h"
#include "ui/pages/help/guide_finder.h"
#include "ui/pages/help/guide_view.h"
#include "ui/pages/help/program_pages.h"
#include "ui/services/services.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

/// Where one was: a page, and how far down.
struct Place {
    QString page;
    int scrolled = 0;
};

class HelpPage : public Page {
    Q_OBJECT
  public:
    HelpPage(Services& services, QWidget* parent)
        : Page(QStringLiteral("help"), tr("Help"), QStringLiteral("help"), services, parent) {
        make_actions();
        finder_ = new GuideFinder(body());
        finder_->setFixedWidth(276);
        view_ = new GuideView(body());
        view_->setObjectName(QStringLiteral("guide_text"));
        view_->setAccessibleName(tr("Text of the guide"));
        auto* bar = new QHBoxLayout;
        bar->setSpacing(4);
        bar->addWidget(button(back_, QStringLiteral("guide_back")));
        bar->addWidget(button(forward_, QStringLiteral("guide_forward")));
        bar->addStretch(1);
        auto* left = new QVBoxLayout;
        left->setSpacing(8);
        left->addLayout(bar);
        left->addWidget(finder_, 1);
        auto* row = new QHBoxLayout(body());
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(16);
        row->addLayout(left);
        row->addWidget(view_, 1);

        refresh_pages();
        connect(&services.projects, &ProjectService::opened, this, [this] {
            refresh_pages();
            show_place(here());
        });
        connect(finder_, &GuideFinder::chosen, this, [this](const QString& page, const QString& anchor, bool opened) {
            go_to(page, anchor);
            if (!finder_->query().isEmpty()) view_->mark_words(query_words(finder_->query()));
            if (opened) view_->setFocus(Qt::OtherFocusReason);
        });
        connect(finder_, &GuideFinder::query_changed, this, [this] {
            if (finder_->query().isEmpty()) view_->mark_words({});
            say_truth();
        });
        connect(view_, &GuideView::link_followed, this, [this](const QString& target) {
            const GuideLink link = parse_guide_link(target);
            go_to(link.page.isEmpty() ? place_.page : link.page, link.anchor);
        });
        show_page(finder_->pages().front().id, {});
    }

    QList<QAction*> palette_actions() override { return QList<QAction*>{find_, back_, forward_} + page_actions_; }

    /// Opened without F1 there is no page to go back to; explain() comes later where there is.
    void shown() override { set_primary_action(nullptr); }

    void explain(const Page& asked_from) override {
        if (asked_from.id() == id()) return finder_->focus_search();
        finder_->leave_search();
        if (const QString fitting = guide_page_for(asked_from.id()); !fitting.isEmpty()) go_to(fitting, {});
        return_to_ = asked_from.id();
        return_->setText(tr("Back to %1").arg(asked_from.title()));
        set_primary_action(return_);
        view_->setFocus(Qt::OtherFocusReason);
    }

  private:
    void make_actions() {
        const auto make = [this](const QString& icon, const QString& text, const QKeySequence& keys, auto run) {
            auto* action = new QAction(Theme::instance().icon(icon), text, this);
            action->setShortcut(keys);
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            connect(action, &QAction::triggered, this, run);
            addAction(action);
            return action;
        };
        find_ = make(QStringLiteral("search"), tr("Find in the guide"), QKeySequence::Find,
                     [this] { finder_->focus_search(); });
        back_ = make(QStringLiteral("chevron-left"), tr("Back in the guide"), QKeySequence(Qt::ALT | Qt::Key_Left),
                     [this] { step(behind_, ahead_); });
        forward_ = make(QStringLiteral("chevron-right"), tr("Forward in the guide"), QKeySequence(Qt::ALT | Qt::Key_Right),
                        [this] { step(ahead_, behind_); });
        return_ = new QAction(this);
        connect(return_, &QAction::triggered, this, [this] { Q_EMIT navigate(return_to_); });
        for (const GuidePage& page : guide_pages()) {
            auto* action = new QAction(tr("Guide: %1").arg(page.title), this);
            connect(action, &QAction::triggered, this, [this, id = page.id] {
                finder_->leave_search();
                go_to(id, {});
                view_->setFocus(Qt::OtherFocusReason);
            });
            page_actions_ << action;
        }
    }

    QToolButton* button(QAction* action, const QString& name) {
        auto* made = new QToolButton(body());
        made->setDefaultAction(action);
        made->setObjectName(name);
        made->setIconSize({18, 18});
        made->setFocusPolicy(Qt::StrongFocus);
        made->setAccessibleName(action->text());
        made->setToolTip(action->text() + QStringLiteral(" (") + action->shortcut().toString(QKeySequence::NativeText) +
                         QLatin1Char(')'));
        return made;
    }

    /// The guide, and the pages that tell of this machine and this project.
    void refresh_pages() {
        std::vector<GuidePage> pages = guide_pages();
        pages.push_back(files_page(services()));
        pages.push_back(about_page(services()));
        finder_->set_pages(std::move(pages));
    }

    /// A page of the contents, or a licence's text, which is read when it is asked for.
    const GuidePage* find_page(const QString& page_id) const {
        for (const GuidePage& page : finder_->pages())
            if (page.id == page_id) return &page;
        if (!licence_ || licence_->id != page_id) licence_ = licence_page(services(), page_id);
        return licence_ ? &*licence_ : nullptr;
    }

    /// Shows a page without a mark in the history.
    void show_page(const QString& page_id, const QString& anchor) {
        const GuidePage* page = find_page(page_id);
        if (!page) return;
        place_.page = page_id;
        view_->show_page(*page, anchor);
        finder_->set_current(page_id);
        follow_history();
        say_truth();
    }

    void follow_history() {
        back_->setEnabled(!behind_.empty());
        forward_->setEnabled(!ahead_.empty());
    }

    Place here() const { return {place_.page, view_->verticalScrollBar()->value()}; }

    void go_to(const QString& page_id, const QString& anchor) {
        const Place before = here();
        show_page(page_id, anchor);
        if (before.page == here().page && before.scrolled == here().scrolled) return;
        behind_.push_back(before);
        ahead_.clear();
        follow_history();
    }

    void show_place(const Place& place) {
        show_page(place.page, {});
        view_->verticalScrollBar()->setValue(place.scrolled);
    }

    void step(std::vector<Place>& from, std::vector<Place>& onto) {
        if (from.empty()) return;
        const Place there = from.back();
        from.pop_back();
        onto.push_back(here());
        show_place(there);
    }

    void say_truth() {
        const QString query = finder_->query();
        if (query.isEmpty()) {
            const GuidePage* page = find_page(place_.page);
            return set_truth(page ? page->title : QString());
        }
        set_truth(finder_->hits() == 0   ? tr("No page has “%1”").arg(query)
                  : finder_->hits() == 1 ? tr("One place with “%1”").arg(query)
                                         : tr("%1 places with “%2”").arg(finder_->hits()).arg(query));
    }

    GuideFinder* finder_;
    GuideView* view_;
    QAction *find_, *back_, *forward_, *return_;
    QList<QAction*> page_actions_;
    Place place_;
    std::vector<Place> behind_, ahead_;
    QString return_to_;
    mutable std::optional<GuidePage> licence_;  ///< the last one shown
};

}  // namespace

Page* make_help_page(Services& services, QWidget* parent) { return new HelpPage(services, parent); }

}  // namespace lora::ui

#include "help_page.moc"
