// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the next run, defaults filled in: the few that matter first, all of them on request.
#pragma once

#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

#include "core/contract/run_spec.h"

class QAbstractButton;
class QFormLayout;
class QLabel;

namespace lora::ui {

class Services;

class TrainingSettings : public QWidget {
    Q_OBJECT
  public:
    explicit TrainingSettings(Services& services, QWidget* parent = nullptr);
    bool shows_advanced() const;

  private:
    using Change = std::function<void(RunSpec&)>;
    struct Field {
        QWidget *label = nullptr, *editor = nullptr;
        bool advanced = false;
        std::function<void(const RunSpec&)> load;
    };
    void add_field(const QString& id, const QString& label, const QString& explanation, bool advanced,
                   QWidget* editor, std::function<void(const RunSpec&)> load);
    void add_number(const QString& id, const QString& label, const QString& explanation, bool advanced,
                    double min, double max, std::function<double&(RunSpec&)> field);
    void add_integer(const QString& id, const QString& label, const QString& explanation, bool advanced,
                     int min, int max, const QString& word_for_zero, std::function<int&(RunSpec&)> field);
    void add_switch(const QString& id, const QString& label, const QString& explanation, bool advanced,
                    std::function<bool&(RunSpec&)> field);
    void add_choice(const QString& id, const QString& label, const QString& explanation, bool advanced,
                    const std::vector<std::pair<QString, QString>>& choices,
                    std::function<std::string&(RunSpec&)> field);
    void add_basic();
    void add_advanced();
    void add_sample_prompts();
    void load();
    void show_advanced(bool on);
    void apply(const Change& change);

    Services& services_;
    QFormLayout* form_ = nullptr;
    QAbstractButton* advanced_ = nullptr;
    QLabel* summary_ = nullptr;
    std::vector<Field> fields_;
    bool loading_ = false;
};

}  // namespace lora::ui
