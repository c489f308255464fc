// SPDX-License-Identifier: GPL-3.0-or-later
// The data that the project's draft names, read and tokenised off the GUI thread; a late answer is dropped.
#pragma once

#include <QtCore/QObject>

#include <memory>

#include "core/data/dataset.h"
#include "core/data/prepare.h"

namespace lora::ui {

class ProjectService;
class BaseService;

class DataService : public QObject {
    Q_OBJECT
  public:
    DataService(ProjectService& projects, BaseService& base, QObject* parent = nullptr);
    ~DataService() override;
    enum class State { none, reading, read, tokenised, failed };
    State state() const { return state_; }
    /// Valid from `read` on.
    std::shared_ptr<const Dataset> dataset() const { return dataset_; }
    /// The hold-out's own files, valid with `dataset`; null where the hold-out is a share of the examples.
    std::shared_ptr<const Dataset> holdout() const { return holdout_; }
    /// One entry an example, in the dataset's order; empty until `tokenised` (needs a base with a tokenizer).
    std::shared_ptr<const std::vector<TokenizedExample>> tokenised() const { return tokenised_; }
    /// Examples that have no loss token, with the reason.
    const std::vector<DataIssue>& refused() const { return refused_; }
    int64_t truncated() const { return truncated_; }
    const Error& error() const { return error_; }
    double progress() const { return progress_; }
    void cancel();

  Q_SIGNALS:
    void changed();

  private:
    struct Job;
    void follow();
    void read();
    void record();
    void tokenise_if_needed();
    ProjectService& projects_;
    BaseService& base_;
    State state_ = State::none;
    std::shared_ptr<const Dataset> dataset_, holdout_;
    std::shared_ptr<const std::vector<TokenizedExample>> tokenised_;
    std::vector<DataIssue> refused_;
    int64_t truncated_ = 0;
    Error error_;
    double progress_ = 0;
    std::shared_ptr<Job> job_;
};

}  // namespace lora::ui
