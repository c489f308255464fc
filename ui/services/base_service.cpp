// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/base_service.h"

#include "ui/services/async.h"
#include "ui/services/localized.h"
#include "ui/services/paths.h"
#include "ui/services/project_service.h"

namespace lora::ui {
namespace {

struct Opened {
    std::shared_ptr<const BaseModel> model;
    std::shared_ptr<const Tokenizer> tokenizer;
};

Result<Opened> open_model(const std::filesystem::path& path) {
    auto model = BaseModel::open(path);
    if (!model) return model.error();
    auto tokenizer = (*model)->tokenizer();
    if (!tokenizer) return tokenizer.error();
    return Opened{*model, std::make_shared<const Tokenizer>(std::move(*tokenizer))};
}

}  // namespace

BaseService::BaseService(ProjectService& projects, QObject* parent) : QObject(parent), projects_(projects) {
    connect(&projects, &ProjectService::draft_changed, this, &BaseService::follow);
    follow();
}

BaseService::~BaseService() {
    if (cancel_) *cancel_ = true;
}

void BaseService::follow() {
    const QString path = QString::fromStdString(projects_.draft().base.path);
    if (path == path_) return;
    path_ = path;
    if (cancel_) *cancel_ = true;
    cancel_.reset();
    const uint64_t ticket = ++ticket_;
    model_.reset();
    tokenizer_.reset();
    fingerprint_.clear();
    fingerprint_progress_ = 0;
    error_ = {};
    state_ = path.isEmpty() ? State::none : State::opening;
    Q_EMIT changed();
    if (path.isEmpty()) return;
    cancel_ = run_async<Result<Opened>>(
        this, [file = to_path(path)](const ProgressReport&) { return open_model(file); },
        [this, ticket](Result<Opened> opened) {
            if (ticket != ticket_) return;
            if (!opened) {
                state_ = State::failed;
                error_ = opened.error();
            } else {
                state_ = State::ready;
                model_ = opened->model;
                tokenizer_ = opened->tokenizer;
                compute_fingerprint(ticket);
            }
            Q_EMIT changed();
        });
}

void BaseService::compute_fingerprint(uint64_t ticket) {
    cancel_ = run_async<Result<std::string>>(
        this, [model = model_](const ProgressReport& progress) { return model->fingerprint(progress); },
        [this, ticket](Result<std::string> fingerprint) {
            if (ticket != ticket_ || !fingerprint) return;
            fingerprint_ = QString::fromStdString(*fingerprint);
            fingerprint_progress_ = 1;
            record();
            Q_EMIT changed();
        },
        [this, ticket](double share) {
            if (ticket != ticket_) return;
            fingerprint_progress_ = share;
            Q_EMIT changed();
        });
}

void BaseService::record() {
    const std::string fingerprint = fingerprint_.toStdString();
    if (Registry* registry = projects_.registry()) {
        const BaseRecord record{0, fingerprint, path_.toStdString(), model_->name(), model_->geometry().family,
                                model_->licence(), model_->geometry().parameters};
        if (const auto stored = registry->upsert_base(record); !stored)
            Q_EMIT projects_.failed(tr("The index could not be written"), localized(stored.error()));
    }
    // The next run is bound to these very weights: the worker refuses others under the same name.
    const auto& base = projects_.draft().base;
    if (base.path == path_.toStdString() && base.fingerprint != fingerprint)
        projects_.edit([&](RunSpec& draft) { draft.base.fingerprint = fingerprint; });
}

void BaseService::probe(const QString& path, std::function<void(Result<std::shared_ptr<const BaseModel>>)> done) {
    using Answer = Result<std::shared_ptr<const BaseModel>>;
    run_async<Answer>(
        this,
        [file = to_path(path)](const ProgressReport&) -> Answer {
            auto opened = open_model(file);
            if (!opened) return opened.error();
            return opened->model;
        },
        std::move(done));
}

}  // namespace lora::ui
