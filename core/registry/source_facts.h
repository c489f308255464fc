// SPDX-License-Identifier: Apache-2.0
// What base models and data files say about themselves, for rows that only know that something refers to
// them.
#pragma once

#include <map>
#include <string>

#include "core/contract/run_spec.h"
#include "core/registry/registry.h"

namespace lora {

/// Base models by fingerprint and data sets by hash, as specs and drafts name them.
struct Sources {
    std::map<std::string, BaseSpec> bases;
    std::map<std::string, DataSpec> datasets;

    void add(const BaseSpec& base, const DataSpec& data);
};

/// The row for what lies at the path, if it is still the model that the fingerprint names; else just the
/// path.
BaseRecord base_facts(const BaseSpec& base);
/// The row for the files, if they still are what the hash names; else just the path and what the spec says.
DatasetRecord dataset_facts(const DataSpec& data);

}  // namespace lora
