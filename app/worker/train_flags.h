// SPDX-License-Identifier: Apache-2.0
// The flags of `train`, each one field of the spec: they fill in a spec of defaults or change one from a file.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/worker/verb.h"
#include "core/contract/run_spec.h"

namespace lora::worker {

class SpecFlags {
  public:
    /// Adds the flags to `verb`. What they are given is kept in the returned object.
    static std::shared_ptr<SpecFlags> add_to(CLI::App& verb);
    bool any() const { return !changes_.empty(); }
    /// Applies them in the order of the command line; paths become absolute. A list that cannot be understood is a
    /// usage error.
    Status apply(RunSpec& spec) const;

  private:
    template <class Value, class Field>
    CLI::Option* value(CLI::App& verb, const char* flag, Field field, const char* help);
    template <class Change>
    void text(CLI::App& verb, const char* flag, Change change, const char* help);
    void add_adapter_flags(CLI::App& verb);
    void add_data_flags(CLI::App& verb);
    void add_training_flags(CLI::App& verb);
    std::vector<std::function<Status(RunSpec&)>> changes_;
};

/// "0-3,7" → 0 1 2 3 7.
Result<std::vector<int>> parse_layers(const std::string& text);

}  // namespace lora::worker
