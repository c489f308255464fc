// SPDX-License-Identifier: Apache-2.0
// The forms of the processor's operations that this build has, so that one is picked when the program runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/include/block_matmul_q8.h"
#include "kernels/include/block_types.h"
#include "kernels/include/held_attention.h"
#include "kernels/include/matmul.h"
#include "kernels/include/row_ops.h"

namespace lora::kernels {

/// The operations of row_ops.h and held_attention.h.
struct RowOps {
    void (*rms_norm_row)(const float* x, const float* weight, int64_t columns, float epsilon, float* y);
    void (*add_rms_norm_row)(float* x, const float* branch, const float* weight, int64_t columns,
                             float epsilon, float* y);
    void (*swiglu_row)(const float* gate, const float* up, int64_t elements, float* y);
    void (*attend_held)(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                        int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores,
                        float* out, float* log_sums);
    void (*rms_norm_row_backward)(const float* x, const float* weight, const float* dy, int64_t columns,
                                  float epsilon, float* dx);
    void (*swiglu_row_backward)(const float* gate, const float* up, const float* dy, int64_t elements,
                                float* dgate, float* dup);
    void (*rope_row)(float* x, int64_t heads, int64_t head_dim, const float* cosine, const float* sine,
                     float direction);
    float (*exp_row)(float* x, int64_t elements, float scale, float* top);
    int64_t (*greatest_of_row)(const float* x, int64_t elements);
    void (*attend_row_backward)(float* scores, float* dp, int64_t elements, float scale, float log_sum,
                                float dot);
    float (*cross_entropy_row)(float* logits, int64_t elements, int64_t label, bool gradient);
    void (*dropout_row)(const float* x, int64_t elements, int64_t first, uint64_t seed, double p, bool add,
                        float* y);
    void (*add_narrow_row)(const float* h, int64_t rank, const float* b, int64_t outputs, float* y);
    float (*shorten_row)(const float* x, int64_t elements, int16_t* out);
    void (*multiply_short_rows)(const float* x, int64_t columns, const std::byte* groups, int64_t outputs,
                                ReadAhead* ahead, float* y);
    void (*add_short_outputs)(const float* h, int64_t rank, const std::byte* groups, int64_t outputs,
                              ReadAhead* ahead, float* y);
    void (*hold_rows)(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim,
                      int64_t first, std::byte* held);
    void (*join_stretches)(const float* outs, const float* log_sums, int64_t stretches, int64_t rows,
                           int64_t width, float* out);
};

/// A product's first factor as PanelOps::multiply reads it: rows `row` and depths `step` apart.
struct LeftFactor {
    const float* at;
    int64_t row, step;
};

/// matmul in its steps, for factors that are laid out once and multiplied by many times.
struct PanelOps {
    int64_t width;  ///< columns of a panel
    int64_t rows;   ///< multiply is fastest for a multiple of these
    /// Around multiplications between which the thread computes nothing else but what stands in this header.
    void (*begin)();
    void (*end)();
    /// Floats that a panel of `depth` has for a column: half as many where factors are rounded to bfloat16.
    int64_t (*deep)(int64_t depth);

    /// Columns [0, columns) of the float32 matrix `b` at depths [0, depth) as panels [deep(depth)][width],
    /// one after the other; zeros beyond the last column and depth.
    void (*pack)(const MatrixView& b, int64_t columns, int64_t depth, float* out);
    /// x [rows, depth] in `room`, left_room floats, or as it is.
    LeftFactor (*lay_out)(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t depth,
                          float* room);
    int64_t (*left_room)(int64_t rows, int64_t depth);
    /// y [rows, columns] (add ? += : =) x [rows, depth] · the first depths of one panel; columns ≤ width.
    void (*multiply)(int64_t rows, int64_t columns, const LeftFactor& x, int64_t depth, const float* panel,
                     float* y, int64_t y_row, bool add);
};

/// What panels of floats have: nothing to begin, every depth of its own, a first factor read where it lies.
void nothing_to_do();
int64_t as_deep(int64_t depth);
LeftFactor left_in_place(const float* x, int64_t x_row, int64_t x_column, int64_t rows, int64_t depth,
                         float* room);
int64_t no_left_room(int64_t rows, int64_t depth);

using Matmul = void(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, float* y, int64_t y_row,
                    bool accumulate);

/// Products of rounded factors.
struct RoundedOps {
    Matmul* matmul;
    void (*round_rows)(const float* x, int64_t x_row, int64_t rows, int64_t inner, uint16_t* out);
    const PanelOps* panels;  ///< null: attention's are float32
};

/// The operations of block_matmul_q8.h.
struct Q8Ops {
    void (*quantize)(const float* x, int64_t columns, Q8Block* out);
    void (*matmul)(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const Q8Block* x,
                   int64_t rows, float* y, int64_t y_stride);
};

/// The operations of turned_weights.h.
struct TurnedOps {
    bool (*gains)(DType type);
    void (*ready)(DType type, const float* x, int64_t x_stride, int64_t rows, int64_t columns,
                  std::byte* out);
    void (*ready_q8)(DType type, const Q8Block* x, int64_t rows, int64_t columns, std::byte* out);
    void (*matmul)(DType type, const std::byte* turned, int64_t outputs, int64_t columns,
                   const std::byte* ready, bool eight_bits, int64_t rows, ReadAhead* ahead, float* y,
                   int64_t y_stride);
};

/// One instruction set's forms; see kernels/include for what each operation does.
struct CpuForm {
    const char* name;
    /// Whether this processor can run it.
    bool (*available)();
    void (*expand)(DType type, const std::byte* in, int64_t elements, float* out);
    /// `room`: floats that it may use, as many as block_matmul_room says.
    void (*block_matmul)(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                         const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                         float* room);
    Matmul* matmul;
    /// By what factors are rounded to; null where the instruction set does not multiply it.
    const RoundedOps *bf16, *i16;
    Factors fastest;
    const RowOps* rows;
    const PanelOps* panels;
    const Q8Ops* q8;
    const TurnedOps* turned;  ///< null: weights are as fast where the file has them
};

/// Fastest first; the reference form ends the list. Which forms are listed is the build's choice by processor
/// family.
std::span<const CpuForm> cpu_forms();
/// The first that this processor can run.
const CpuForm& chosen_form();

void expand_blocks_avx2(DType type, const std::byte* in, int64_t elements, float* out);
void expand_blocks_avx512(DType type, const std::byte* in, int64_t elements, float* out);
/// Several rows are laid out anew, in whole blocks of 32.
inline int64_t block_matmul_room(int64_t columns, int64_t rows) {
    return rows > 1 ? rows * ((columns + 31) / 32 * 32) : 0;
}
void block_matmul_without_room(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                               const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                               float* room);
void block_matmul_avx2(DType type, const std::byte* weights, int64_t outputs, int64_t columns, const float* x,
                       int64_t x_stride, int64_t rows, float* y, int64_t y_stride, float* room);
void block_matmul_avx512(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                         const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                         float* room);
void block_matmul_avx512_vnni(DType type, const std::byte* weights, int64_t outputs, int64_t columns,
                              const float* x, int64_t x_stride, int64_t rows, float* y, int64_t y_stride,
                              float* room);
Matmul matmul_portable, matmul_avx2, matmul_avx512, matmul_amx;
extern const RoundedOps bf16_ops_amx, bf16_ops_avx512, i16_ops_avx2;
extern const RowOps row_ops_avx2, row_ops_avx512, row_ops_reference;
extern const PanelOps panel_ops_avx2, panel_ops_avx512, panel_ops_reference;
extern const Q8Ops q8_ops_avx2, q8_ops_avx512_vnni, q8_ops_reference;
extern const TurnedOps turned_ops_avx2, turned_ops_avx_vnni, turned_ops_avx512_vnni;

}  // namespace lora::kernels
