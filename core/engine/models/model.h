// SPDX-License-Identifier: Apache-2.0
// A decoder as the rest of the engine sees it: a packed stream of tokens in, hidden states out, adapters by
// reference.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/basemodel/base_model.h"
#include "core/engine/adapters/adapter.h"
#include "core/engine/models/device.h"
#include "core/plan/geometry.h"
#include "core/plan/memory_plan.h"

namespace lora::engine {

/// Keys and values of one sequence, all layers, growing. Shared by nobody.
struct KvCache {
    std::vector<at::Tensor> keys, values;  ///< per layer, laid out as the model that made them reads them
    int64_t length = 0;                    ///< positions filled
};

/// Keys and values of several sequences, each in a room of `capacity` positions that neither moves nor grows:
/// a step of decoding over them asks the host for nothing, so that it can be recorded and replayed.
struct KvRooms {
    std::vector<at::Tensor> keys, values;  ///< per layer [sequences · capacity, key_value_heads, head_dim]
    at::Tensor cos,
        sin;  ///< of every position's angles [capacity, head_dim / 2], as the model's steps take them
    int64_t capacity = 0;
    /// Workspace of attention over them (room_attention_workspace), where a kernel attends; else undefined.
    at::Tensor attention;

    /// The room of one sequence as a cache over the same memory, for a prompt's pass.
    KvCache room(int64_t sequence) const;
};

/// Where the segments of a batch, of one new token each, lie in rooms.
struct RoomRows {
    const KvRooms* rooms = nullptr;
    at::Tensor firsts;  ///< [segments] int32 on the device: where each one's room begins
};

/// Where the segments of a batch without a past lie and by which angles its tokens turn, in tensors on the
/// device: nothing of the pass then depends on what the host knows of them, so that it can be recorded, and
/// replayed once other values were copied there.
struct DeviceLayout {
    at::Tensor boundaries;  ///< [segments + 1] int32, from 0 to the number of tokens; segments may be empty
    at::Tensor cos, sin;    ///< [tokens, head_dim / 2] float32
};

/// Several sequences laid end to end. Attention is causal within a segment and never crosses into another.
struct PackedBatch {
    at::Tensor input_ids;         ///< [tokens] int64
    at::Tensor positions;         ///< [tokens] int64
    std::vector<int64_t> starts;  ///< offsets of the segments, and the number of tokens last
    /// Which adapters each segment uses: one entry a segment, or one for all. Empty: the base alone.
    std::vector<AdapterMix> adapters;
    /// One cache a segment (decoding), or empty (training, scoring).
    std::vector<KvCache*> caches;
    /// Instead of caches, a step of decoding in rooms: one token a segment, whose position in its room is
    /// `positions`. input_ids and positions lie on the device, and nothing of the pass depends on what they
    /// hold.
    std::optional<RoomRows> rooms;
    /// Where it is set, it counts instead of `starts`, which is then {0, tokens}, and of `positions`;
    /// `adapters` is one mix for all.
    std::optional<DeviceLayout> layout;
};

class CausalModel {
  public:
    virtual ~CausalModel() = default;
    virtual const ModelGeometry& geometry() const = 0;
    virtual const BaseModel& base() const = 0;
    virtual at::Device device() const = 0;
    virtual at::ScalarType dtype() const = 0;
    /// What products round their factors to; see ComputeChoice.
    virtual at::ScalarType products() const { return dtype(); }
    /// Hidden states [tokens, hidden_size] behind the final norm. Records gradients where adapters' tensors
    /// ask. `training` switches dropout on. Positions must lie within geometry().context_length (checked by
    /// callers that can say it in words).
    virtual at::Tensor hidden_states(const PackedBatch& batch, bool training) = 0;
    /// Losses -log p(label) in nats [rows] float32 of `labels` [rows] int64 under the head, in chunks of
    /// rows, so that no whole logits matrix is held. Where `gradient` is not null, it is set to that of their
    /// sum for `hidden`.
    virtual at::Tensor cross_entropy(const at::Tensor& hidden, const at::Tensor& labels,
                                     at::Tensor* gradient) const = 0;
    /// Logits [rows, vocab_size] in float32 of the given hidden states.
    virtual at::Tensor logits(const at::Tensor& hidden) const = 0;
    /// A cache for steps of decoding. The first may lay out once more what steps read, so it is not made
    /// during a pass.
    virtual KvCache make_cache(int64_t capacity) = 0;
    /// Rooms for `sequences`, or none (without layers) where this model does not decode in them.
    virtual KvRooms make_rooms(int64_t sequences, int64_t capacity) const;

    /// `batch`'s, on the processor and to be copied from there, with as many empty segments behind its own as
    /// make `segments`; none where this model's passes need the host.
    virtual std::optional<DeviceLayout> layout(const PackedBatch& batch, int64_t segments) const;

    /// What passes with gradients keep, from the next one on. Gradients are the same for every mode.
    virtual void set_recompute(Recompute mode) { recompute_ = mode; }
    Recompute recompute() const { return recompute_; }

  private:
    Recompute recompute_ = Recompute::off;
};

struct LoadOptions {
    std::string device = "auto";         ///< auto, cpu, cuda
    std::string dtype = "auto";          ///< auto, float32, bfloat16, int16
    Purpose purpose = Purpose::answers;  ///< what auto chooses by
    int threads = 0;                     ///< 0: all usable cores
    /// float32; int8: on the processor, rows of few tokens (decoding) are rounded to eight bits before the
    /// products with the base's weights, those of the head excepted. Faster; answers part from float32's at
    /// near ties.
    std::string activations = "float32";
    std::function<bool(int64_t done, int64_t total)> progress;  ///< false cancels
};

/// The base's weights where they are computed with. Families register themselves by name.
Result<std::shared_ptr<CausalModel>> load_model(std::shared_ptr<const BaseModel> base,
                                                const LoadOptions& options);

/// An adapter in PEFT's layout for this model, on its device; refusals as Adapter::load, against the base's
/// fingerprint.
Result<std::shared_ptr<Adapter>> load_adapter(const CausalModel& model, const std::filesystem::path& folder);

}  // namespace lora::engine
