// SPDX-License-Identifier: GPL-3.0-or-later
// The models that lie on this computer already, to choose from: what can be used first, the rest with the reason.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QToolButton;

namespace lora::ui {

class ModelFinder;

class FoundList : public QWidget {
    Q_OBJECT
  public:
    explicit FoundList(ModelFinder& finder, QWidget* parent = nullptr);
    /// Marks the row of this path, if it is there.
    void set_chosen(const QString& path);

  Q_SIGNALS:
    void asked_for(const QString& path);

  private:
    void follow();
    void mark();
    ModelFinder& finder_;
    QLabel *title_, *note_;
    QToolButton* refresh_;
    QListWidget* list_;
    QString chosen_;
};

}  // namespace lora::ui
