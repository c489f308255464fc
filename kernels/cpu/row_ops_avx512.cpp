// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/row_ops_vector.h"

namespace lora::kernels {

constinit const RowOps row_ops_avx512 = row_ops_here;

}  // namespace lora::kernels
