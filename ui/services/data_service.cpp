// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/data_service.h"

#include "ui/services/async.h"
#include "ui/services/base_service.h"
#include "ui/services/localized.h"
#include "ui/services/project_service.h"

namespace lora::ui {
namespace {

struct ReadData {
    Dataset data;
    std::shared_ptr<const Dataset> holdout;
};

Result<ReadData> read_all(const DataSpec& spec, const ProgressReport& progress) {
    auto data = read_dataset(spec.paths, spec.mapping, spec.skip_broken_rows, progress);
    if (!data) return data.error();
    ReadData out{std::move(*data), {}};
    if (spec.eval_paths.empty()) return out;
    auto holdout = read_dataset(spec.eval_paths, spec.mapping, spec.skip_broken_rows, progress);
    if (!holdout) return holdout.error();
    out.holdout = std::make_shared<const Dataset>(std::move(*holdout));
    return out;
}

struct TokenisedData {
    std::shared_ptr<std::vector<TokenizedExample>> examples = std::make_shared<std::vector<TokenizedExample>>();
    std::vector<DataIssue> refused;
    int64_t truncated = 0;
};

DataIssue without_loss(const Example& example, const TokenizedExample& tokens) {
    DataIssue issue{DataIssue::Kind::no_assistant_turn, example.file, example.line, {}, {}};
    if (tokens.truncated()) {
        issue.what = "All of its answer lies beyond the limit of " + std::to_string(tokens.ids.size()) + " tokens";
        issue.hint = "Raise the limit or shorten the prompt";
    } else {
        issue.what = "It has nothing to learn from: no token carries loss";
        issue.hint = "Give it an answer of the assistant";
    }
    return issue;
}

/// One entry an example, refused ones too: the page shows why on their tokens.
Result<TokenisedData> tokenise(const Dataset& dataset, const Tokenizer& tokenizer, int limit, const ProgressReport& progress) {
    TokenisedData out;
    out.examples->reserve(dataset.examples.size());
    for (size_t i = 0; i < dataset.examples.size(); ++i) {
        if (i % 32 == 0 && !progress(i, dataset.examples.size()))
            return Error{ErrorCode::interrupted, "Cancelled while preparing the data", {}, {}};
        const Example& example = dataset.examples[i];
        TokenizedExample tokens;
        if (auto done = tokenize_example(example, tokenizer, limit); done) {
            tokens = std::move(*done);
            if (tokens.supervised_tokens() == 0)
                out.refused.push_back(without_loss(example, tokens));
            else if (tokens.truncated())
                ++out.truncated;
        } else {
            out.refused.push_back({DataIssue::Kind::broken_row, example.file, example.line, done.error().what, done.error().hint});
        }
        tokens.example = i;
        out.examples->push_back(std::move(tokens));
    }
    return out;
}

/// What reading depends on, as one text to compare.
std::string reading_key(const DataSpec& spec) {
    Json key = {{"paths", spec.paths}, {"eval_paths", spec.eval_paths}, {"format", spec.mapping.format}, {"skip", spec.skip_broken_rows}};
    for (const auto& [role, column] : spec.mapping.columns)
        key["columns"][role] = column;
    return spec.paths.empty() ? std::string() : to_text(key);
}

}  // namespace

struct DataService::Job {
    std::string read_key;
    const Tokenizer* tokenizer = nullptr;
    int limit = 0;
    uint64_t ticket = 0;
    CancelFlag flag;
    void stop() {
        ++ticket;
        if (flag) *flag = true;
        flag.reset();
    }
};

DataService::DataService(ProjectService& projects, BaseService& base, QObject* parent)
    : QObject(parent), projects_(projects), base_(base), job_(std::make_shared<Job>()) {
    connect(&projects, &ProjectService::draft_changed, this, &DataService::follow);
    connect(&base, &BaseService::changed, this, &DataService::follow);
    follow();
}

DataService::~DataService() { job_->stop(); }

void DataService::cancel() {
    if (state_ != State::reading && !(state_ == State::read && job_->flag)) return;
    job_->stop();
    job_->tokenizer = nullptr;
    if (state_ == State::reading) {
        state_ = State::failed;
        error_ = {ErrorCode::interrupted, "Reading was cancelled", {}, "Choose the file again to read it"};
    }
    Q_EMIT changed();
}

void DataService::follow() {
    const std::string key = reading_key(projects_.draft().data);
    if (key != job_->read_key) {
        job_->stop();
        job_->read_key = key;
        job_->tokenizer = nullptr;
        read();
    } else if (state_ == State::read || state_ == State::tokenised) {
        tokenise_if_needed();
    }
}

void DataService::read() {
    dataset_.reset();
    holdout_.reset();
    tokenised_.reset();
    refused_.clear();
    truncated_ = 0;
    progress_ = 0;
    error_ = {};
    state_ = job_->read_key.empty() ? State::none : State::reading;
    Q_EMIT changed();
    if (state_ == State::none) return;
    const uint64_t ticket = job_->ticket;
    job_->flag = run_async<Result<ReadData>>(
        this, [spec = projects_.draft().data](const ProgressReport& progress) { return read_all(spec, progress); },
        [this, ticket](Result<ReadData> read) {
            if (ticket != job_->ticket) return;
            job_->flag.reset();
            if (!read) {
                state_ = State::failed;
                error_ = read.error();
            } else {
                state_ = State::read;
                dataset_ = std::make_shared<const Dataset>(std::move(read->data));
                holdout_ = std::move(read->holdout);
                record();
            }
            Q_EMIT changed();
            if (state_ == State::read) tokenise_if_needed();
        },
        [this, ticket](double share) {
            if (ticket != job_->ticket) return;
            progress_ = share;
            Q_EMIT changed();
        });
}

void DataService::record() {
    if (Registry* registry = projects_.registry()) {
        const DatasetRecord record{0, dataset_->sha256, dataset_->paths.front(), dataset_->format,
                                   static_cast<int64_t>(dataset_->examples.size())};
        if (const auto stored = registry->upsert_dataset(record); !stored)
            Q_EMIT projects_.failed(tr("The index could not be written"), localized(stored.error()));
    }
    if (projects_.draft().data.sha256 != dataset_->sha256)
        projects_.edit([&](RunSpec& draft) { draft.data.sha256 = dataset_->sha256; });
}

void DataService::tokenise_if_needed() {
    const auto tokenizer = base_.state() == BaseService::State::ready ? base_.tokenizer() : nullptr;
    const int limit = projects_.draft().data.max_seq_length;
    if (tokenizer.get() == job_->tokenizer && limit == job_->limit) return;
    job_->stop();
    job_->tokenizer = tokenizer.get();
    job_->limit = limit;
    state_ = State::read;
    progress_ = 0;
    if (!tokenizer) {
        tokenised_.reset();
        refused_.clear();
        truncated_ = 0;
        Q_EMIT changed();
        return;
    }
    const uint64_t ticket = job_->ticket;
    job_->flag = run_async<Result<TokenisedData>>(
        this,
        [dataset = dataset_, tokenizer, limit](const ProgressReport& progress) {
            return tokenise(*dataset, *tokenizer, limit, progress);
        },
        [this, ticket](Result<TokenisedData> done) {
            if (ticket != job_->ticket) return;
            job_->flag.reset();
            if (!done) {
                state_ = State::failed;
                error_ = done.error();
            } else {
                state_ = State::tokenised;
                tokenised_ = done->examples;
                refused_ = std::move(done->refused);
                truncated_ = done->truncated;
            }
            Q_EMIT changed();
        },
        [this, ticket](double share) {
            if (ticket != job_->ticket) return;
            progress_ = share;
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

}  // namespace lora::ui
