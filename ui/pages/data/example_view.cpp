// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/example_view.h"

#include <QtCore/QTimer>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/models/example_table.h"
#include "ui/models/words.h"
#include "ui/pages/data/conversation_html.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"
#include "ui/widgets/token_strip.h"

namespace lora::ui {

namespace {

enum Side { as_conversation, as_table };
constexpr int search_pause_ms = 150;

QToolButton* arrow(const QString& icon, const QString& words, QKeySequence key, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(Theme::instance().icon(icon));
    button->setAccessibleName(words);
    button->setObjectName(words);
    button->setToolTip(words + QStringLiteral(" (") + key.toString(QKeySequence::NativeText) +
                       QLatin1Char(')'));
    button->setShortcut(key);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

ExampleView::ExampleView(ExampleTable& table, QWidget* parent) : QWidget(parent), table_(table) {
    filter_ = new ExampleFilter(this);
    filter_->setSourceModel(&table_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(build_bar());

    progress_row_ = new QWidget(this);
    auto* line = new QHBoxLayout(progress_row_);
    line->setContentsMargins(0, 0, 0, 0);
    progress_text_ = new QLabel(progress_row_);
    progress_ = new QProgressBar(progress_row_);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of reading the data"));
    auto* cancel = new QPushButton(tr("Cancel"), progress_row_);
    cancel->setAutoDefault(false);
    cancel->setAccessibleName(tr("Cancel reading"));
    cancel->setObjectName(QStringLiteral("cancel_reading"));
    connect(cancel, &QPushButton::clicked, this, &ExampleView::cancel_requested);
    line->addWidget(progress_text_);
    line->addWidget(progress_, 1);
    line->addWidget(cancel);
    progress_row_->hide();
    column->addWidget(progress_row_);

    stack_ = new QStackedWidget(this);
    stack_->addWidget(build_conversation());
    view_ = new QTableView(stack_);
    view_->setModel(filter_);
    view_->setAccessibleName(tr("Examples"));
    view_->setObjectName(QStringLiteral("examples_table"));
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setShowGrid(false);
    view_->setWordWrap(false);
    view_->setTabKeyNavigation(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(28);
    auto* header = view_->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(ExampleTable::prompt, QHeaderView::Stretch);
    header->setSectionResizeMode(ExampleTable::answer, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{ExampleTable::number, 76},
                                          {ExampleTable::tokens, 68},
                                          {ExampleTable::loss_tokens, 84},
                                          {ExampleTable::source, 112}};
    for (const auto& [at, width] : widths)
        view_->setColumnWidth(at, std::max(width, header->sectionSizeHint(at)));
    stack_->addWidget(view_);
    column->addWidget(stack_, 1);

    connect(view_, &QTableView::activated, this,
            [this](const QModelIndex& index) { show_row(filter_->mapToSource(index).row()); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (!index.isValid()) return;
                row_ = filter_->mapToSource(index).row();
                say_position();
            });
    connect(&Theme::instance(), &Theme::changed, this, &ExampleView::show_example);
}

QWidget* ExampleView::build_bar() {
    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    as_conversation_ = new QPushButton(tr("Conversation"), bar);
    as_table_ = new QPushButton(tr("Table"), bar);
    auto* group = new QButtonGroup(bar);
    for (QPushButton* button : {as_conversation_, as_table_}) {
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setProperty("chip", true);
        button->setAccessibleName(tr("Show as %1").arg(button->text()));
        button->setObjectName(button->accessibleName());
        group->addButton(button);
        line->addWidget(button);
    }
    as_conversation_->setChecked(true);
    connect(as_table_, &QPushButton::toggled, this, &ExampleView::show_table);
    search_ = new QLineEdit(bar);
    search_->setPlaceholderText(tr("Search"));
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Search the examples"));
    search_->setObjectName(QStringLiteral("search_examples"));
    line->addWidget(search_, 1);
    previous_ = arrow(QStringLiteral("chevron-left"), tr("Previous example"),
                      QKeySequence(Qt::ALT | Qt::Key_Left), bar);
    next_ = arrow(QStringLiteral("chevron-right"), tr("Next example"), QKeySequence(Qt::ALT | Qt::Key_Right),
                  bar);
    position_ = new QLabel(bar);
    position_->setFont(Theme::instance().figures_font());
    position_->setAlignment(Qt::AlignCenter);
    position_->setMinimumWidth(96);
    line->addWidget(previous_);
    line->addWidget(position_);
    line->addWidget(next_);
    connect(previous_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { step(1); });
    auto* pause = new QTimer(this);  // not a poll: one shot after the last key
    pause->setSingleShot(true);
    pause->setInterval(search_pause_ms);
    connect(search_, &QLineEdit::textChanged, pause, qOverload<>(&QTimer::start));
    connect(pause, &QTimer::timeout, this, [this] {
        filter_->set_needle(search_->text());
        if (filtered_position() < 0 && filter_->rowCount() > 0)
            row_ = filter_->mapToSource(filter_->index(0, 0)).row();
        show_example();
    });
    return bar;
}

QWidget* ExampleView::build_conversation() {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    auto* upper = new QWidget(splitter);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    refusal_ = new QLabel(upper);
    refusal_->setWordWrap(true);
    refusal_->setProperty("role", "bad");
    refusal_->setObjectName(QStringLiteral("example_refusal"));
    refusal_->hide();
    column->addWidget(refusal_);
    conversation_ = new QTextBrowser(upper);
    conversation_->setOpenLinks(false);
    conversation_->setAccessibleName(tr("Conversation"));
    conversation_->setObjectName(QStringLiteral("conversation"));
    conversation_->setMinimumHeight(100);
    conversation_->document()->setDocumentMargin(12);
    column->addWidget(conversation_, 1);
    splitter->addWidget(upper);

    auto* lower = new QWidget(splitter);
    auto* tokens = new QVBoxLayout(lower);
    tokens->setContentsMargins(0, 4, 0, 0);
    tokens->setSpacing(4);
    token_title_ = new QLabel(lower);
    token_title_->setTextFormat(Qt::RichText);
    token_title_->setToolTip(
        tr("A token is a piece of text. The model learns to write the coloured ones; the grey ones "
           "it only reads."));
    tokens->addWidget(token_title_);
    strip_ = new TokenStrip(lower);
    tokens->addWidget(strip_, 1);
    token_text_ = new ElidedLabel(lower);
    token_text_->setFont(Theme::instance().monospace_font());
    token_text_->setProperty("muted", true);
    token_text_->setObjectName(QStringLiteral("token_under_cursor"));
    tokens->addWidget(token_text_);
    connect(strip_, &TokenStrip::current_changed, this, [this](int token) {
        token_text_->set_full_text(token < 0 ? tr("Point at a token, or use the arrow keys, for its id.")
                                             : strip_->sentence(token));
    });
    splitter->addWidget(lower);
    splitter->setSizes({300, 240});
    return splitter;
}

void ExampleView::refresh(std::shared_ptr<const Tokenizer> tokenizer) {
    tokenizer_ = std::move(tokenizer);
    row_ = std::clamp(row_, 0, std::max(0, table_.rowCount() - 1));
    view_->setColumnHidden(ExampleTable::source, !table_.has_many_files());
    show_example();
}

void ExampleView::show_progress(const QString& words, double progress) {
    progress_text_->setText(words);
    progress_->setRange(0, progress < 0 ? 0 : 1000);
    progress_->setValue(static_cast<int>(progress * 1000));
    progress_row_->show();
}

void ExampleView::hide_progress() {
    progress_row_->hide();
}

void ExampleView::show_row(int row) {
    if (table_.example(row) == nullptr) return;
    row_ = row;
    if (filtered_position() < 0) {  // what is shown wins over what was searched for
        search_->clear();
        filter_->set_needle({});
    }
    as_conversation_->setChecked(true);
    show_example();
}

void ExampleView::show_table(bool table) {
    (table ? as_table_ : as_conversation_)->setChecked(true);
    stack_->setCurrentIndex(table ? as_table : as_conversation);
    if (table && filtered_position() >= 0) view_->selectRow(filtered_position());
    if (!table) show_example();
}

int ExampleView::filtered_position() const {
    return filter_->mapFromSource(table_.index(row_, 0)).row();
}

void ExampleView::step(int by) {
    const int count = filter_->rowCount();
    if (count == 0) return;
    const int to = std::clamp(std::max(0, filtered_position()) + by, 0, count - 1);
    row_ = filter_->mapToSource(filter_->index(to, 0)).row();
    if (stack_->currentIndex() == as_table) view_->selectRow(to);
    show_example();
}

void ExampleView::say_position() {
    const int count = filter_->rowCount(), at = filtered_position();
    position_->setText(count == 0 ? tr("none found")
                                  : tr("%1 of %2").arg(grouped_words(at + 1), grouped_words(count)));
    previous_->setEnabled(at > 0);
    next_->setEnabled(at >= 0 && at + 1 < count);
}

void ExampleView::show_example() {
    say_position();
    const Example* example = filtered_position() < 0 ? nullptr : table_.example(row_);
    const QString refusal = example ? table_.refusal(row_) : QString();
    refusal_->setVisible(!refusal.isEmpty());
    refusal_->setText(tr("Left out of training: %1").arg(refusal));
    conversation_->setHtml(example ? conversation_html(*example) : QString());
    show_tokens();
}

void ExampleView::show_tokens() {
    const TokenizedExample* at = filtered_position() < 0 ? nullptr : table_.tokenized(row_);
    std::vector<StripToken> tokens;
    int64_t with_loss = 0;
    if (at && tokenizer_) {
        for (size_t i = 0; i < at->ids.size(); ++i) {
            tokens.push_back({at->ids[i], QString::fromStdString(tokenizer_->piece(at->ids[i])),
                              at->loss_mask[i] != 0, tokenizer_->is_special(at->ids[i])});
            with_loss += at->loss_mask[i];
        }
    }
    const QString colour = Theme::instance().colour(adapter_colour).name();
    token_title_->setText(tokens.empty() ? tr("Tokens appear here once a base model is chosen")
                                         : tr("%1 tokens, <span style='color:%2'>■</span> %3 carry loss")
                                               .arg(grouped_words(static_cast<int64_t>(tokens.size())),
                                                    colour, grouped_words(with_loss)));
    strip_->set_tokens(std::move(tokens), at ? at->full_length - static_cast<int64_t>(at->ids.size()) : 0);
    token_text_->set_full_text(tr("Point at a token, or use the arrow keys, for its id."));
}

}  // namespace lora::ui
