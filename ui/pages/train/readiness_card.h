// SPDX-License-Identifier: GPL-3.0-or-later
// What the next run will be made of, and what is still missing, each with the button that goes there.
#pragma once

#include <QtWidgets/QFrame>

#include <optional>
#include <vector>

namespace lora::ui {

class Services;

/// One need of a run that is not met, and the page that meets it.
struct MissingNeed {
    QString text, page_id, button;
};
/// The first thing that keeps the draft from running; empty when it can start.
std::optional<MissingNeed> first_missing_need(Services& services);

class ReadinessCard : public QFrame {
    Q_OBJECT
  public:
    explicit ReadinessCard(Services& services, QWidget* parent = nullptr);

  Q_SIGNALS:
    void go(const QString& page_id);

  private:
    void fill();
    struct Row {
        class QLabel *mark, *text;
        class QPushButton* button;
    };
    Row add_row(const QString& name, const QString& page_id);
    Services& services_;
    Row base_, data_, adapter_;
};

}  // namespace lora::ui
