// SPDX-License-Identifier: GPL-3.0-or-later
// On a first start: the models that lie on this computer already, and what happens to them.
#pragma once

#include <QtWidgets/QFrame>

class QGridLayout;
class QLabel;

namespace lora::ui {

class ModelFinder;

class FoundCard : public QFrame {
    Q_OBJECT
  public:
    explicit FoundCard(ModelFinder& finder, QWidget* parent = nullptr);

  private:
    void follow();
    void add_row(int row, const QString& name, const QString& facts);
    ModelFinder& finder_;
    QLabel *title_, *note_;
    QWidget* rows_ = nullptr;
};

}  // namespace lora::ui
