// SPDX-License-Identifier: Apache-2.0
// CUDA's operations as one table of functions, behind which the lora_cuda library is opened at run time:
// callers need neither its headers nor its libraries, and where it cannot work it says why.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/include/block_types.h"

namespace lora::kernels {

/// Grows when the table changes; a caller refuses a library with another number.
inline constexpr int cuda_backend_version = 7;

/// Success, or what failed in words. Plain bytes: it crosses from one library to another.
struct CudaStatus {
    bool ok = true;
    char reason[255] = {};
};

struct CudaDevice {
    char name[256] = {};
    int compute_major = 0, compute_minor = 0;
    int multiprocessors = 0;
    int64_t total_memory_bytes = 0, free_memory_bytes = 0;
};

/// A cudaStream_t; null is the default stream.
using CudaStream = void*;

/// One adapter and the rows of a batch that it acts on.
struct CudaLoraSegment {
    int64_t first_row = 0, rows = 0;
    const void* a = nullptr;  ///< [rank, inputs], lora_A.weight as PEFT stores it
    const void* b = nullptr;  ///< [outputs, rank], lora_B.weight
    int32_t rank = 0;         ///< 0: the base alone, a and b are not read
    float scale = 0;
    /// Where in the float32 buffer h its products with A lie: row r's from h_offset + r · h_row on, `rank` of
    /// them, r counted as first_row is. h_row is at least rank; both at multiples of 4 are read faster.
    int64_t h_offset = 0, h_row = 0;
};

/// Products with adapters' A that an operation computes of the rows it writes, in the same launch where that
/// is faster: as lora_narrow would, of what is written. A: float32; it and the segments may be read before
/// what was queued right before is done, which must not write them.
struct CudaNarrow {
    const CudaLoraSegment* segments = nullptr;  ///< [segment_count], at most 65534, device memory
    int segment_count = 0;
    int max_rank = 0;      ///< the largest among them
    int64_t max_rows = 0;  ///< likewise
    float* h = nullptr;
};

/// One product of block_gemv. Weights, bias and segments: device memory that the caller keeps.
struct CudaGemv {
    const void* weights = nullptr;  ///< [outputs, columns] stored elements, at a multiple of 16 bytes
    int64_t outputs = 0;
    const void* bias = nullptr;  ///< [outputs] `values`, or null
    void* y = nullptr;           ///< [rows, outputs] `values`, rows y_row apart
    int64_t y_row = 0;
    const CudaLoraSegment* segments = nullptr;  ///< [segment_count], their b float32; null: none
    int segment_count = 0;
};

/// What a step of AdamW is made of, as core/engine/training/adamw has it.
struct CudaAdamW {
    double learning_rate = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weight_decay = 0;
    double first_correction = 1;   ///< 1 - beta1^t
    double second_correction = 1;  ///< sqrt(1 - beta2^t)
};

/// How sample chooses. Meanings as in core/engine/inference: temperature first, then top-k, then top-p over
/// what is left.
struct CudaSampling {
    double temperature = 0;  ///< 0: the likeliest token
    double top_p = 1;
    int64_t top_k = 0;  ///< 0: off
};

/// Operations are queued on `stream` of the current device and return at once; pointers are device memory
/// unless said. What goes wrong while a kernel runs is told by synchronize. No function throws. Outputs must
/// not alias inputs unless said. Impossible shapes and types are refused before anything is queued.
///
/// `values` is the type of the untyped arrays: DType::f32 or DType::bf16. Arithmetic is float32 whatever it
/// is; results are rounded to nearest even, once unless said. Arrays are whole rows laid end to end unless a
/// row's distance is given, in elements. They may begin at any element; those at multiples of 16 bytes, with
/// rows that are too, are read faster. Every sum has one order: equal inputs give equal bits on one device.
struct CudaBackend {
    int version = cuda_backend_version;

    /// How many devices can be used. Where none can, `why` says so: no driver, too old a driver, no GPU.
    int (*device_count)(CudaStatus* why);
    CudaStatus (*describe_device)(int index, CudaDevice* device);

    /// Memory for callers that have no allocator of their own; at multiples of 256 bytes.
    CudaStatus (*allocate)(size_t bytes, void** out);
    CudaStatus (*release)(void* memory);
    CudaStatus (*copy_to_device)(void* device, const void* host, size_t bytes, CudaStream stream);
    CudaStatus (*copy_to_host)(void* host, const void* device, size_t bytes, CudaStream stream);
    CudaStatus (*synchronize)(CudaStream stream);

    /// As expand_blocks of expand_blocks.h: `elements` values of `type` at `in`, which may be unaligned,
    /// become `values`; float32 equals the reference bit for bit, bf16 is that rounded.
    CudaStatus (*expand_blocks)(DType type, const void* in, int64_t elements, DType values, void* out,
                                CudaStream stream);

    /// RMSNorm (arXiv:1910.07467), a residual added first: sum = x + residual, rounded to `values`;
    /// y[r][c] = sum[r][c] / sqrt(mean over c of sum² + epsilon) · weight[c], rounded before the weight as
    /// transformers does. Without a residual (null) x itself is normed and `sum` is not written. All [rows,
    /// columns], weight [columns]. sum may be x or residual, y may be x or residual; sum and y differ. The
    /// weight may be read before what was queued right before is done, which must not write it. With `narrow`
    /// (null: without) adapters multiply y's rows, few of them; then nothing may be written over an input.
    CudaStatus (*rms_norm)(DType values, const void* x, const void* residual, const void* weight,
                           int64_t rows, int64_t columns, float epsilon, void* sum, void* y,
                           const CudaNarrow* narrow, CudaStream stream);

    /// Its gradient for the rows that were normed (x here: the sum), the weight frozen. With n = x / rms, g =
    /// dy · weight: dx = (g - n · mean(g · n)) / rms, + add where that is not null (what reaches the sum past
    /// the norm). The rms is computed anew. dx may be dy or add.
    CudaStatus (*rms_norm_backward)(DType values, const void* x, const void* weight, const void* dy,
                                    const void* add, int64_t rows, int64_t columns, float epsilon, void* dx,
                                    CudaStream stream);

    /// RoPE (arXiv:2104.09864), pairs half a head apart as transformers has them; `inverse` turns back, which
    /// is the gradient. x and y: [tokens, heads, head_dim], tokens x_row and y_row elements apart; y may be x.
    /// cosine, sine: [table_positions, head_dim / 2] float32; positions: [tokens], or null where token t's
    /// angles are row t of the tables. A token whose position lies outside the tables becomes NaN, so that it
    /// cannot pass unseen.
    CudaStatus (*rope)(DType values, const void* x, int64_t x_row, void* y, int64_t y_row, int64_t tokens,
                       int heads, int head_dim, const float* cosine, const float* sine,
                       int64_t table_positions, const int32_t* positions, bool inverse, CudaStream stream);

    /// New tokens on their way to attention: each row's query is turned in place as rope does, bit for bit;
    /// its key, turned, and its value are written to keys[places[r]] and all_values[places[r]]. query: [rows,
    /// heads, head_dim]; key and value: [rows, key_heads, head_dim], left as they are; each of its rows apart
    /// by its own distance; cosine, sine: [rows, head_dim / 2] float32; places: [rows]; keys, all_values:
    /// [places, key_heads, head_dim]. No two rows may have one place. Where a place is negative nothing is
    /// stored for that row, and its query becomes NaN, so that it cannot pass unseen.
    CudaStatus (*store_in_rooms)(DType values, void* query, int64_t query_row, const void* key,
                                 int64_t key_row, const void* value, int64_t value_row, int64_t rows,
                                 int heads, int key_heads, int head_dim, const float* cosine,
                                 const float* sine, const int64_t* places, void* keys, void* all_values,
                                 CudaStream stream);

    /// Attention of one new token a row over the positions of its room, what store_in_rooms put there:
    /// out[r][h] = Σ over p < lengths[r] of softmax over p of (scale · query[r][h] · keys[firsts[r] + p][g]) ·
    /// all_values[firsts[r] + p][g], g = h / (heads / key_heads). query: [rows, heads, head_dim], rows
    /// query_row apart; keys, all_values: [places, key_heads, head_dim]; firsts, lengths: [rows], lengths at
    /// least 1; out: [rows, heads, head_dim]. `longest`, which no length exceeds, decides how rows are shared
    /// among blocks, and with that the order of their sums. Shapes that room_attention_takes does not take are
    /// refused. `room` is a workspace of `room_numbers`, at least room_attention_numbers, zeroed before the
    /// first call; calls of all shapes that fit may use it one after the other, not two at once. It, keys,
    /// all_values and out begin at multiples of 16 bytes. A row whose length is below 1 becomes NaN.
    CudaStatus (*room_attention)(DType values, const void* query, int64_t query_row, const void* keys,
                                 const void* all_values, int64_t rows, int heads, int key_heads, int head_dim,
                                 const int32_t* firsts, const int32_t* lengths, int64_t longest, float scale,
                                 float* room, int64_t room_numbers, void* out, CudaStream stream);

    /// SwiGLU (arXiv:2002.05202): y[i] = gate[i] / (1 + exp(-gate[i])) · up[i], all [rows, columns]. y may be
    /// gate or up. `narrow` as for rms_norm.
    CudaStatus (*swiglu)(DType values, const void* gate, const void* up, int64_t rows, int64_t columns,
                         void* y, const CudaNarrow* narrow, CudaStream stream);
    /// Its gradients from dy. dgate and dup may each be any of the inputs; they differ.
    CudaStatus (*swiglu_backward)(DType values, const void* gate, const void* up, const void* dy,
                                  int64_t elements, void* dgate, void* dup, CudaStream stream);

    /// GeGLU (arXiv:2002.05202) with the tanh form of GELU (arXiv:1606.08415), as Gemma has it: y[i] = g / 2
    /// · (1 + tanh(sqrt(2 / π) · (g + 0.044715 g³))) · up[i], g = gate[i]. y and `narrow` as for swiglu.
    CudaStatus (*geglu)(DType values, const void* gate, const void* up, int64_t rows, int64_t columns,
                        void* y, const CudaNarrow* narrow, CudaStream stream);
    /// Its gradients; aliases as for swiglu_backward.
    CudaStatus (*geglu_backward)(DType values, const void* gate, const void* up, const void* dy,
                                 int64_t elements, void* dgate, void* dup, CudaStream stream);

    /// Dropout as dropout_row of row_ops.h has it, of elements 0 to `elements`: y[i] = x[i] / (1 - p) or 0.
    /// The seed is what lies at `place` when the kernel runs, where that is not null; else `seed`. y may be
    /// x.
    CudaStatus (*dropout)(DType values, const void* x, int64_t elements, const uint64_t* place, uint64_t seed,
                          double p, void* y, CudaStream stream);

    /// Cross entropy in nats: losses[r] = -log softmax(logits[r])[labels[r]]; where `gradient`, logits[r]
    /// become softmax - onehot. logits: [rows, columns]; labels: [rows]; losses: [rows] float32. Label -100
    /// is ignored: loss and gradient are 0. Any other label outside the columns makes the loss NaN, and the
    /// gradient too.
    CudaStatus (*cross_entropy)(DType values, void* logits, int64_t rows, int64_t columns,
                                const int64_t* labels, float* losses, bool gradient, CudaStream stream);

    /// Products of a few rows with up to three stored matrices in one launch, for decoding: y[r][o] = Σ over
    /// c of x[r][c] · W[o][c] + bias[o] + Σ over the product's segments of row r, and over j < their rank, of
    /// h[r][j] · B[o][j], for r < rows, 1 to 8: what lora_narrow left in h. All is summed in float32 and
    /// rounded once. Several segments may act on a row; their `a` is not read. W: `outputs` rows of `columns`
    /// elements of `type`, laid end to end; types q4_0, q4_1, q8_0, q4_k, q6_k, nf4 in its three kinds,
    /// int8_rows (columns a multiple of the block), f32, bf16 (any). x: rows x_row apart. `products` is host
    /// memory, read before the call returns. Weights are read once whatever `rows` is. A result depends
    /// neither on the other products of a launch nor on what the other rows hold; where values and weights are
    /// bf16, sums of two rows and more are in another order than those of one. Weights may be read
    /// before what was queued right before is done: it must not write them.
    CudaStatus (*block_gemv)(DType type, const CudaGemv* products, int product_count, int64_t columns,
                             DType values, const void* x, int64_t x_row, int rows, const float* h,
                             CudaStream stream);

    /// LoRA (arXiv:2106.09685) of several adapters in one batch of few rows, grouped by adapter as Punica
    /// does (arXiv:2310.18547): h[r][j] = scale · Σ over c of x[r][c] · A[j][c] for each segment's rows r and
    /// j < its rank. x: [.., inputs], rows x_row apart; A: `weights`, f32 or bf16; h: float32, where each
    /// segment says, so that one call serves all modules that read x, and rows that several adapters act on.
    /// segments: [segment_count], at most 65535, device memory as what they point to; max_rank is the largest
    /// rank among them. The rest of h is left as it is. No two segments may have a place in h in common. A may
    /// be read before what was queued right before is done, which must not write it.
    CudaStatus (*lora_narrow)(DType values, const void* x, int64_t x_row, int64_t inputs, DType weights,
                              const CudaLoraSegment* segments, int segment_count, int max_rank, float* h,
                              CudaStream stream);

    /// The other half, for products that block_gemv does not take: y[r][o] += Σ over j of h[r][j] · B[o][j],
    /// in place. y: [.., outputs], rows y_row apart. No row may belong to two segments of one call: where
    /// several adapters act on a row, each has a call of its own.
    CudaStatus (*lora_widen)(DType values, const float* h, DType weights, const CudaLoraSegment* segments,
                             int segment_count, int64_t outputs, void* y, int64_t y_row, CudaStream stream);

    /// A step of AdamW (arXiv:1711.05101) over flat float32 buffers of `elements`, operation by operation as
    /// core/engine/training/adamw does it through LibTorch on a GPU. `step` is host memory, read before the
    /// call returns. parameters and both moments are changed in place, gradient is not.
    CudaStatus (*adamw)(float* parameters, const float* gradient, float* first_moment, float* second_moment,
                        int64_t elements, const CudaAdamW* step, CudaStream stream);

    /// One token a row: tokens[r] is drawn from logits[r] with uniforms[r], in [0, 1), by going through the
    /// candidates in falling order until their probability exceeds it. Ties fall to the smaller id; NaN
    /// counts as -infinity. logits: [rows, columns]; uniforms: [rows]; `options` is host memory, read before
    /// the call returns. Probabilities are float32 and their sums exact, so that a choice differs from one in
    /// float64 only where the number falls within rounding of a boundary.
    CudaStatus (*sample)(DType values, const void* logits, int64_t rows, int64_t columns,
                         const CudaSampling* options, const double* uniforms, int64_t* tokens,
                         CudaStream stream);
};

/// What block_gemv takes: at most so many rows, so many products, and these types of weights.
inline constexpr int block_gemv_rows = 8;
inline constexpr int block_gemv_products = 3;
constexpr bool block_gemv_takes(DType type) {
    switch (type) {
        case DType::f32:
        case DType::bf16:
        case DType::q4_0:
        case DType::q4_1:
        case DType::q8_0:
        case DType::q4_k:
        case DType::q6_k:
        case DType::nf4:
        case DType::nf4_f16:
        case DType::nf4_bf16:
        case DType::int8_rows:
            return true;
        default:
            return false;
    }
}

/// What room_attention takes: heads of a multiple of 8 up to 256, 1 to 16 of which share a key head.
constexpr bool room_attention_takes(int heads, int key_heads, int head_dim) {
    return key_heads > 0 && heads > 0 && heads % key_heads == 0 && heads / key_heads <= 16 && head_dim > 0 &&
           head_dim <= 256 && head_dim % 8 == 0;
}

/// At most so many blocks share the keys of a row and key head; where several do, they are at most so many in
/// all, and the pairs that need a count at most half of them.
inline constexpr int64_t room_attention_splits = 64, room_attention_parts = 1024;
inline constexpr int64_t room_attention_counts = room_attention_parts / 2;

/// How many float32 numbers room_attention's workspace holds for up to `rows` rows of at most `longest`
/// positions, on any device. It never falls with either. The counts that it begins with lie in one place
/// whatever the shape, so that no call spoils another's.
constexpr int64_t room_attention_numbers(int64_t rows, int heads, int key_heads, int head_dim,
                                         int64_t longest) {
    const int64_t splits = longest < room_attention_splits ? longest : room_attention_splits;
    const int64_t wanted = rows * key_heads * splits;
    const int64_t parts = wanted < room_attention_parts ? wanted : room_attention_parts;
    return room_attention_counts + parts * (heads / key_heads) * (head_dim + 2);
}

/// Names under which the library exports its table, and a text that says whether LibTorch can use a GPU
/// through it: empty where it can, else why not. The first call of the latter opens libtorch_cuda where a GPU
/// was found.
inline constexpr const char* cuda_backend_symbol = "lora_cuda_backend";
inline constexpr const char* cuda_probe_symbol = "lora_cuda_probe";
using CudaBackendFunction = const CudaBackend* (*)();
using CudaProbeFunction = const char* (*)();

}  // namespace lora::kernels
