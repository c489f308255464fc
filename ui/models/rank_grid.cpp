// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rank_grid.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace lora::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RankGridWords)
};

bool is_attention(const std::string& module) {
    return module == "q_proj" || module == "k_proj" || module == "v_proj" || module == "o_proj";
}

}  // namespace

void RankGrid::paint(int layer, int column, int new_rank, double new_alpha) {
    const size_t cell = index(layer, column);
    rank[cell] = std::clamp(new_rank, 0, widest[static_cast<size_t>(column)]);
    alpha[cell] = rank[cell] > 0 ? new_alpha : 0;
}

int RankGrid::painted() const {
    return static_cast<int>(std::count_if(rank.begin(), rank.end(), [](int value) { return value > 0; }));
}

RankGrid empty_grid(const ModelGeometry& geometry) {
    RankGrid grid;
    grid.layers = geometry.layers;
    for (const char* module : linear_modules) {
        const auto [outputs, inputs] = geometry.linear_shape(module);
        if (outputs == 0) continue;
        grid.modules.emplace_back(module);
        grid.widest.push_back(static_cast<int>(std::min(outputs, inputs)));
    }
    const size_t cells = static_cast<size_t>(grid.layers) * grid.modules.size();
    grid.rank.assign(cells, 0);
    grid.alpha.assign(cells, 0);
    return grid;
}

RankGrid grid_from_targets(const std::vector<AdapterTarget>& targets, const ModelGeometry& geometry) {
    RankGrid grid = empty_grid(geometry);
    for (const AdapterTarget& target : targets) {
        const auto found = std::find(grid.modules.begin(), grid.modules.end(), target.module);
        if (found == grid.modules.end() || target.layer < 0 || target.layer >= grid.layers) continue;
        grid.paint(target.layer, static_cast<int>(found - grid.modules.begin()), target.rank, target.alpha);
    }
    return grid;
}

std::vector<AdapterTarget> targets_from_grid(const RankGrid& grid, bool use_rslora) {
    std::vector<AdapterTarget> targets;
    for (int layer = 0; layer < grid.layers; ++layer)
        for (int column = 0; column < grid.columns(); ++column) {
            const size_t cell = grid.index(layer, column);
            if (grid.rank[cell] == 0) continue;
            const double divisor = use_rslora ? std::sqrt(grid.rank[cell]) : grid.rank[cell];
            targets.push_back({layer, grid.modules[static_cast<size_t>(column)], grid.rank[cell],
                               grid.alpha[cell], grid.alpha[cell] / divisor});
        }
    return targets;
}

AdapterSpec spec_from_grid(const RankGrid& grid, const ModelGeometry& geometry, const AdapterSpec& defaults) {
    const auto targets = targets_from_grid(grid, defaults.use_rslora);
    if (!targets.empty()) return compact_adapter_spec(targets, geometry, defaults);
    AdapterSpec spec = defaults;
    spec.target_modules.clear();
    spec.layers_to_transform.clear();
    spec.rank_pattern.clear();
    spec.alpha_pattern.clear();
    return spec;
}

void apply_preset(RankGrid& grid, GridPreset preset, int rank, double alpha) {
    const int first = preset == GridPreset::last_third ? grid.layers - (grid.layers + 2) / 3 : 0;
    for (int layer = 0; layer < grid.layers; ++layer)
        for (int column = 0; column < grid.columns(); ++column) {
            const std::string& module = grid.modules[static_cast<size_t>(column)];
            bool chosen = layer >= first && preset != GridPreset::clear;
            if (preset == GridPreset::attention) chosen = is_attention(module);
            if (preset == GridPreset::feed_forward) chosen = !is_attention(module);
            if (preset == GridPreset::query_and_value) chosen = module == "q_proj" || module == "v_proj";
            grid.paint(layer, column, chosen ? rank : 0, alpha);
        }
}

QString grid_words(const RankGrid& grid) {
    std::set<int> ranks, rows, columns;
    for (int layer = 0; layer < grid.layers; ++layer)
        for (int column = 0; column < grid.columns(); ++column)
            if (const int rank = grid.at(layer, column); rank > 0) {
                ranks.insert(rank);
                rows.insert(layer);
                columns.insert(column);
            }
    if (ranks.empty()) return {};
    const auto painted = static_cast<size_t>(grid.painted());
    const QString rank_part = ranks.size() == 1
                                  ? Words::tr("rank %1").arg(*ranks.begin())
                                  : Words::tr("ranks %1 to %2").arg(*ranks.begin()).arg(*ranks.rbegin());
    const QString area =
        painted == rows.size() * columns.size()
            ? Words::tr("%1 × %2").arg(
                  columns.size() == 1 ? Words::tr("1 module") : Words::tr("%1 modules").arg(columns.size()),
                  rows.size() == 1 ? Words::tr("1 layer") : Words::tr("%1 layers").arg(rows.size()))
            : Words::tr("%1 of %2 modules").arg(painted).arg(grid.rank.size());
    return area + QStringLiteral(" · ") + rank_part;
}

QString short_module_name(const std::string& module) {
    QString name = QString::fromStdString(module);
    if (name.endsWith(QStringLiteral("_proj"))) name.chop(5);
    return name;
}

QString module_explanation(const std::string& module) {
    if (module == "q_proj") return Words::tr("Query: what each token asks of the tokens before it.");
    if (module == "k_proj") return Words::tr("Key: what each token offers to be found by.");
    if (module == "v_proj") return Words::tr("Value: what a token hands on once it has been found.");
    if (module == "o_proj") return Words::tr("Output: mixes what the attention heads have gathered.");
    if (module == "gate_proj")
        return Words::tr("Gate: decides which features of the feed-forward part are let through.");
    if (module == "up_proj")
        return Words::tr("Up: widens each token into the features of the feed-forward part.");
    if (module == "down_proj") return Words::tr("Down: brings the features back to the model's width.");
    return QString::fromStdString(module);
}

}  // namespace lora::ui
