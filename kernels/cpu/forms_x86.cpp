// SPDX-License-Identifier: Apache-2.0
// The forms of a build for x86-64.
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {
namespace {

bool has_avx2() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
}
bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl");
}

}  // namespace

std::span<const CpuForm> cpu_forms() {
    static constexpr CpuForm forms[] = {
        {"avx512", has_avx512, expand_blocks_avx512, block_matmul_avx512, rms_norm_row_avx512,
         swiglu_row_avx512, attend_group_avx512, matmul_avx512, rms_norm_row_backward_avx512,
         swiglu_row_backward_avx512, rope_row_avx512, exp_row_avx512, attend_row_backward_avx512,
         cross_entropy_row_avx512, dropout_row_avx512},
        {"avx2", has_avx2, expand_blocks_avx2, block_matmul_avx2, rms_norm_row_avx2, swiglu_row_avx2,
         attend_group_avx2, matmul_avx2, rms_norm_row_backward_avx2, swiglu_row_backward_avx2, rope_row_avx2,
         exp_row_avx2, attend_row_backward_avx2, cross_entropy_row_avx2, dropout_row_avx2},
        {"reference", [] { return true; }, expand_blocks_reference, block_matmul_reference,
         rms_norm_row_reference, swiglu_row_reference, attend_group_reference, matmul_reference,
         rms_norm_row_backward_reference, swiglu_row_backward_reference, rope_row_reference,
         exp_row_reference, attend_row_backward_reference, cross_entropy_row_reference,
         dropout_row_reference}};
    return forms;
}

}  // namespace lora::kernels
