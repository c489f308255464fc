// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2, FMA and F16C; reached only where the processor has all three.
#include "kernels/cpu/row_ops_vector.h"

namespace lora::kernels {

constinit const RowOps row_ops_avx2 = row_ops_here;

}  // namespace lora::kernels
