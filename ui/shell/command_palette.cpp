// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include <QtCore/QPointer>
#include <QtGui/QKeyEvent>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/shell/theme.h"

namespace lora::ui {

int match_score(const QString& letters, const QString& name) {
    int score = 0, run = 0;
    qsizetype at = 0;
    for (const QChar wanted : letters) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        bool found = false;
        for (; at < name.size(); ++at) {
            if (name[at].toLower() != wanted.toLower()) {
                run = 0;
                continue;
            }
            const bool word_start = at == 0 || !name[at - 1].isLetterOrNumber();
            score += 1 + 3 * run + (word_start ? 8 : 0);
            ++run;
            ++at;
            found = true;
            break;
        }
        if (!found) return -1;
    }
    return score * 4 - static_cast<int>(name.size()) / 8;
}

CommandPalette::CommandPalette(QWidget* window) : QFrame(window) {
    setObjectName(QStringLiteral("command-palette"));
    setAccessibleName(tr("Command palette"));
    setAttribute(Qt::WA_StyledBackground);
    line_ = new QLineEdit(this);
    line_->setPlaceholderText(tr("Find an action, a page, a run or a setting"));
    line_->setAccessibleName(tr("Find a command"));
    list_ = new QListView(this);
    list_->setAccessibleName(tr("Commands found"));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setIconSize({18, 18});
    list_->setUniformItemSizes(true);
    model_ = new QStandardItemModel(this);
    list_->setModel(model_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(line_);
    column->addWidget(list_);
    connect(line_, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(line_, &QLineEdit::returnPressed, this, &CommandPalette::run_current);
    connect(list_, &QListView::clicked, this, &CommandPalette::run_current);
    line_->installEventFilter(this);
    hide();
}

void CommandPalette::open(std::vector<Command> commands) {
    commands_ = std::move(commands);
    focus_before_ = QApplication::focusWidget();
    const QSize room = parentWidget()->size();
    const int width = std::min(600, room.width() - 64);
    setGeometry((room.width() - width) / 2, 72, width, std::min(420, room.height() - 144));
    line_->clear();
    filter({});
    show();
    raise();
    line_->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::filter(const QString& letters) {
    std::vector<std::pair<int, size_t>> found;
    for (size_t i = 0; i < commands_.size(); ++i) {
        const Command& command = commands_[i];
        const int score = std::max(match_score(letters, command.name),
                                   match_score(letters, command.where + QLatin1Char(' ') + command.name) - 1);
        if (score >= 0 || letters.isEmpty()) found.emplace_back(-score, i);
    }
    if (!letters.isEmpty()) std::stable_sort(found.begin(), found.end(), [](auto a, auto b) { return a.first < b.first; });
    model_->clear();
    for (const auto& [score, index] : found) {
        const Command& command = commands_[index];
        QString text = command.name;
        if (!command.where.isEmpty()) text += QStringLiteral("   ·  ") + command.where;
        if (!command.keys.isEmpty()) text += QStringLiteral("   ") + command.keys;
        auto* item = new QStandardItem(Theme::instance().icon(command.icon), text);
        item->setData(static_cast<qulonglong>(index), Qt::UserRole);
        item->setEnabled(command.enabled);
        model_->appendRow(item);
    }
    list_->setCurrentIndex(model_->index(0, 0));
}

void CommandPalette::run_current() {
    const QModelIndex index = list_->currentIndex();
    if (!index.isValid()) return;
    const Command command = commands_[index.data(Qt::UserRole).toULongLong()];
    if (!command.enabled) return;
    close_palette();
    command.run();
}

void CommandPalette::close_palette() {
    hide();
    if (focus_before_) focus_before_->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const int row = list_->currentIndex().row();
        const int rows = model_->rowCount();
        switch (key->key()) {
            case Qt::Key_Escape: close_palette(); return true;
            case Qt::Key_Down: list_->setCurrentIndex(model_->index(std::min(rows - 1, row + 1), 0)); return true;
            case Qt::Key_Up: list_->setCurrentIndex(model_->index(std::max(0, row - 1), 0)); return true;
            case Qt::Key_PageDown: list_->setCurrentIndex(model_->index(std::min(rows - 1, row + 8), 0)); return true;
            case Qt::Key_PageUp: list_->setCurrentIndex(model_->index(std::max(0, row - 8), 0)); return true;
            default: break;
        }
    }
    if (event->type() == QEvent::FocusOut && isVisible()) hide();
    return QFrame::eventFilter(watched, event);
}

}  // namespace lora::ui
