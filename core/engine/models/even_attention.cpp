// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/even_attention.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>
#include <map>

#include "core/base/log.h"
#include "core/engine/models/device_kernels.h"
#include "core/engine/models/own_table.h"
#include "core/plan/memory_plan.h"

namespace lora::engine {
namespace {

using kernels::CudaAttention;
using kernels::CudaAttentionShape;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Plan {
    bool taken = false;
    int64_t forward_bytes = 0, backward_bytes = 0;
};

/// What the library says of a shape, asked once: it compiles what the shape needs.
const Plan& plan_of(const CudaAttention& library, const CudaAttentionShape& shape) {
    static std::map<std::array<int64_t, 5>, std::pair<const CudaAttention*, Plan>> known;
    auto& [asked, plan] =
        known[{shape.sequences, shape.length, shape.heads, shape.key_heads, shape.head_dim}];
    if (asked == &library) return plan;
    asked = &library;
    plan = {};
    const kernels::CudaStatus status = library.plan(shape, &plan.forward_bytes, &plan.backward_bytes);
    plan.taken = status.ok && static_cast<uint64_t>(plan.backward_bytes) <= even_attention_most_bytes;
    if (!plan.taken)
        log_info("even_attention does not serve " + std::to_string(shape.sequences) + " sequences of " +
                 std::to_string(shape.length) +
                 " tokens: " + (status.ok ? "its workspace would be too large" : status.reason));
    return plan;
}

at::Tensor workspace(int64_t bytes, const at::Tensor& beside) {
    return at::empty({bytes}, beside.options().dtype(at::kByte));
}

struct EvenAttention : torch::autograd::Function<EvenAttention> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key,
                              const at::Tensor& value, int64_t length) {
        const CudaAttention& library = *even_attention_library(query);
        const CudaAttentionShape shape = shape_of(query, key, length);
        const Plan plan = plan_of(library, shape);
        at::Tensor out = at::empty_like(query), room = workspace(plan.forward_bytes, query);
        at::Tensor sums =
            at::empty({shape.sequences, shape.heads, shape.length}, query.options().dtype(at::kFloat));
        check_launch(library.forward(shape, query.const_data_ptr(), key.const_data_ptr(),
                                     value.const_data_ptr(), out.mutable_data_ptr(),
                                     sums.mutable_data_ptr<float>(), room.mutable_data_ptr(),
                                     device_stream_of(query)));
        context->save_for_backward({query, key, value, out, sums});
        context->saved_data["length"] = length;
        context->saved_data["workspace"] = plan.backward_bytes;
        return out;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor &query = saved[0], &key = saved[1], &value = saved[2], &out = saved[3];
        const CudaAttention& library = *even_attention_library(query);
        const at::Tensor from = gradients[0].contiguous();
        at::Tensor to_query = at::empty_like(query), to_key = at::empty_like(key),
                   to_value = at::empty_like(value);
        at::Tensor room = workspace(context->saved_data["workspace"].toInt(), query);
        check_launch(library.backward(
            shape_of(query, key, context->saved_data["length"].toInt()), from.const_data_ptr(),
            query.const_data_ptr(), key.const_data_ptr(), value.const_data_ptr(), out.const_data_ptr(),
            saved[4].const_data_ptr<float>(), to_query.mutable_data_ptr(), to_key.mutable_data_ptr(),
            to_value.mutable_data_ptr(), room.mutable_data_ptr(), device_stream_of(query)));
        return {to_query, to_key, to_value, {}};
    }
    static CudaAttentionShape shape_of(const at::Tensor& query, const at::Tensor& key, int64_t length) {
        return {query.size(0) / length, length, static_cast<int32_t>(query.size(1)),
                static_cast<int32_t>(key.size(1)), static_cast<int32_t>(query.size(2))};
    }
};

}  // namespace

const CudaAttention& cuda_attention() {
    static const CudaAttention& table = own_table<CudaAttention>(
        "liblora_cuda_attention.so", kernels::cuda_attention_symbol, kernels::cuda_attention_version);
    return table;
}

int64_t even_length(const std::vector<int64_t>& starts) {
    const int64_t length = starts.size() < 2 ? 0 : starts[1] - starts[0];
    if (!may_attend_evenly(length)) return 0;
    for (size_t i = 1; i + 1 < starts.size(); ++i)
        if (starts[i + 1] - starts[i] != length) return 0;
    return length;
}

std::optional<at::Tensor> even_attention(const at::Tensor& query, const at::Tensor& key,
                                         const at::Tensor& value, int64_t length) {
    const CudaAttention* library = even_attention_library(query);
    if (!library || !plan_of(*library, EvenAttention::shape_of(query, key, length)).taken)
        return std::nullopt;
    return EvenAttention::apply(query.contiguous(), key.contiguous(), value.contiguous(), length);
}

}  // namespace lora::engine
