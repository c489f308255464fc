// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/decode_step.h"

#include "core/engine/counter_random.h"
#include "core/engine/models/device_kernels.h"

namespace lora::engine {
namespace {

at::Tensor on_device(const std::vector<int64_t>& values, at::Device device) {
    return at::tensor(values, at::kLong).to(device);
}

}  // namespace

bool decodes_in_rooms(const CausalModel& model) {
    const at::Device device = model.device();
    return device_operation_used(DeviceOperation::sample, device, at::kFloat) &&
           (step_recorder(device) ||
            device_operation_used(DeviceOperation::room_attention, device, model.dtype()));
}

DecodeStep::DecodeStep(CausalModel& model, const KvRooms& rooms, const std::vector<DecodeRow>& rows,
                       const SamplingOptions& options, uint64_t step)
    : model_(model), options_(options) {
    lay_out(rooms, rows);
    std::vector<double> uniforms;
    for (uint64_t i = 0; i < static_cast<uint64_t>(options.max_new_tokens); ++i)
        uniforms.push_back(random_uniform(options.seed, i));
    uniforms_ = at::tensor(uniforms, at::kDouble).to(model.device());
    step_ = on_device({static_cast<int64_t>(step)}, model.device());
    const auto floats = at::TensorOptions(at::kFloat).device(model.device());
    logits_ = at::zeros({batch_.input_ids.size(0), model.geometry().vocab_size}, floats);
    sampled_ = at::zeros({judges_.size(0), 3}, floats.dtype(at::kDouble));
    repeated_ = std::make_unique<RepeatedStep>(
        [this] { this->step(); }, std::vector{batch_.input_ids, batch_.positions, step_, sampled_},
        std::vector{logits_});
}

void DecodeStep::lay_out(const KvRooms& rooms, const std::vector<DecodeRow>& rows) {
    std::vector<int64_t> ids, positions, firsts, judges, sources;
    const auto lay = [&](size_t row, int64_t room, const AdapterMix& mix) {
        batch_.starts.push_back(static_cast<int64_t>(ids.size()));
        batch_.adapters.push_back(mix);
        ids.push_back(rows[row].token);
        positions.push_back(rows[row].position);
        firsts.push_back(room * rooms.capacity);
        sources.push_back(static_cast<int64_t>(row));
    };
    for (size_t i = 0; i < rows.size(); ++i) {
        judges.push_back(static_cast<int64_t>(i));
        lay(i, rows[i].room, *rows[i].mix);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].base_room < 0) continue;
        judges[i] = static_cast<int64_t>(ids.size());
        lay(i, rows[i].base_room, {});
    }
    batch_.starts.push_back(static_cast<int64_t>(ids.size()));
    const at::Device device = model_.device();
    batch_.input_ids = on_device(ids, device);
    batch_.positions = on_device(positions, device);
    batch_.rooms = RoomRows{&rooms, on_device(firsts, device).to(at::kInt)};
    judges_ = on_device(judges, device);
    sources_ = on_device(sources, device);
}

void DecodeStep::step() {
    logits_.copy_(model_.logits(model_.hidden_states(batch_, false)));
    const at::Tensor uniforms = uniforms_.index_select(0, step_).expand({judges_.size(0)}).contiguous();
    sampled_.copy_(sample_on_device(logits_, judges_, uniforms, options_));
    batch_.input_ids.copy_(sampled_.select(1, 0).index_select(0, sources_));
    batch_.positions.add_(1);
    step_.add_(1);
}

std::vector<SampledToken> DecodeStep::run() {
    repeated_->run();
    return sampled_tokens(sampled_);
}

}  // namespace lora::engine
