// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/repeated_pass.h"

#include <ATen/ATen.h>

#include "core/engine/adapters/dropout_mask.h"
#include "core/engine/evaluation/loss.h"
#include "core/engine/models/device.h"
#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

/// Forward and backward in operations: about what a fast GPU computes while the launches of thirty layers are
/// queued. Below, what a pass leaves empty of the tensors costs less than launching it would.
constexpr double launch_bound_operations = 1e13;

/// A recording keeps its activations, and so does LibTorch's allocator for each of the two streams that
/// passes ran on before.
constexpr uint64_t activations_held = 3;

double operations(const ModelGeometry& geometry, int64_t tokens) {
    return 4.0 * static_cast<double>(geometry.parameters) * static_cast<double>(tokens);
}

/// Masks that one pass draws.
int64_t dropout_masks(const AdapterMix& mix) {
    int64_t masks = 0;
    for (const WeightedAdapter& entry : mix)
        if (entry.weight != 0 && entry.adapter->dropout() > 0)
            masks += static_cast<int64_t>(entry.adapter->modules().size());
    return masks;
}

/// `values` and zeros behind them.
at::Tensor padded(const at::Tensor& values, int64_t length) {
    at::Tensor out = at::zeros({length}, values.options());
    out.narrow(0, 0, values.size(0)).copy_(values);
    return out;
}

/// A batch of `tokens`, whose last segment is what `pass` leaves of them.
PackedBatch filled_up(const PackedBatch& pass, int64_t tokens) {
    PackedBatch out;
    out.input_ids = padded(pass.input_ids, tokens);
    out.positions = padded(pass.positions, tokens);
    out.starts = pass.starts;
    if (out.starts.back() < tokens) out.starts.push_back(tokens);
    return out;
}

}  // namespace

std::unique_ptr<RepeatedPass> RepeatedPass::make(CausalModel& model, const AdapterMix& mix,
                                                 FlatParameters& parameters, const PassLimits& limits) {
    const at::Device device = model.device();
    if (!step_recorder(device) || model.recompute() != Recompute::off) return nullptr;
    if (operations(model.geometry(), limits.tokens) > launch_bound_operations) return nullptr;
    if (dropout_masks(mix) > 0 && !device_operation_used(DeviceOperation::dropout, device, model.dtype()))
        return nullptr;
    const uint64_t needed = activations_held * limits.activations_bytes;
    if (free_memory_bytes(device, needed).value_or(0) < needed) return nullptr;
    std::unique_ptr<RepeatedPass> made(new RepeatedPass(model, mix, parameters, limits));
    return made->batch_.layout ? std::move(made) : nullptr;
}

RepeatedPass::RepeatedPass(CausalModel& model, const AdapterMix& mix, FlatParameters& parameters,
                           const PassLimits& limits)
    : model_(model), limits_(limits) {
    const auto options = at::TensorOptions(at::kLong).device(model.device());
    const at::Tensor ids = at::zeros({limits.tokens}, at::kLong);
    PackedBatch empty;
    empty.input_ids = empty.positions = ids;
    empty.starts = {0, limits.tokens};
    const auto there = [&](const at::Tensor& x) {
        return x.to(model.device(), x.scalar_type(), /*non_blocking=*/false, /*copy=*/true);
    };
    if (const auto layout = model.layout(empty, limits.segments + 1))
        batch_.layout = DeviceLayout{there(layout->boundaries), there(layout->cos), there(layout->sin)};
    batch_.input_ids = there(ids);
    batch_.starts = empty.starts;
    batch_.adapters = {mix};
    labels_ = at::zeros({limits.tokens}, options);
    weights_ = at::zeros({limits.tokens}, options.dtype(at::kFloat));
    seeds_ = at::zeros({dropout_masks(mix)}, options);
    pass_loss_ = at::zeros({}, options.dtype(at::kFloat));
    loss_ = at::zeros({}, options.dtype(at::kDouble));
    repeated_ = std::make_unique<RepeatedStep>([this] { step(); }, std::vector{loss_},
                                               std::vector{pass_loss_}, std::vector{parameters.gradient()});
}

bool RepeatedPass::takes(const Collated& pass) const {
    return pass.tokens <= limits_.tokens &&
           static_cast<int64_t>(pass.batch.starts.size()) - 1 <= limits_.segments;
}

void RepeatedPass::run(const Collated& pass, double weight) {
    const PackedBatch batch = filled_up(pass.batch, limits_.tokens);
    at::Tensor labels = at::zeros({limits_.tokens}, at::kLong),
               weights = at::zeros({limits_.tokens}, at::kFloat);
    labels.index_copy_(0, pass.rows, pass.labels);
    weights.index_fill_(0, pass.rows, weight);
    at::Tensor seeds = at::empty({seeds_.size(0)}, at::kLong);
    for (int64_t draw = 0; draw < seeds.size(0); ++draw)
        seeds.mutable_data_ptr<int64_t>()[draw] = static_cast<int64_t>(draw_dropout_seed().value);
    const DeviceLayout layout = *model_.layout(batch, limits_.segments + 1);
    batch_.layout->boundaries.copy_(layout.boundaries);
    batch_.layout->cos.copy_(layout.cos);
    batch_.layout->sin.copy_(layout.sin);
    batch_.input_ids.copy_(batch.input_ids);
    labels_.copy_(labels);
    weights_.copy_(weights);
    seeds_.copy_(seeds);
    repeated_->run();
}

void RepeatedPass::step() {
    const DropoutSeeds seeds(seeds_);
    const at::Tensor hidden = model_.hidden_states(batch_, true);
    const at::Tensor sum = cross_entropy_sum(model_, hidden, labels_, weights_);
    sum.backward();
    const at::NoGradGuard no_gradients;
    pass_loss_.copy_(sum);
    loss_.add_(pass_loss_);
}

double RepeatedPass::take_loss() {
    const double loss = loss_.item<double>();
    loss_.zero_();
    return loss;
}

}  // namespace lora::engine
