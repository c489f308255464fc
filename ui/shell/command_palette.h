// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: finds every action, page, run and setting by a few letters of its name.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace lora::ui {

struct Command {
    QString name, where, icon;  ///< "Start training", "Train", icon's name
    QString keys;               ///< shortcut, shown at the right
    bool enabled = true;
    std::function<void()> run;
};

/// How well `letters` matches `name`: letters in order, starts of words and runs count more; below 0: no match.
int match_score(const QString& letters, const QString& name);

class CommandPalette : public QFrame {
    Q_OBJECT
  public:
    explicit CommandPalette(QWidget* window);
    void open(std::vector<Command> commands);
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void filter(const QString& letters);
    void run_current();
    void close_palette();
    std::vector<Command> commands_;
    QLineEdit* line_;
    QListView* list_;
    QStandardItemModel* model_;
    QPointer<QWidget> focus_before_;
};

}  // namespace lora::ui
