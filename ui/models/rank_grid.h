// SPDX-License-Identifier: GPL-3.0-or-later
// Layers × modules with a rank in each cell: what the adapter page paints and what PEFT's patterns say, both
// ways.
#pragma once

#include <QtCore/QString>

#include <string>
#include <vector>

#include "core/plan/adapter_plan.h"

namespace lora::ui {

/// A cell holds rank and alpha; rank 0 means that the module is left as it is. Row-major, layers outermost.
struct RankGrid {
    int layers = 0;
    std::vector<std::string> modules;  ///< short names, in the order of linear_modules
    std::vector<int> widest;           ///< by module: the largest rank that it can take
    std::vector<int> rank;             ///< [layers × modules]
    std::vector<double> alpha;         ///< likewise

    int columns() const { return static_cast<int>(modules.size()); }
    size_t index(int layer, int column) const {
        return static_cast<size_t>(layer) * modules.size() + static_cast<size_t>(column);
    }
    int at(int layer, int column) const { return rank[index(layer, column)]; }
    /// A rank above what the module can take becomes that; 0 clears the cell.
    void paint(int layer, int column, int new_rank, double new_alpha);
    int painted() const;
    bool operator==(const RankGrid&) const = default;
};

RankGrid empty_grid(const ModelGeometry& geometry);
RankGrid grid_from_targets(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry);
std::vector<AdapterTarget> targets_from_grid(const RankGrid& grid, bool use_rslora);
/// The spec that resolves to this grid; fields that the grid does not hold come from `defaults`.
AdapterSpec spec_from_grid(const RankGrid& grid, const ModelGeometry& geometry, const AdapterSpec& defaults);

enum class GridPreset { all_linear, attention, feed_forward, last_third, query_and_value, clear };
/// Replaces the whole grid.
void apply_preset(RankGrid& grid, GridPreset preset, int rank, double alpha);

/// "7 modules × 30 layers · rank 16", or "45 of 210 modules · ranks 4 to 16"; empty for an empty grid.
QString grid_words(const RankGrid& grid);
/// "q", "gate": the module's name as the grid's header shows it.
QString short_module_name(const std::string& module);
/// What the module does, one sentence for the tooltip.
QString module_explanation(const std::string& module);

}  // namespace lora::ui
