// SPDX-License-Identifier: Apache-2.0
// The forms of a build for x86-64.
#include "core/base/platform/matrix_unit.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {
namespace {

bool has_avx2() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
}
bool has_avx_vnni() {
    return has_avx2() && __builtin_cpu_supports("avxvnni");
}
bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
}
bool has_avx512_vnni() {
    return has_avx512() && __builtin_cpu_supports("avx512vnni");
}
bool has_avx512_bf16() {
    return has_avx512_vnni() && __builtin_cpu_supports("avx512bf16");
}
bool has_amx_bf16() {
    return has_avx512_bf16() && __builtin_cpu_supports("amx-tile") && __builtin_cpu_supports("amx-bf16") &&
           system_lends_tiles();
}

}  // namespace

/// With wide vectors alone float32 counts as fastest: many such processors multiply 32 of them in a step, as
/// many as the whole numbers that narrow vectors do.
std::span<const CpuForm> cpu_forms() {
    // Intel's processors multiply pairs of bfloat16 at half the speed of floats, but for the matrix unit.
    static const Factors fastest_of_pairs = __builtin_cpu_is("intel") ? Factors::float32 : Factors::bfloat16;
    static const CpuForm forms[] = {
        {"amx_bf16", has_amx_bf16, expand_blocks_avx512, block_matmul_avx512_vnni, matmul_amx, &bf16_ops_amx,
         &i16_ops_avx2, Factors::bfloat16, &row_ops_avx512, &panel_ops_avx512, &q8_ops_avx512_vnni,
         &turned_ops_avx512_vnni},
        {"avx512_bf16", has_avx512_bf16, expand_blocks_avx512, block_matmul_avx512_vnni, matmul_avx512,
         &bf16_ops_avx512, &i16_ops_avx2, fastest_of_pairs, &row_ops_avx512, &panel_ops_avx512,
         &q8_ops_avx512_vnni, &turned_ops_avx512_vnni},
        {"avx512_vnni", has_avx512_vnni, expand_blocks_avx512, block_matmul_avx512_vnni, matmul_avx512,
         nullptr, &i16_ops_avx2, Factors::float32, &row_ops_avx512, &panel_ops_avx512, &q8_ops_avx512_vnni,
         &turned_ops_avx512_vnni},
        {"avx512", has_avx512, expand_blocks_avx512, block_matmul_avx512, matmul_avx512, nullptr,
         &i16_ops_avx2, Factors::float32, &row_ops_avx512, &panel_ops_avx512, &q8_ops_avx2, &turned_ops_avx2},
        {"avx_vnni", has_avx_vnni, expand_blocks_avx2, block_matmul_avx2, matmul_avx2, nullptr, &i16_ops_avx2,
         Factors::int16, &row_ops_avx2, &panel_ops_avx2, &q8_ops_avx2, &turned_ops_avx_vnni},
        {"avx2", has_avx2, expand_blocks_avx2, block_matmul_avx2, matmul_avx2, nullptr, &i16_ops_avx2,
         Factors::int16, &row_ops_avx2, &panel_ops_avx2, &q8_ops_avx2, &turned_ops_avx2},
        {"reference", [] { return true; }, expand_blocks_reference, block_matmul_without_room,
         matmul_portable, nullptr, nullptr, Factors::float32, &row_ops_reference, &panel_ops_reference,
         &q8_ops_reference, nullptr}};
    return forms;
}

}  // namespace lora::kernels
