// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/model_finder.h"

#include <algorithm>

#include "ui/services/paths.h"

namespace lora::ui {

ModelFinder::ModelFinder(std::vector<ModelPlace> places, QObject* parent)
    : QObject(parent), places_(std::move(places)) {}

ModelFinder::~ModelFinder() {
    if (cancel_) *cancel_ = true;
}

void ModelFinder::look() {
    if (!looked_) look_again();
}

void ModelFinder::look_again() {
    if (looking_) return;
    looking_ = true;
    cancel_ = run_async<std::vector<FoundModel>>(
        this, [places = places_](const ProgressReport& progress) { return find_models(places, progress); },
        [this](std::vector<FoundModel> models) {
            models_ = std::move(models);
            looking_ = false;
            looked_ = true;
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

const FoundModel* ModelFinder::find(const QString& path) const {
    const auto wanted = to_path(path);
    const auto it = std::find_if(models_.begin(), models_.end(), [&](const FoundModel& model) { return model.path == wanted; });
    return it == models_.end() ? nullptr : &*it;
}

}  // namespace lora::ui
