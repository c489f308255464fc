// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_checks.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "ui/models/example_table.h"
#include "ui/models/words.h"

namespace lora::ui {

namespace {

using Mark = Check::Mark;

QString translated(const char* text) {
    return QCoreApplication::translate("DataChecks", text);
}

QString show_action(int row) {
    return QStringLiteral("show:%1").arg(row);
}

QString format_name(const std::string& format) {
    if (format == "messages") return translated("conversations");
    if (format == "alpaca") return translated("instructions (Alpaca)");
    if (format == "sharegpt") return translated("conversations (ShareGPT)");
    if (format == "prompt_completion") return translated("prompts and completions");
    if (format == "text") return translated("plain text");
    return QString::fromStdString(format);
}

Check failure_check(const DataCheckInput& input) {
    const Error& error = *input.error;
    Check check{Mark::bad, QString::fromStdString(error.what), {}, {}, {}};
    check.detail = QString::fromStdString(error.where);
    if (!error.hint.empty())
        check.detail +=
            (check.detail.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromStdString(error.hint);
    if (is_unknown_columns(error)) {
        check.button = translated("Map");
        check.action = QStringLiteral("map_columns");
    } else if (is_broken_row(error) && !input.spec->skip_broken_rows) {
        check.button = translated("Keep the rest");
        check.action = QStringLiteral("keep_rest");
    }
    return check;
}

void issue_checks(const DataCheckInput& input, std::vector<Check>& checks) {
    int broken = 0;
    QStringList where;
    for (const DataIssue& issue : input.dataset->issues) {
        if (issue.kind == DataIssue::Kind::broken_row) {
            if (++broken <= 3)
                where << translated("line %1: %2").arg(issue.line).arg(QString::fromStdString(issue.what));
            continue;
        }
        const bool harmless =
            issue.kind == DataIssue::Kind::byte_order_mark || issue.kind == DataIssue::Kind::note;
        const int row = input.table->row_of(issue.file, issue.line);
        // Said once: the count of examples with nothing to learn from holds it too.
        if (row >= 0 && !input.table->refusal(row).isEmpty()) continue;
        checks.push_back({harmless ? Mark::good : Mark::warn, QString::fromStdString(issue.what),
                          QString::fromStdString(issue.hint), row < 0 ? QString() : translated("Show"),
                          row < 0 ? QString() : show_action(row)});
    }
    if (broken == 0) return;
    if (broken > 3) where << translated("and %1 more").arg(broken - 3);
    checks.push_back({Mark::warn,
                      broken == 1 ? translated("1 broken row is left out")
                                  : translated("%1 broken rows are left out").arg(broken),
                      where.join(QLatin1Char('\n')), translated("Require all"), QStringLiteral("all_rows")});
}

void token_checks(const DataCheckInput& input, std::vector<Check>& checks) {
    int first_cut = -1, first_refused = -1, refused = 0;
    for (int row = 0; row < input.table->rowCount(); ++row) {
        const TokenizedExample* at = input.table->tokenized(row);
        if (at && at->truncated() && first_cut < 0) first_cut = row;
        if (!input.table->refusal(row).isEmpty() && refused++ == 0) first_refused = row;
    }
    if (input.truncated > 0)
        checks.push_back({Mark::warn,
                          translated("%1 cut at %2 tokens")
                              .arg(grouped_words(input.truncated), grouped_words(input.spec->max_seq_length)),
                          translated("What is beyond the limit is not learnt. Raise it under Lengths."),
                          first_cut < 0 ? QString() : translated("Show"), show_action(first_cut)});
    else
        checks.push_back(
            {Mark::good,
             translated("None is longer than %1 tokens").arg(grouped_words(input.spec->max_seq_length)),
             {},
             {},
             {}});
    if (refused > 0)
        checks.push_back({Mark::bad,
                          refused == 1 ? translated("1 has nothing to learn from")
                                       : translated("%1 have nothing to learn from").arg(refused),
                          input.table->refusal(first_refused) + translated(". Left out of training."),
                          translated("Show"), show_action(first_refused)});
}

}  // namespace

bool is_broken_row(const Error& error) {
    static const QRegularExpression line(QStringLiteral("(:\\d+\\b|\\b(line|item|row)\\s+\\d)"));
    return error.code == ErrorCode::bad_input && !is_unknown_columns(error) &&
           (QString::fromStdString(error.where).contains(line) ||
            QString::fromStdString(error.what).contains(line));
}

bool is_unknown_columns(const Error& error) {
    return error.what.find("fit no known format") != std::string::npos ||
           error.what.starts_with("There is no column");
}

std::vector<Check> data_checks(const DataCheckInput& input) {
    std::vector<Check> checks;
    if (input.state == DataService::State::none) return checks;
    if (input.state == DataService::State::reading)
        return {{Mark::waiting,
                 translated("Reading the files, %1").arg(share_words(input.progress)),
                 {},
                 {},
                 {}}};
    if (input.state == DataService::State::failed) return {failure_check(input)};
    if (input.dataset == nullptr) return checks;

    const auto count = static_cast<int64_t>(input.dataset->examples.size());
    checks.push_back(
        {Mark::good,
         count == 1 ? translated("1 example read") : translated("%1 examples read").arg(grouped_words(count)),
         translated("Format: %1").arg(format_name(input.dataset->format)),
         {},
         {}});
    issue_checks(input, checks);
    if (!input.duplicates.empty())
        checks.push_back({Mark::warn,
                          input.duplicates.size() == 1
                              ? translated("1 repeats an earlier example")
                              : translated("%1 repeat earlier examples")
                                    .arg(grouped_words(static_cast<int64_t>(input.duplicates.size()))),
                          translated("Repeats weigh more, and may stand on both sides of the hold-out."),
                          translated("Show"), show_action(input.duplicates.front())});
    if (input.tokenizer == nullptr) {
        checks.push_back({Mark::waiting,
                          translated("Tokens are counted once a base model with a tokenizer is chosen"),
                          {},
                          translated("Choose"),
                          QStringLiteral("base")});
        return checks;
    }
    if (input.dataset->format == "messages" || input.dataset->format == "sharegpt" ||
        input.dataset->format == "alpaca") {
        if (input.tokenizer->chat_template().empty())
            checks.push_back(
                {Mark::warn,
                 translated("The model has no chat template"),
                 translated("ChatML is used; a model that never saw it learns it from your examples."),
                 {},
                 {}});
        else
            checks.push_back({Mark::good, translated("Chat template found"), {}, {}, {}});
    }
    if (input.state != DataService::State::tokenised) {
        checks.push_back(
            {Mark::waiting, translated("Counting tokens, %1").arg(share_words(input.progress)), {}, {}, {}});
        return checks;
    }
    token_checks(input, checks);
    if (input.holdout != nullptr)
        checks.push_back({Mark::good,
                          translated("%1 held out in %2")
                              .arg(grouped_words(static_cast<int64_t>(input.holdout->examples.size())),
                                   QFileInfo(QString::fromStdString(input.holdout->paths.front())).fileName()),
                          {},
                          {},
                          {}});
    else if (input.spec->eval_fraction > 0)
        checks.push_back(
            {Mark::good,
             translated("About %1 held out for evaluation")
                 .arg(grouped_words(std::llround(static_cast<double>(count) * input.spec->eval_fraction))),
             {},
             {},
             {}});
    else
        checks.push_back({Mark::warn,
                          translated("Nothing is held out"),
                          translated("Without a hold-out nobody can tell learning from learning by heart."),
                          {},
                          {}});
    return checks;
}

std::vector<int> duplicate_rows(const Dataset& dataset) {
    std::unordered_set<std::string> seen;
    std::vector<int> rows;
    for (size_t row = 0; row < dataset.examples.size(); ++row) {
        const Example& example = dataset.examples[row];
        std::string whole = example.prompt + '\x1f' + example.text;
        for (const Message& message : example.messages)
            whole += '\x1e' + message.role + '\x1f' + message.content;
        if (!seen.insert(std::move(whole)).second) rows.push_back(static_cast<int>(row));
    }
    return rows;
}

}  // namespace lora::ui
