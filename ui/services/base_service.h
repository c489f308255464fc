// SPDX-License-Identifier: GPL-3.0-or-later
// The base model that the project's draft names: opened off the GUI thread, described, fingerprinted.
#pragma once

#include <QtCore/QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "core/basemodel/base_model.h"

namespace lora::ui {

class ProjectService;

class BaseService : public QObject {
    Q_OBJECT
  public:
    explicit BaseService(ProjectService& projects, QObject* parent = nullptr);
    ~BaseService() override;
    enum class State { none, opening, ready, failed };
    State state() const { return state_; }
    /// Valid when ready.
    std::shared_ptr<const BaseModel> model() const { return model_; }
    std::shared_ptr<const Tokenizer> tokenizer() const { return tokenizer_; }
    /// Empty while it is still being computed.
    QString fingerprint() const { return fingerprint_; }
    /// Share of the fingerprint done, 0 to 1.
    double fingerprint_progress() const { return fingerprint_progress_; }
    /// Valid when failed.
    const Error& error() const { return error_; }
    /// Tries a path without choosing it: `done` gets the model or why it is refused. Choosing is projects.edit.
    void probe(const QString& path, std::function<void(Result<std::shared_ptr<const BaseModel>>)> done);

  Q_SIGNALS:
    void changed();

  private:
    void follow();
    void compute_fingerprint(uint64_t ticket);
    void record();
    ProjectService& projects_;
    State state_ = State::none;
    std::shared_ptr<const BaseModel> model_;
    std::shared_ptr<const Tokenizer> tokenizer_;
    QString path_, fingerprint_;
    double fingerprint_progress_ = 0;
    Error error_;
    std::shared_ptr<std::atomic<bool>> cancel_;
    uint64_t ticket_ = 0;  ///< a late answer to an older question is dropped
};

}  // namespace lora::ui
