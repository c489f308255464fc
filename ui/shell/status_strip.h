// SPDX-License-Identifier: GPL-3.0-or-later
// The bar at the bottom, always true: device and kernels, memory of the worker against the machine, the running job.
#pragma once

#include <QtWidgets/QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lora::ui {

class ElidedLabel;
class Services;

class StatusStrip : public QFrame {
    Q_OBJECT
  public:
    explicit StatusStrip(Services& services, QWidget* parent = nullptr);
    /// A passing sentence in the middle: "Saved". Errors stay in their page's banner.
    void say(const QString& sentence);

  Q_SIGNALS:
    void job_clicked();

  private:
    void follow_run();
    void show_memory();
    Services& services_;
    QLabel* device_;
    QLabel* memory_text_;
    QProgressBar* memory_bar_;
    ElidedLabel* message_;
    QToolButton* job_;
    QProgressBar* job_bar_;
    double session_bytes_ = 0, run_bytes_ = 0;
};

/// "1.1", "24": gigabytes with sensible digits.
QString gigabytes(double bytes);

}  // namespace lora::ui
