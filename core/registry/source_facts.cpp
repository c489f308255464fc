// SPDX-License-Identifier: Apache-2.0
#include "core/registry/source_facts.h"

#include "core/basemodel/base_model.h"
#include "core/data/dataset.h"
#include "core/registry/database.h"

namespace lora {
namespace fs = std::filesystem;

void Sources::add(const BaseSpec& base, const DataSpec& data) {
    if (!base.fingerprint.empty()) bases.try_emplace(base.fingerprint, base);
    if (!data.sha256.empty()) datasets.try_emplace(data.sha256, data);
}

BaseRecord base_facts(const BaseSpec& base) {
    BaseRecord record;
    record.fingerprint = base.fingerprint;
    record.path = registry_path(base.path);
    record.name = fs::path(record.path).stem().string();
    // A model that was moved or replaced since is no error here: whoever uses it next is told.
    const auto model = BaseModel::open(record.path);
    if (!model) return record;
    const auto fingerprint = (*model)->fingerprint();
    if (!fingerprint || *fingerprint != base.fingerprint) return record;
    record.name = (*model)->name();
    record.family = (*model)->geometry().family;
    record.licence = (*model)->licence();
    record.parameters = (*model)->geometry().parameters;
    return record;
}

DatasetRecord dataset_facts(const DataSpec& data) {
    DatasetRecord record;
    record.sha256 = data.sha256;
    if (!data.paths.empty()) record.path = registry_path(data.paths.front());
    record.format = data.mapping.format;
    const auto dataset = read_dataset(data.paths, data.mapping, data.skip_broken_rows);
    if (!dataset || dataset->sha256 != data.sha256) return record;
    record.format = dataset->format;
    record.examples = static_cast<int64_t>(dataset->examples.size());
    return record;
}

}  // namespace lora
