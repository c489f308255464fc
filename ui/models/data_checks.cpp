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
#include "ui/services/localized.h"

namespace lora::ui {

namespace {

using Mark = Check::Mark;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DataCheckWords)
};

QString show_action(int row) {
    return QStringLiteral("show:%1").arg(row);
}

Check failure_check(const DataCheckInput& input) {
    const Error& error = *input.error;
    Check check{Mark::bad, localized(error.what), {}, {}, {}};
    check.detail = localized(error.where);
    if (!error.hint.empty())
        check.detail +=
            (check.detail.isEmpty() ? QString() : QStringLiteral("\n")) + localized(error.hint);
    if (is_unknown_columns(error)) {
        //: a button: say which column holds what
        check.button = Words::tr("Map");
        check.action = QStringLiteral("map_columns");
    } else if (is_broken_row(error) && !input.spec->skip_broken_rows) {
        check.button = Words::tr("Keep the rest");
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
                where << Words::tr("line %1: %2").arg(issue.line).arg(localized(issue.what));
            continue;
        }
        const bool harmless =
            issue.kind == DataIssue::Kind::byte_order_mark || issue.kind == DataIssue::Kind::note;
        const int row = input.table->row_of(issue.file, issue.line);
        // Said once: the count of examples with nothing to learn from holds it too.
        if (row >= 0 && !input.table->refusal(row).isEmpty()) continue;
        checks.push_back({harmless ? Mark::good : Mark::warn, localized(issue.what),
                          localized(issue.hint), row < 0 ? QString() : Words::tr("Show"),
                          row < 0 ? QString() : show_action(row)});
    }
    if (broken == 0) return;
    if (broken > 3) where << Words::tr("and %1 more").arg(broken - 3);
    checks.push_back({Mark::warn,
                      broken == 1 ? Words::tr("1 broken row is left out")
                                  : Words::tr("%1 broken rows are left out").arg(broken),
                      where.join(QLatin1Char('\n')), Words::tr("Require all"), QStringLiteral("all_rows")});
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
                          Words::tr("%1 cut at %2 tokens")
                              .arg(grouped_words(input.truncated), grouped_words(input.spec->max_seq_length)),
                          Words::tr("What is beyond the limit is not learnt. Raise it under Lengths."),
                          //: a button: go to the example in question
                          first_cut < 0 ? QString() : Words::tr("Show"), show_action(first_cut)});
    else
        checks.push_back(
            {Mark::good,
             Words::tr("None is longer than %1 tokens").arg(grouped_words(input.spec->max_seq_length)),
             {},
             {},
             {}});
    if (refused > 0)
        checks.push_back({Mark::bad,
                          refused == 1 ? Words::tr("1 has nothing to learn from")
                                       : Words::tr("%1 have nothing to learn from").arg(refused),
                          Words::tr("%1. Left out of training.").arg(input.table->refusal(first_refused)),
                          Words::tr("Show"), show_action(first_refused)});
}

}  // namespace

QString format_name(const std::string& format) {
    if (format == "messages") return Words::tr("conversations");
    if (format == "alpaca") return Words::tr("instructions (Alpaca)");
    if (format == "sharegpt") return Words::tr("conversations (ShareGPT)");
    if (format == "prompt_completion") return Words::tr("prompts and completions");
    if (format == "text") return Words::tr("plain text");
    return QString::fromStdString(format);
}

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
                 Words::tr("Reading the files, %1").arg(share_words(input.progress)),
                 {},
                 {},
                 {}}};
    if (input.state == DataService::State::failed) return {failure_check(input)};
    if (input.dataset == nullptr) return checks;

    const auto count = static_cast<int64_t>(input.dataset->examples.size());
    checks.push_back(
        {Mark::good,
         count == 1 ? Words::tr("1 example read") : Words::tr("%1 examples read").arg(grouped_words(count)),
         Words::tr("Format: %1").arg(format_name(input.dataset->format)),
         {},
         {}});
    issue_checks(input, checks);
    if (!input.duplicates.empty())
        checks.push_back({Mark::warn,
                          input.duplicates.size() == 1
                              ? Words::tr("1 repeats an earlier example")
                              : Words::tr("%1 repeat earlier examples")
                                    .arg(grouped_words(static_cast<int64_t>(input.duplicates.size()))),
                          Words::tr("Repeats weigh more, and may stand on both sides of the hold-out."),
                          Words::tr("Show"), show_action(input.duplicates.front())});
    if (input.tokenizer == nullptr) {
        checks.push_back({Mark::waiting,
                          Words::tr("Tokens are counted once a base model with a tokenizer is chosen"),
                          {},
                          Words::tr("Choose"),
                          QStringLiteral("base")});
        return checks;
    }
    if (input.dataset->format == "messages" || input.dataset->format == "sharegpt" ||
        input.dataset->format == "alpaca") {
        if (input.tokenizer->chat_template().empty())
            checks.push_back(
                {Mark::warn,
                 Words::tr("The model has no chat template"),
                 Words::tr("ChatML is used; a model that never saw it learns it from your examples."),
                 {},
                 {}});
        else
            checks.push_back({Mark::good, Words::tr("Chat template found"), {}, {}, {}});
    }
    if (input.state != DataService::State::tokenised) {
        checks.push_back(
            {Mark::waiting, Words::tr("Counting tokens, %1").arg(share_words(input.progress)), {}, {}, {}});
        return checks;
    }
    token_checks(input, checks);
    if (input.holdout != nullptr)
        checks.push_back({Mark::good,
                          Words::tr("%1 held out in %2")
                              .arg(grouped_words(static_cast<int64_t>(input.holdout->examples.size())),
                                   QFileInfo(QString::fromStdString(input.holdout->paths.front())).fileName()),
                          {},
                          {},
                          {}});
    else if (input.spec->eval_fraction > 0)
        checks.push_back(
            {Mark::good,
             Words::tr("About %1 held out for evaluation")
                 .arg(grouped_words(std::llround(static_cast<double>(count) * input.spec->eval_fraction))),
             {},
             {},
             {}});
    else
        checks.push_back({Mark::warn,
                          Words::tr("Nothing is held out"),
                          Words::tr("Without a hold-out nobody can tell learning from learning by heart."),
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
