// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/llama/stored_llama.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <mutex>
#include <optional>

#include "core/base/platform/memory.h"
#include "core/base/platform/process.h"
#include "core/contract/run_spec.h"
#include "core/engine/phase_clock.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/turned_weights.h"

namespace lora::engine {
namespace {

Result<std::vector<float>> expanded_vector(const BaseModel& base, const std::string& name) {
    const TensorView* view = base.tensor(name);
    if (!view) return std::vector<float>{};
    std::vector<float> values(static_cast<size_t>(view->elements()));
    if (const Status status = expand_rows(base, name, 0, 1, values.data()); !status) return status.error();
    return values;
}

Result<StoredMatrix> matrix(const BaseModel& base, const std::string& path) {
    const std::string name = path + ".weight";
    const TensorView* view = base.tensor(name);
    if (!view) return bad_input("The model lacks a tensor", base.path().string() + ": " + name);
    Result<std::vector<float>> bias = expanded_vector(base, path + ".bias");
    if (!bias) return bias.error();
    const auto copy = stored_in_order(base, name);
    return StoredMatrix{view->dtype,
                        copy ? copy->data() : view->bytes.data(),
                        view->shape[0],
                        view->shape[1],
                        copy,
                        nullptr,
                        std::move(*bias)};
}

/// Every tensor against NaN and infinity, several at a time.
Status check_weights(const BaseModel& base, const LoadOptions& options) {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : base.tensors())
        names.push_back(name);
    std::mutex mutex;  // guards failure, done and progress
    Status failure;
    int64_t done = 0;
    const auto count = static_cast<int64_t>(names.size());
    at::parallel_for(0, count, 1, [&](int64_t first, int64_t end) {
        for (int64_t i = first; i < end; ++i) {
            const Status status = check_finite_tensor(base, names[static_cast<size_t>(i)]);
            const std::lock_guard guard(mutex);
            if (!failure) return;
            if (!status) {
                failure = status;
            } else if (options.progress && !options.progress(++done, count)) {
                failure = Error{
                    ErrorCode::interrupted, "Loading the model was cancelled", base.path().string(), {}};
            }
        }
    });
    return failure;
}

}  // namespace

Result<StoredLlama> stored_llama(std::shared_ptr<const BaseModel> base, const LoadOptions& options) {
    if (base->is_drawn() && base->weight_bytes() > available_memory_bytes()) {
        return no_resources("The weights need " + std::to_string(base->weight_bytes() >> 20) +
                                " MB of memory and " + std::to_string(available_memory_bytes() >> 20) +
                                " MB are free",
                            base->path().string(), "Close other programs, or choose random:tiny");
    }
    if (const Status status = check_weights(*base, options); !status) return status.error();
    StoredLlama model{base, {}, {}, {}, {}, {}};
    std::optional<Error> failure;
    const auto take = [&]<class T>(Result<T> value) {
        if (value) return std::move(*value);
        if (!failure) failure = value.error();
        return T{};
    };
    const ModelGeometry& geometry = base->geometry();
    for (int layer = 0; layer < geometry.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        StoredLlama::Layer& weights = model.layers.emplace_back();
        weights.input_norm = take(expanded_vector(*base, prefix + "input_layernorm.weight"));
        weights.post_attention_norm =
            take(expanded_vector(*base, prefix + "post_attention_layernorm.weight"));
        for (size_t module = 0; module < module_count; ++module)
            weights.modules[module] = take(matrix(*base, module_path(layer, linear_modules[module])));
    }
    model.final_norm = take(expanded_vector(*base, "model.norm.weight"));
    model.embedding = take(matrix(*base, "model.embed_tokens"));
    model.head = geometry.tied_head ? model.embedding : take(matrix(*base, "lm_head"));
    if (failure) return *failure;
    return model;
}

void turn_for_steps(StoredLlama& model) {
    if (model.turned.defined()) return;
    std::vector<StoredMatrix*> matrices{&model.head};
    for (StoredLlama::Layer& layer : model.layers)
        for (StoredMatrix& matrix : layer.modules)
            matrices.push_back(&matrix);
    std::erase_if(matrices, [](const StoredMatrix* m) { return !kernels::gains_by_turning(m->type); });
    const auto bytes_of = [](const StoredMatrix& m, int64_t outputs) {
        return kernels::turned_bytes(m.type, outputs, m.inputs);
    };
    int64_t total = 0;
    for (const StoredMatrix* matrix : matrices)
        total += bytes_of(*matrix, matrix->outputs);
    if (total == 0 || static_cast<uint64_t>(total) > available_memory_bytes() / 2) return;
    model.turned = at::empty({total}, at::kByte);
    auto* next = static_cast<std::byte*>(model.turned.mutable_data_ptr());
    prefer_large_pages(next, static_cast<size_t>(total));
    for (StoredMatrix* matrix : matrices) {
        at::parallel_for(0, (matrix->outputs + kernels::turned_outputs - 1) / kernels::turned_outputs, 1,
                         [&](int64_t first, int64_t end) {
                             const int64_t from = first * kernels::turned_outputs;
                             const int64_t to = std::min(end * kernels::turned_outputs, matrix->outputs);
                             kernels::turn_weights(matrix->type, matrix->bytes + from * matrix->row_bytes(),
                                                   to - from, matrix->inputs, next + bytes_of(*matrix, from));
                         });
        matrix->turned = next;
        next += bytes_of(*matrix, matrix->outputs);
    }
}

void embed(const StoredLlama& model, const at::Tensor& input_ids, float* x) {
    const InPhase in_phase(Phase::embedding);
    const at::Tensor ids = input_ids.contiguous();
    const StoredMatrix& table = model.embedding;
    const int64_t* id = ids.const_data_ptr<int64_t>();
    for (int64_t t = 0; t < ids.numel(); ++t) {
        // A tokenizer may know more tokens than the model was made with.
        TORCH_CHECK(id[t] >= 0 && id[t] < table.outputs, "token ", id[t],
                    " lies outside the model's vocabulary of ", table.outputs);
        kernels::expand_blocks(table.type, table.bytes + id[t] * table.row_bytes(), table.inputs,
                               x + t * table.inputs);
    }
}

}  // namespace lora::engine
