// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/guide_finder.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

enum Data { page_role = Qt::UserRole, anchor_role };

}  // namespace

GuideFinder::GuideFinder(QWidget* parent) : QWidget(parent) {
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("guide_search"));
    search_->setPlaceholderText(tr("Find in the guide"));
    search_->setAccessibleName(tr("Find in the guide"));
    search_->setAccessibleDescription(tr("Up and Down choose among the places found, Enter opens one, Escape ends the search"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);

    contents_ = new QTreeWidget(this);
    contents_->setObjectName(QStringLiteral("guide_contents"));
    contents_->setAccessibleName(tr("Contents of the guide"));
    contents_->setHeaderHidden(true);
    contents_->setRootIsDecorated(false);
    contents_->setIndentation(12);
    contents_->setExpandsOnDoubleClick(false);
    contents_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    contents_->viewport()->installEventFilter(this);
    found_ = new QListWidget(this);
    found_->setObjectName(QStringLiteral("guide_found"));
    found_->setAccessibleName(tr("Places found"));
    found_->setWordWrap(true);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    found_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);

    stack_ = new QStackedWidget(this);
    stack_->addWidget(contents_);
    stack_->addWidget(found_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(search_);
    column->addWidget(stack_, 1);

    connect(search_, &QLineEdit::textChanged, this, &GuideFinder::find);
    connect(search_, &QLineEdit::returnPressed, this, [this] { open_hit(found_->currentRow()); });
    connect(found_, &QListWidget::itemClicked, this, [this] { open_hit(found_->currentRow()); });
    connect(found_, &QListWidget::itemActivated, this, [this] { open_hit(found_->currentRow()); });
    // A pressed row is shown when the mouse lets it go: showing folds rows, and another would come under it.
    connect(contents_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (QGuiApplication::mouseButtons() == Qt::NoButton) choose(item, false);
    });
    connect(contents_, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { choose(item, true); });
}

void GuideFinder::choose(QTreeWidgetItem* item, bool opened) {
    if (item)
        Q_EMIT chosen(item->data(0, page_role).toString(), item->data(0, anchor_role).toString(), opened);
}

void GuideFinder::set_pages(std::vector<GuidePage> pages) {
    pages_ = std::move(pages);
    const QSignalBlocker quiet(contents_);
    contents_->clear();
    for (const GuidePage& page : pages_) {
        auto* top = new QTreeWidgetItem(contents_, {page.title});
        top->setData(0, page_role, page.id);
        top->setToolTip(0, page.title);
        for (const GuideSection& section : page.sections) {
            if (section.level != 2) continue;
            auto* below = new QTreeWidgetItem(top, {section.heading});
            below->setData(0, page_role, page.id);
            below->setData(0, anchor_role, section.anchor);
            below->setToolTip(0, section.heading);
        }
    }
    find();
}

void GuideFinder::set_current(const QString& page) {
    const QSignalBlocker quiet(contents_);
    for (int row = 0; row < contents_->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = contents_->topLevelItem(row);
        const bool is_shown = item->data(0, page_role).toString() == page;
        item->setExpanded(is_shown);
        QTreeWidgetItem* current = contents_->currentItem();
        if (is_shown && current != item && (!current || current->parent() != item)) contents_->setCurrentItem(item);
        if (is_shown && contents_->currentItem()) contents_->scrollToItem(contents_->currentItem());
    }
}

void GuideFinder::focus_search() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void GuideFinder::leave_search() { search_->clear(); }

QString GuideFinder::query() const { return search_->text().trimmed(); }

void GuideFinder::find() {
    hits_ = search_guide(pages_, query());
    stack_->setCurrentWidget(query().isEmpty() ? static_cast<QWidget*>(contents_) : found_);
    found_->clear();
    for (const GuideHit& hit : hits_) {
        QString words = hit.heading;
        if (hit.heading != hit.page_title) words += QStringLiteral("  ·  ") + hit.page_title;
        if (!hit.excerpt.isEmpty()) words += QLatin1Char('\n') + hit.excerpt;
        found_->addItem(words);
    }
    if (hits_.empty() && !query().isEmpty()) {
        auto* none = new QListWidgetItem(tr("No page has these words"), found_);
        none->setFlags(Qt::NoItemFlags);
    }
    found_->setCurrentRow(hits_.empty() ? -1 : 0);
    Q_EMIT query_changed();
}

void GuideFinder::open_hit(int row) {
    if (row < 0 || row >= hits()) return;
    const GuideHit hit = hits_[static_cast<size_t>(row)];
    Q_EMIT chosen(hit.page, hit.anchor, true);
}

bool GuideFinder::eventFilter(QObject* watched, QEvent* event) {
    if (watched == contents_->viewport() && event->type() == QEvent::MouseButtonRelease)
        QMetaObject::invokeMethod(
            this, [this] { choose(contents_->currentItem(), false); }, Qt::QueuedConnection);
    if (watched != search_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !search_->text().isEmpty()) {
        leave_search();
        return true;
    }
    const int move = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 5 : key == Qt::Key_PageUp ? -5 : 0;
    if (move == 0) return QWidget::eventFilter(watched, event);
    if (hits() > 0)
        found_->setCurrentRow(std::clamp(found_->currentRow() + move, 0, hits() - 1));
    else if (key == Qt::Key_Down)
        contents_->setFocus(Qt::OtherFocusReason);
    return true;
}

}  // namespace lora::ui
