// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX2, FMA and F16C; reached only where the processor has all three.
#include "kernels/cpu/tile_avx2.h"

namespace lora::kernels {

void matmul_avx2(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                 bool accumulate) {
    Blocked<Tile>::run(terms, rows, outputs, y, y_row, accumulate);
}

const PanelOps panel_ops_avx2 = Blocked<Tile>::panel_ops();

}  // namespace lora::kernels
