// SPDX-License-Identifier: Apache-2.0
// The forms of a build for a processor family that has no faster form here yet.
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {

std::span<const CpuForm> cpu_forms() {
    static constexpr CpuForm forms[] = {{"reference", [] { return true; }, expand_blocks_reference,
                                         block_matmul_without_room, matmul_portable, nullptr, nullptr,
                                         Factors::float32, &row_ops_reference, &panel_ops_reference,
                                         &q8_ops_reference, nullptr}};
    return forms;
}

}  // namespace lora::kernels
