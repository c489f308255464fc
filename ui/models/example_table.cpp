// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_table.h"

#include <QtCore/QFileInfo>

#include <algorithm>

#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/shell/theme.h"

namespace lora::ui {

namespace {

constexpr size_t shown_characters = 240;

/// The start of a text on one line: a table's cell shows no more.
QString one_line(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), shown_characters)))
        .simplified();
}

const std::string& first_of(const Example& example, const char* role) {
    static const std::string nothing;
    for (const Message& message : example.messages)
        if (message.role == role) return message.content;
    return nothing;
}

const std::string& last_of(const Example& example, const char* role) {
    static const std::string nothing;
    for (auto message = example.messages.rbegin(); message != example.messages.rend(); ++message)
        if (message->role == role) return message->content;
    return nothing;
}

int alignment_of(int column) {
    const bool is_number = column == ExampleTable::number || column == ExampleTable::tokens ||
                           column == ExampleTable::loss_tokens;
    return static_cast<int>((is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

ExampleTable::ExampleTable(QObject* parent) : QAbstractTableModel(parent) {}

void ExampleTable::set_data(std::shared_ptr<const Dataset> dataset,
                            std::shared_ptr<const std::vector<TokenizedExample>> tokenised,
                            const std::vector<DataIssue>& refused) {
    beginResetModel();
    dataset_ = std::move(dataset);
    tokenised_ = std::move(tokenised);
    token_row_.assign(dataset_ ? dataset_->examples.size() : 0, -1);
    if (tokenised_)
        for (size_t at = 0; at < tokenised_->size(); ++at)
            if (const size_t example = (*tokenised_)[at].example; example < token_row_.size())
                token_row_[example] = static_cast<int>(at);
    refused_.clear();
    for (const DataIssue& issue : refused)
        if (const int row = row_of(issue.file, issue.line); row >= 0)
            refused_[row] = localized(issue.what);
    endResetModel();
}

int ExampleTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !dataset_ ? 0 : static_cast<int>(dataset_->examples.size());
}

int ExampleTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : column_count;
}

const Example* ExampleTable::example(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return &dataset_->examples[static_cast<size_t>(row)];
}

const TokenizedExample* ExampleTable::tokenized(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    const int at = token_row_[static_cast<size_t>(row)];
    return at < 0 ? nullptr : &(*tokenised_)[static_cast<size_t>(at)];
}

QString ExampleTable::refusal(int row) const {
    const auto found = refused_.find(row);
    return found == refused_.end() ? QString() : found->second;
}

bool ExampleTable::matches(int row, const QString& needle) const {
    const Example* at = example(row);
    if (at == nullptr) return false;
    const auto contains = [&needle](const std::string& text) {
        return QString::fromStdString(text).contains(needle, Qt::CaseInsensitive);
    };
    return contains(at->text) || contains(at->prompt) ||
           std::any_of(at->messages.begin(), at->messages.end(),
                       [&](const Message& message) { return contains(message.content); });
}

int ExampleTable::row_of(size_t file, int64_t line) const {
    if (!dataset_) return -1;
    const auto& examples = dataset_->examples;
    const auto found = std::find_if(examples.begin(), examples.end(),
                                    [&](const Example& at) { return at.file == file && at.line == line; });
    return found == examples.end() ? -1 : static_cast<int>(found - examples.begin());
}

QString ExampleTable::shown(int row, int column) const {
    const Example& at = dataset_->examples[static_cast<size_t>(row)];
    const TokenizedExample* tokenized_row = tokenized(row);
    switch (column) {
        case number:
            return grouped_words(row + 1);
        case prompt:
            return one_line(at.messages.empty() ? at.prompt : first_of(at, "user"));
        case answer:
            return one_line(at.messages.empty() ? at.text : last_of(at, "assistant"));
        case tokens:
            return tokenized_row ? grouped_words(tokenized_row->full_length) : QString();
        case loss_tokens:
            return tokenized_row ? grouped_words(tokenized_row->supervised_tokens()) : QString();
        case source: {
            const QString file = at.file < dataset_->paths.size()
                                     ? QFileInfo(QString::fromStdString(dataset_->paths[at.file])).fileName()
                                     : QString();
            return file + QLatin1Char(':') + QString::number(at.line);
        }
        default:
            return {};
    }
}

QVariant ExampleTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !dataset_) return {};
    const int row = index.row();
    if (role == Qt::DisplayRole) return shown(row, index.column());
    if (role == Qt::TextAlignmentRole) return alignment_of(index.column());
    const QString reason = refusal(row);
    const TokenizedExample* at = tokenized(row);
    if (role == Qt::ToolTipRole && !reason.isEmpty()) return reason;
    if (role == Qt::ToolTipRole && at && at->truncated())
        return tr("Cut from %1 to %2 tokens")
            .arg(grouped_words(at->full_length), grouped_words(static_cast<int64_t>(at->ids.size())));
    if (role == Qt::DecorationRole && index.column() == number) {
        if (!reason.isEmpty()) return Theme::instance().icon(QStringLiteral("close"), Role::bad);
        if (at && at->truncated()) return Theme::instance().icon(QStringLiteral("alert"), Role::warn);
    }
    if (role == Qt::AccessibleTextRole && index.column() == number && !reason.isEmpty())
        return tr("Row %1, refused: %2").arg(row + 1).arg(reason);
    return {};
}

QVariant ExampleTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment_of(section);
    if (role == Qt::ToolTipRole && section == loss_tokens)
        return tr("Tokens that the model learns to write: what the assistant says");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case number:
            //: head of a column: number of the example
            return tr("No.");
        case prompt:
            return tr("Prompt");
        case answer:
            return tr("Answer");
        case tokens:
            return tr("Tokens");
        case loss_tokens:
            return tr("With loss");
        case source:
            //: head of a column: file and line that the example comes from
            return tr("From");
        default:
            return {};
    }
}

void ExampleFilter::set_needle(const QString& needle) {
    if (needle == needle_) return;
    needle_ = needle;
    invalidateFilter();
}

bool ExampleFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    return needle_.isEmpty() || static_cast<const ExampleTable*>(sourceModel())->matches(row, needle_);
}

}  // namespace lora::ui
