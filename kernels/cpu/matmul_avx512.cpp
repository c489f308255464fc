// SPDX-License-Identifier: Apache-2.0
// Compiled with AVX-512 F, BW and VL; reached only where the processor has all three.
#include "kernels/cpu/tile_avx512.h"

namespace lora::kernels {

void matmul_avx512(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                   bool accumulate) {
    Blocked<Tile>::run(terms, rows, outputs, y, y_row, accumulate);
}

const PanelOps panel_ops_avx512 = Blocked<Tile>::panel_ops();

}  // namespace lora::kernels
