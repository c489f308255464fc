// SPDX-License-Identifier: Apache-2.0
#include <exception>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/own_table.h"
#include "core/engine/models/step_graph.h"
#include "kernels/include/cuda_graphs.h"

namespace lora::engine {
namespace {

using kernels::CudaGraphs;

/// The library's table; throws where it is not there.
const CudaGraphs& cuda_graphs() {
    static const CudaGraphs& table = own_table<CudaGraphs>(
        "liblora_cuda_graphs.so", kernels::cuda_graphs_symbol, kernels::cuda_graphs_version);
    return table;
}

/// A step on its way through the library, which what it throws does not cross.
struct Call {
    const std::function<void()>& step;
    std::exception_ptr thrown = nullptr;

    static bool work(void* context) {
        Call& call = *static_cast<Call*>(context);
        try {
            call.step();
            return true;
        } catch (...) {
            call.thrown = std::current_exception();
            return false;
        }
    }
    void end(const kernels::CudaStatus& status) const {
        if (thrown) std::rethrow_exception(thrown);
        check_launch(status);
    }
};

class CudaStepGraph final : public StepGraph {
  public:
    CudaStepGraph(const CudaGraphs& library, void* graph) : library_(library), graph_(graph) {}
    ~CudaStepGraph() override { library_.release(graph_); }
    CudaStepGraph(const CudaStepGraph&) = delete;
    CudaStepGraph& operator=(const CudaStepGraph&) = delete;
    void replay() override { check_launch(library_.replay(graph_)); }

  private:
    const CudaGraphs& library_;
    void* graph_;
};

class CudaStepRecorder final : public StepRecorder {
  public:
    void run(const std::function<void()>& step) override {
        Call call{step};
        call.end(cuda_graphs().run(Call::work, &call));
    }
    std::unique_ptr<StepGraph> record(const std::function<void()>& step) override {
        Call call{step};
        void* graph = nullptr;
        call.end(cuda_graphs().record(Call::work, &call, &graph));
        return std::make_unique<CudaStepGraph>(cuda_graphs(), graph);
    }
};

}  // namespace

StepRecorder& cuda_step_recorder() {
    static CudaStepRecorder recorder;
    return recorder;
}

}  // namespace lora::engine
