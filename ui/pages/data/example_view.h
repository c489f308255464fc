// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of the data page: the examples as a table, or one as a conversation with its tokens below.
#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/text/tokenizer.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QStackedWidget;
class QTableView;
class QTextBrowser;
class QToolButton;
class QPushButton;

namespace lora::ui {

class ElidedLabel;
class ExampleFilter;
class ExampleTable;
class TokenStrip;

class ExampleView : public QWidget {
    Q_OBJECT
  public:
    ExampleView(ExampleTable& table, QWidget* parent = nullptr);
    /// After the table's content has changed. `tokenizer` may be null: then no tokens are shown.
    void refresh(std::shared_ptr<const Tokenizer> tokenizer);
    /// What is going on, how far (negative: not at all), with a Cancel button.
    void show_progress(const QString& words, double progress);
    void hide_progress();
    /// Shows this row of the table as a conversation.
    void show_row(int row);
    int current_row() const { return row_; }
    void show_table(bool table);
    TokenStrip* strip() const { return strip_; }

  Q_SIGNALS:
    void cancel_requested();

  private:
    QWidget* build_bar();
    QWidget* build_conversation();
    void show_example();
    void show_tokens();
    void step(int by);
    void say_position();
    int filtered_position() const;

    ExampleTable& table_;
    ExampleFilter* filter_;
    QLineEdit* search_;
    QLabel *position_, *progress_text_, *token_title_, *refusal_;
    ElidedLabel* token_text_;
    QToolButton *previous_, *next_;
    QPushButton *as_conversation_, *as_table_;
    QStackedWidget* stack_;
    QTableView* view_;
    QTextBrowser* conversation_;
    TokenStrip* strip_;
    QWidget* progress_row_;
    QProgressBar* progress_;
    std::shared_ptr<const Tokenizer> tokenizer_;
    int row_ = 0;
};

}  // namespace lora::ui
