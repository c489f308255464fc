// SPDX-License-Identifier: Apache-2.0
// Causal attention of sequences of one length while they train (DeviceOperation::even_attention): by cuDNN,
// which takes half the time of LibTorch's kernel for unequal ones.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "kernels/include/cuda_attention.h"

namespace lora::engine {

/// CUDA's, whose library (lib/liblora_cuda_attention.so) is opened by the first call; throws c10::Error where
/// that fails.
const kernels::CudaAttention& cuda_attention();

/// The length of all sequences between `starts`, where it is one that is worth a plan of cuDNN's: long, and
/// of a multiple that few lengths are, since each is planned for anew. Else 0.
int64_t even_length(const std::vector<int64_t>& starts);

/// query [tokens, heads, head_dim], key and value [tokens, key_value_heads, head_dim] of sequences of
/// `length` tokens, differentiable in all three → [tokens, heads, head_dim]. Key heads are shared by their
/// groups. Equal inputs give equal gradients to the bit. None where the operation does not serve such
/// tensors, or not this shape, or not within even_attention_most_bytes: that depends on nothing but the
/// shape.
std::optional<at::Tensor> even_attention(const at::Tensor& query, const at::Tensor& key,
                                         const at::Tensor& value, int64_t length);

}  // namespace lora::engine
