// SPDX-License-Identifier: Apache-2.0
// The weights of a Llama model as its file stores them: what the processor multiplies by.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>
#include <vector>

#include "core/basemodel/base_model.h"
#include "core/engine/models/model.h"
#include "kernels/include/matmul.h"

namespace lora::engine {

/// A matrix [outputs, inputs] where the file has it; valid as long as its BaseModel. Rows in transformers'
/// order.
struct StoredMatrix {
    DType type = DType::f32;
    const std::byte* bytes = nullptr;
    int64_t outputs = 0, inputs = 0;
    /// What `bytes` points into, where the file's order is another.
    std::shared_ptr<const std::vector<std::byte>> copy;
    /// Its rows once more, as kernels::turn_weights lays them; null unless turn_for_steps did.
    const std::byte* turned = nullptr;
    std::vector<float> bias;  ///< [outputs], or empty where the model has none

    int64_t row_bytes() const {
        return inputs / dtype_info(type).block_elements * dtype_info(type).block_bytes;
    }
    /// As the second factor of x·Wᵀ.
    kernels::MatrixView forward() const { return {type, bytes, row_bytes(), true}; }
    /// As the second factor of g·W, the gradient's way back.
    kernels::MatrixView backward() const { return {type, bytes, row_bytes(), false}; }
};

/// Linear modules of a layer, in the order of lora::linear_modules.
enum Module { q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, module_count };

struct StoredLlama {
    struct Layer {
        std::vector<float> input_norm, post_attention_norm;  ///< [hidden_size]
        std::array<StoredMatrix, module_count> modules;
    };
    std::shared_ptr<const BaseModel> base;  ///< keeps the file mapped
    std::vector<Layer> layers;
    std::vector<float> final_norm;
    StoredMatrix embedding, head;
    at::Tensor turned;                                     ///< what the matrices' `turned` points into, bytes
    kernels::Factors factors = kernels::Factors::float32;  ///< of products of more than a few rows
    bool eight_bits = false;  ///< as LoadOptions::activations asks; the head's rows stay float32

    const ModelGeometry& geometry() const { return base->geometry(); }
};

/// Looks the tensors up; reads norms and biases. NaN or infinity anywhere is bad_input and names the tensor;
/// `options.progress` may cancel (interrupted).
Result<StoredLlama> stored_llama(std::shared_ptr<const BaseModel> base, const LoadOptions& options);

/// Rows of the embedding [tokens, hidden_size] float32 to `x`, of `input_ids` [tokens] int64.
void embed(const StoredLlama& model, const at::Tensor& input_ids, float* x);

/// Turns the weights that steps of few tokens multiply by, those of them that gain by it, unless it is done
/// or would take more than half of the memory that is free: the file's pages can go, if others need theirs.
void turn_for_steps(StoredLlama& model);

}  // namespace lora::engine
