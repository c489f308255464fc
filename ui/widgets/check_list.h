// SPDX-License-Identifier: GPL-3.0-or-later
// A list of checks that reads like a pre-flight: a mark, a sentence, and where it helps a button.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace lora::ui {

struct Check {
    enum class Mark { good, warn, bad, waiting };
    Mark mark = Mark::good;
    QString text;
    QString detail;  ///< under the sentence, muted; may be empty
    QString button;  ///< "Show", "Keep the rest"; empty: none
    QString action;  ///< what the button means to the page, e.g. "show:12"
    bool operator==(const Check&) const = default;
};

class CheckList : public QWidget {
    Q_OBJECT
  public:
    explicit CheckList(QWidget* parent = nullptr);
    void set_checks(std::vector<Check> checks);
    const std::vector<Check>& checks() const { return checks_; }

  Q_SIGNALS:
    void activated(const QString& action);

  private:
    void rebuild();
    std::vector<Check> checks_;
};

}  // namespace lora::ui
