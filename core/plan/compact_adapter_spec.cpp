// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/plan/adapter_plan.h"

namespace lora {
namespace {

using LayersOfModule = std::map<std::string, std::set<int>>;

/// target_modules and layers_to_transform of one way to write a choice.
struct Wording {
    std::vector<std::string> modules;
    std::vector<int> layers;
    size_t length() const { return modules.size() + layers.size(); }
};

/// Short names mean `common`; every target outside is added by its whole name, which layers_to_transform does
/// not touch.
Wording word_with(const LayersOfModule& chosen, const std::set<int>& common, int layer_count) {
    Wording wording;
    std::vector<std::string> whole;
    for (const char* module : linear_modules) {
        const auto it = chosen.find(module);
        if (it == chosen.end()) continue;
        const std::set<int>& layers = it->second;
        const bool holds_common = std::includes(layers.begin(), layers.end(), common.begin(), common.end());
        if (holds_common) wording.modules.emplace_back(module);
        for (const int layer : layers) {
            if (!holds_common || !common.contains(layer)) whole.push_back(module_path(layer, module));
        }
    }
    if (!wording.modules.empty() && static_cast<int>(common.size()) < layer_count) {
        wording.layers.assign(common.begin(), common.end());
    }
    wording.modules.insert(wording.modules.end(), whole.begin(), whole.end());
    return wording;
}

Wording shortest_wording(const LayersOfModule& chosen, int layer_count) {
    std::set<int> every;
    for (int layer = 0; layer < layer_count; ++layer)
        every.insert(layer);
    Wording best = word_with(chosen, every, layer_count);
    for (const auto& [module, layers] : chosen) {
        Wording candidate = word_with(chosen, layers, layer_count);
        if (candidate.length() < best.length()) best = std::move(candidate);
    }
    return best;
}

/// Keys for values that differ from `usual`: the short name where a module has one value throughout, else
/// whole names. No two keys match one module, so that their order does not matter.
template <class T, class Value>
std::map<std::string, T> pattern_around(const std::vector<AdapterTarget>& targets, T usual, Value value) {
    std::map<std::string, std::set<T>> values;
    for (const AdapterTarget& target : targets)
        values[target.module].insert(value(target));
    std::map<std::string, T> pattern;
    for (const AdapterTarget& target : targets) {
        if (value(target) == usual) continue;
        const bool uniform = values[target.module].size() == 1;
        pattern[uniform ? target.module : module_path(target.layer, target.module)] = value(target);
    }
    return pattern;
}

/// The usual value and pattern with the fewest keys; `preferred` wins a tie.
template <class T, class Value>
std::pair<T, std::map<std::string, T>> shortest_pattern(const std::vector<AdapterTarget>& targets,
                                                        T preferred, Value value) {
    std::set<T> candidates;
    for (const AdapterTarget& target : targets)
        candidates.insert(value(target));
    T best = preferred;
    auto pattern = pattern_around(targets, preferred, value);
    for (const T candidate : candidates) {
        auto other = pattern_around(targets, candidate, value);
        if (other.size() < pattern.size()) {
            best = candidate;
            pattern = std::move(other);
        }
    }
    return {best, pattern};
}

}  // namespace

AdapterSpec compact_adapter_spec(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry,
                                 const AdapterSpec& defaults) {
    AdapterSpec spec = defaults;
    LayersOfModule chosen;
    for (const AdapterTarget& target : targets)
        chosen[target.module].insert(target.layer);
    Wording wording = shortest_wording(chosen, geometry.layers);
    spec.target_modules = std::move(wording.modules);
    spec.layers_to_transform = std::move(wording.layers);
    std::tie(spec.r, spec.rank_pattern) =
        shortest_pattern(targets, defaults.r, [](const AdapterTarget& t) { return t.rank; });
    std::tie(spec.lora_alpha, spec.alpha_pattern) =
        shortest_pattern(targets, defaults.lora_alpha, [](const AdapterTarget& t) { return t.alpha; });
    return spec;
}

}  // namespace lora
