// SPDX-License-Identifier: GPL-3.0-or-later
// Base and adapters answer the same prompt side by side, with the same seed.
#pragma once

#include <vector>

#include "ui/models/comparison.h"
#include "ui/shell/page.h"

class QListWidget;

namespace lora::ui {

class AnswerPane;
class PromptBar;

class ComparePage : public Page {
    Q_OBJECT
  public:
    ComparePage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override;
    void shown() override;
    bool settled() const override { return request_ == 0; }

  private:
    void make_actions();
    void make_body();
    void add_pane();
    void remove_pane(AnswerPane* pane);
    void refresh_variants();
    void choose_adapter_if_new();
    void refresh_history();
    void update_state();
    void send();
    void again();
    void on_message(int64_t ticket, const Json& message);
    void on_result(int64_t ticket, const Json& message);
    void on_error(int64_t ticket, const Error& error);
    void mark_differences();
    void show_past(int row);
    void export_comparison();

    QAction *ask_, *again_, *probabilities_, *history_action_, *add_pane_, *export_, *stop_, *go_;
    QWidget* pane_row_ = nullptr;
    QListWidget* history_ = nullptr;
    PromptBar* bar_ = nullptr;
    std::vector<AnswerPane*> panes_;
    std::vector<AnswerPane*> asked_panes_;
    std::vector<QString> announced_;
    Comparison current_;
    std::vector<Comparison> past_;  ///< newest first
    QString error_;
    int64_t request_ = 0, ticket_ = 0;
    int next_number_ = 1;
    bool adapter_chosen_ = false;
};

Page* make_compare_page(Services& services, QWidget* parent);

}  // namespace lora::ui
