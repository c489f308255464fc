// SPDX-License-Identifier: GPL-3.0-or-later
// One recent project: name, path, what its last run did, and the curve.
#pragma once

#include <QtWidgets/QPushButton>

#include "core/registry/registry.h"

class QLabel;

namespace lora::ui {

class Sparkline;

class ProjectCard : public QPushButton {
    Q_OBJECT
  public:
    ProjectCard(const ProjectRecord& project, bool open_now, QWidget* parent = nullptr);
    bool loaded() const { return loaded_; }

  Q_SIGNALS:
    void reveal_asked();
    void trash_asked();

  private:
    bool loaded_ = false;
    QLabel* facts_;
    Sparkline* curve_;
};

}  // namespace lora::ui
