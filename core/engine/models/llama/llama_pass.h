// SPDX-License-Identifier: Apache-2.0
// One pass of a Llama model over stored weights on the processor, float32: forward, and backward to the
// adapters. Everything lies in one block of memory that the next pass uses again; the frozen weights are read
// as the file has them, products are shared out over the threads, and what is cheap is made again in the
// backward pass instead of kept; what is not cheap too, where memory asks for it (Recompute).
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>
#include <vector>

#include "core/engine/adapters/adapter_run.h"
#include "core/engine/models/llama/float_room.h"
#include "core/engine/models/llama/narrow.h"
#include "core/engine/models/llama/products.h"
#include "core/engine/models/llama/stored_llama.h"
#include "core/engine/models/model.h"
#include "core/engine/models/rope.h"
#include "core/plan/memory_plan.h"
#include "kernels/include/attention.h"

namespace lora::engine {

class LlamaPass {
  public:
    /// Everything named must outlive the pass. `keep`: what backward needs is kept for every layer, but for
    /// what `recompute` lets it make again, by the same kernels from the same numbers.
    LlamaPass(const StoredLlama& model, const PackedBatch& batch, RopeTables rope, bool keep,
              Recompute recompute, bool training, FloatRoom& room);
    /// Hidden states [tokens, hidden_size] behind the final norm. Appends to the batch's caches but leaves
    /// their length to the caller.
    at::Tensor forward();

    /// A and B of every adapted module that asks for gradients, each once.
    const std::vector<at::Tensor>& parameters() const { return parameters_; }
    /// Gradients of `parameters` from that of forward's result. Once a pass: kept rows are used up.
    std::vector<at::Tensor> backward(const at::Tensor& gradient);

  private:
    /// What a layer leaves behind, [tokens, its width] each: its own where it is kept, else the next layer's
    /// too.
    struct Rows {
        float *x, *query, *key, *value, *mixed, *log_sums, *middle, *gate, *up;
    };
    void find_adapters(const std::vector<AdapterRun>& runs, bool training);
    void lay_out(FloatRoom& room);
    const Few<Narrow>& narrow(int layer, size_t module) const {
        return narrow_[static_cast<size_t>(layer) * module_count + module];
    }
    const StoredMatrix& weights(int layer, size_t module) const {
        return model_.layers[static_cast<size_t>(layer)].modules[module];
    }
    bool trains(int layer, std::initializer_list<size_t> modules);

    void norm(const float* x, const std::vector<float>& weight, float* y) const;
    /// The modules' products of the same rows `in`, with bias and adapters.
    void project(int layer, const float* in, std::initializer_list<std::pair<size_t, float*>> modules) const;
    /// What makes the values of the modules' adapters.
    void multiply_narrow(const Projection& modules, const float* in, kernels::RoundedRows rounded_in) const;
    /// The residual stream behind a branch, which is added whole: a product summed up into a stream whose
    /// activations are massive would be rounded at their size once for each of its stretches.
    void add(const float* x, const float* branch, float* out) const;
    /// Of one adapter with dropout.
    void masked_narrow_product(const Narrow& narrow, const float* in, int64_t width) const;
    /// A layer from its input to its middle, and from there to what down_proj reads, in wide_.
    void attention_part(int layer);
    void gate_and_up(int layer);
    void gated(const Rows& rows) const;
    /// What of the layer was not kept, again. The uppermost layer's lies where forward left it.
    void recompute(int layer);
    void attention(int layer, const Rows& rows, const float* in);
    void attend(int layer, const Rows& rows) const;
    /// A share of attention: of one segment the query heads that share a key head, of those one of
    /// attention_parts_ runs of queries that cost about the same, and the keys that they see, the pass's own
    /// or, where there is a past, its cache's.
    struct AttentionUnit {
        kernels::AttentionGroup group;
        int64_t first_token, end_token;  ///< of the segment
        int64_t first_head, key_head, part;
    };
    class Pasts;
    AttentionUnit attention_unit(const Rows& rows, int64_t unit, const Pasts* pasts) const;
    int64_t attention_units() const;

    /// Gradients of the modules' adapters from `outs`, the gradients of what they gave for `in`; where `din`,
    /// it is set to the gradient of `in`; it may be `in`.
    void project_backward(int layer, const float* in,
                          std::initializer_list<std::pair<size_t, const float*>> outs, float* din);
    void adapter_gradients(const Narrow& narrow, const float* in, int64_t inputs, kernels::MatrixView out,
                           int64_t outputs, const float* narrow_gradient);
    void attend_backward(const Rows& rows, const float* dmixed);
    void norm_backward(const float* x, const std::vector<float>& weight, const float* dy, float* dx) const;

    /// All tokens' rows `x` for the products of this projection that read them, in its `slot`-th room.
    kernels::RoundedRows rounded_rows(size_t slot, const float* x, int64_t width) const {
        return rounded(x, tokens_, width, model_.factors, reinterpret_cast<uint16_t*>(rounded_rooms_[slot]));
    }

    const StoredLlama& model_;
    const ModelGeometry& geometry_;
    const PackedBatch& batch_;
    RopeTables rope_;
    bool keep_;
    Recompute recompute_;
    int64_t tokens_, hidden_, query_width_, key_width_, intermediate_;
    int64_t attention_parts_;
    std::vector<Few<Narrow>> narrow_;  ///< by layer and module
    std::vector<at::Tensor> parameters_, gradients_;
    std::vector<Rows> rows_;                    ///< by layer
    static constexpr size_t most_together = 3;  ///< modules in one projection
    std::array<float*, most_together> rounded_rooms_{};
    float *last_ = nullptr, *normed_ = nullptr, *wide_ = nullptr;
    /// Backward's own: gradients of the residual stream, of a norm's output, of attention; by part where
    /// several shares of queries see a key; of narrow products; and room for one module's input with dropout.
    float *dx_ = nullptr, *dnormed_ = nullptr, *dmixed_ = nullptr, *dquery_ = nullptr, *dkey_ = nullptr,
          *dvalue_ = nullptr, *dkey_parts_ = nullptr, *dvalue_parts_ = nullptr, *dnarrow_ = nullptr,
          *dropped_ = nullptr, *transposed_ = nullptr;
};

}  // namespace lora::engine
