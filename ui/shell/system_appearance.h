// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop says about light, dark and motion, and when it changes its mind.
#pragma once

#include <QtCore/QObject>

namespace lora::ui {

class SystemAppearance : public QObject {
    Q_OBJECT
  public:
    static SystemAppearance& instance();
    bool is_dark() const { return dark_; }
    bool reduced_motion() const;
    /// Compares the system's palette with what was known; `changed` follows where it differs.
    void look_again();

  Q_SIGNALS:
    void changed();

  private:
    SystemAppearance();
    bool dark_ = false;
};

}  // namespace lora::ui
