// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/cuda_attention.h"

#include <cudnn_frontend.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>

namespace lora::kernels {
namespace {

namespace graphs = cudnn_frontend::graph;
using graphs::Graph;
using graphs::Tensor_attributes;
using Shape = CudaAttentionShape;
using Tensor = std::shared_ptr<Tensor_attributes>;
using Arrays = std::unordered_map<int64_t, void*>;

/// What a graph's arrays are called by.
enum Name : int64_t {
    query,
    key,
    value,
    out,
    sums,
    out_gradient,
    query_gradient,
    key_gradient,
    value_gradient
};

void require(cudnn_frontend::error_t status) {
    if (!status.is_good()) throw std::runtime_error("cuDNN: " + status.get_message());
}

void require(cudnnStatus_t status) {
    if (status != CUDNN_STATUS_SUCCESS)
        throw std::runtime_error(std::string("cuDNN: ") + cudnnGetErrorString(status));
}

/// Tokens lie as they come, each with all its heads; cuDNN counts heads before tokens.
void lay(Tensor_attributes& tensor, Name name, const Shape& shape, int64_t heads) {
    const int64_t width = heads * shape.head_dim;
    tensor.set_uid(name)
        .set_dim({shape.sequences, heads, shape.length, shape.head_dim})
        .set_stride({shape.length * width, shape.head_dim, width, 1})
        .set_data_type(cudnn_frontend::DataType_t::BFLOAT16);
}

void lay_sums(Tensor_attributes& tensor, const Shape& shape) {
    tensor.set_uid(sums)
        .set_dim({shape.sequences, shape.heads, shape.length, 1})
        .set_stride({shape.heads * shape.length, shape.length, 1, 1})
        .set_data_type(cudnn_frontend::DataType_t::FLOAT);
}

Tensor input(Graph& graph, Name name, const Shape& shape, int64_t heads) {
    Tensor_attributes made;
    lay(made, name, shape, heads);
    return graph.tensor(made);
}

float scale_of(const Shape& shape) {
    return 1 / std::sqrt(static_cast<float>(shape.head_dim));
}

/// Causal, no bias, no dropout.
template <class Options>
Options options_for(const Shape& shape) {
    Options options;
    options.set_attn_scale(scale_of(shape))
        .set_diagonal_alignment(cudnn_frontend::DiagonalAlignment_t::TOP_LEFT)
        .set_diagonal_band_right_bound(0);
    return options;
}

std::unique_ptr<Graph> empty_graph() {
    auto graph = std::make_unique<Graph>();
    graph->set_io_data_type(cudnn_frontend::DataType_t::BFLOAT16)
        .set_intermediate_data_type(cudnn_frontend::DataType_t::FLOAT)
        .set_compute_data_type(cudnn_frontend::DataType_t::FLOAT);
    return graph;
}

std::unique_ptr<Graph> planned(std::unique_ptr<Graph> graph, cudnnHandle_t handle) {
    require(graph->validate());
    require(graph->build_operation_graph(handle));
    require(graph->create_execution_plans({cudnn_frontend::HeurMode_t::A}));
    require(graph->check_support());
    require(graph->build_plans());
    return graph;
}

std::unique_ptr<Graph> forward_graph(const Shape& shape, cudnnHandle_t handle) {
    auto graph = empty_graph();
    auto options = options_for<graphs::SDPA_attributes>(shape);
    options.set_generate_stats(true);
    const Tensor q = input(*graph, query, shape, shape.heads), k = input(*graph, key, shape, shape.key_heads),
                 v = input(*graph, value, shape, shape.key_heads);
    const auto [result, kept] = graph->sdpa(q, k, v, options);
    lay(result->set_output(true), out, shape, shape.heads);
    lay_sums(kept->set_output(true), shape);
    return planned(std::move(graph), handle);
}

std::unique_ptr<Graph> backward_graph(const Shape& shape, cudnnHandle_t handle) {
    auto graph = empty_graph();
    auto options = options_for<graphs::SDPA_backward_attributes>(shape);
    options.set_deterministic_algorithm(true);
    const Tensor q = input(*graph, query, shape, shape.heads), k = input(*graph, key, shape, shape.key_heads),
                 v = input(*graph, value, shape, shape.key_heads), o = input(*graph, out, shape, shape.heads),
                 from = input(*graph, out_gradient, shape, shape.heads);
    Tensor_attributes made;
    lay_sums(made, shape);
    const Tensor kept = graph->tensor(made);
    const auto [to_q, to_k, to_v] = graph->sdpa_backward(q, k, v, o, from, kept, options);
    lay(to_q->set_output(true), query_gradient, shape, shape.heads);
    lay(to_k->set_output(true), key_gradient, shape, shape.key_heads);
    lay(to_v->set_output(true), value_gradient, shape, shape.key_heads);
    return planned(std::move(graph), handle);
}

struct Plans {
    std::unique_ptr<Graph> forward, backward;
};

/// What one device has compiled. Never given back: at the end of the process CUDA may be gone before it.
struct Device {
    cudnnHandle_t handle = nullptr;
    std::map<std::tuple<int64_t, int64_t, int32_t, int32_t, int32_t>, Plans> plans;
};

/// cuDNN's handles and graphs serve one thread at a time; autograd calls from its own.
std::mutex& mutex() {
    static std::mutex held;
    return held;
}

/// With the mutex held.
Device& current_device() {
    static auto& devices = *new std::map<int, Device>;
    int index = 0;
    if (cudaGetDevice(&index) != cudaSuccess)
        throw std::runtime_error("the current GPU could not be asked for");
    Device& device = devices[index];
    if (!device.handle) require(cudnnCreate(&device.handle));
    return device;
}

const Plans& plans_for(const Shape& shape, Device& device) {
    const auto place =
        std::tuple(shape.sequences, shape.length, shape.heads, shape.key_heads, shape.head_dim);
    const auto found = device.plans.find(place);
    if (found != device.plans.end()) return found->second;
    Plans made{forward_graph(shape, device.handle), backward_graph(shape, device.handle)};
    return device.plans.emplace(place, std::move(made)).first->second;
}

template <class Work>
CudaStatus guarded(Work&& work) {
    const std::lock_guard guard(mutex());
    CudaStatus status;
    try {
        work(current_device());
    } catch (const std::exception& problem) {
        status.ok = false;
        std::snprintf(status.reason, sizeof status.reason, "%s", problem.what());
    }
    return status;
}

void execute(const Graph& graph, Arrays arrays, void* workspace, const Device& device, CudaStream stream) {
    require(cudnnSetStream(device.handle, static_cast<cudaStream_t>(stream)));
    require(graph.execute(device.handle, arrays, workspace));
}

/// cuDNN's arrays have one type, whether they are read or written.
void* read(const void* array) {
    return const_cast<void*>(array);
}

CudaStatus plan(const Shape& shape, int64_t* forward_bytes, int64_t* backward_bytes) {
    return guarded([&](Device& device) {
        const Plans& plans = plans_for(shape, device);
        require(plans.forward->get_workspace_size(*forward_bytes));
        require(plans.backward->get_workspace_size(*backward_bytes));
    });
}

CudaStatus forward(const Shape& shape, const void* q, const void* k, const void* v, void* result, float* kept,
                   void* workspace, CudaStream stream) {
    return guarded([&](Device& device) {
        execute(*plans_for(shape, device).forward,
                {{query, read(q)}, {key, read(k)}, {value, read(v)}, {out, result}, {sums, kept}}, workspace,
                device, stream);
    });
}

CudaStatus backward(const Shape& shape, const void* from, const void* q, const void* k, const void* v,
                    const void* o, const float* kept, void* to_q, void* to_k, void* to_v, void* workspace,
                    CudaStream stream) {
    return guarded([&](Device& device) {
        execute(*plans_for(shape, device).backward,
                {{out_gradient, read(from)},
                 {query, read(q)},
                 {key, read(k)},
                 {value, read(v)},
                 {out, read(o)},
                 {sums, read(kept)},
                 {query_gradient, to_q},
                 {key_gradient, to_k},
                 {value_gradient, to_v}},
                workspace, device, stream);
    });
}

}  // namespace
}  // namespace lora::kernels

extern "C" __attribute__((visibility("default"))) const lora::kernels::CudaAttention* lora_cuda_attention() {
    using namespace lora::kernels;
    static const CudaAttention table{cuda_attention_version, plan, forward, backward};
    return &table;
}
