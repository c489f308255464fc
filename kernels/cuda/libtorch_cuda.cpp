// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/libtorch_cuda.h"

#include <dlfcn.h>

#include <cstdio>

namespace lora::kernels::cuda {

CudaStatus open_libtorch_cuda() {
    // Global: LibTorch's own libraries look for its symbols. Never closed: LibTorch keeps pointers into it.
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) return {};
    const char* why = dlerror();
    CudaStatus status;
    status.ok = false;
    std::snprintf(status.reason, sizeof status.reason,
                  "a GPU is there, but LibTorch's CUDA library cannot be opened: %s",
                  why ? why : "no reason given");
    return status;
}

}  // namespace lora::kernels::cuda
