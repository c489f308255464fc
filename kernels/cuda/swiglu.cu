// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/launch.cuh"
#include "kernels/cuda/operations.cuh"

namespace lora::kernels::cuda {

namespace {

__global__ void swiglu_kernel(const float* gate, const float* up, int64_t elements, float* y) {
    const int64_t i = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i >= elements) return;
    y[i] = gate[i] / (1.0F + expf(-gate[i])) * up[i];
}

}  // namespace

CudaStatus swiglu(const float* gate, const float* up, int64_t elements, float* y, CudaStream stream) {
    if (elements < 0) return failure("swiglu: a negative number of elements");
    if (elements == 0) return {};
    const unsigned grid = grid_for(elements);
    if (grid == 0) return failure("swiglu: too many elements for one launch");
    swiglu_kernel<<<grid, threads_per_block, 0, stream_of(stream)>>>(gate, up, elements, y);
    return launched("swiglu");
}

}  // namespace lora::kernels::cuda
