// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/cuda/gemv_matrices.cuh"
#include "kernels/cuda/ring_gemv.cuh"
#include "kernels/cuda/stretches.cuh"
#include "kernels/cuda/sums.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int gemv_warps = 4;
constexpr int gemv_threads = gemv_warps * warp_size;

/// How a warp goes about its work. A multiprocessor reaches the memory's speed with some 32 KiB asked for at
/// a time. Of few rows of x, what is read of plain weights costs little to multiply: a warp an output, so
/// that small matrices too have enough warps. Quantised ones cost more to expand and to meet with x: two
/// outputs share what is read of x.
template <bool plain, int max_rows, bool vectors>
struct Way {
    static constexpr bool few_rows = vectors && max_rows <= 2;
    /// Rows of W that a warp multiplies.
    static constexpr int outputs = few_rows && plain ? 1 : 2;
    /// Stretches of each that a lane asks for before it waits for the first.
    static constexpr int in_flight = few_rows ? 4 : vectors && max_rows <= 4 ? 2 : 1;
};

/// Adds this lane's share of each segment's part of outputs `at`.
template <int outputs, int max_rows>
__device__ void add_lora(const CudaLoraSegment* __restrict__ segments, int count, const float* h,
                         const int64_t (&at)[outputs], int rows, int lane, float (&sums)[outputs][max_rows]) {
    for (int s = 0; s < count; ++s) {
        const CudaLoraSegment segment = global(segments)[s];
        const int64_t end = segment.first_row + segment.rows;
        const float* b = global(static_cast<const float*>(segment.b));
#pragma unroll 1
        for (int j = lane; j < segment.rank; j += warp_size) {
            float w[outputs];
#pragma unroll
            for (int o = 0; o < outputs; ++o)
                w[o] = b[at[o] * segment.rank + j];
#pragma unroll
            for (int r = 0; r < max_rows; ++r) {
                if (r >= rows || r < segment.first_row || r >= end) continue;
                const float v = h[segment.h_offset + r * segment.h_row + j];
#pragma unroll
                for (int o = 0; o < outputs; ++o)
                    sums[o][r] = fmaf(w[o], v, sums[o][r]);
            }
        }
    }
}

/// What a lane multiplies: of each of its warp's rows of W every 32nd stretch, expanded once for all rows of
/// x.
template <DType type, class T, int max_rows, bool vectors>
struct Lane {
    using Part = Stretch<type>;
    using Raw = typename Part::Raw;
    using Mine = Way<Part::plain, max_rows, vectors>;
    static constexpr int outputs = Mine::outputs, in_flight = Mine::in_flight;

    Bytes row[outputs];
    const T* x;
    int64_t x_row;
    int rows;
    float sums[outputs][max_rows];

    __device__ void read(int64_t n, Raw (&raw)[outputs]) const {
#pragma unroll
        for (int o = 0; o < outputs; ++o)
            raw[o] = Part::template read<vectors>(row[o], n);
    }

    __device__ void multiply(int64_t n, const Raw (&raw)[outputs]) {
        float w[outputs][Part::runs][run_length];
#pragma unroll
        for (int o = 0; o < outputs; ++o)
            Part::expand(raw[o], n, w[o]);
        const T* at = x + Part::first_column(n);
#pragma unroll
        for (int r = 0; r < max_rows; ++r) {
            if (r >= rows) break;  // also at one row: the compiler moves no read of W behind it
#pragma unroll
            for (int run = 0; run < Part::runs; ++run) {
                float v[run_length];
                if constexpr (vectors)
                    load(at + r * x_row + run * Part::gap, v);
                else
                    load_each(at + r * x_row + run * Part::gap, v);
#pragma unroll
                for (int o = 0; o < outputs; ++o) {
#pragma unroll
                    for (int i = 0; i < run_length; ++i)
                        sums[o][r] = fmaf(w[o][run][i], v[i], sums[o][r]);
                }
            }
        }
    }

    /// Stretches n, n + 32, ..., those below `end` where they are not all (`whole`).
    template <bool whole, class Meanwhile>
    __device__ void round(int64_t n, int64_t end, Meanwhile meanwhile) {
        Raw raw[in_flight][outputs];
#pragma unroll
        for (int i = 0; i < in_flight; ++i)
            if (whole || n + i * warp_size < end) read(n + i * warp_size, raw[i]);
        meanwhile();
#pragma unroll
        for (int i = 0; i < in_flight; ++i)
            if (whole || n + i * warp_size < end) multiply(n + i * warp_size, raw[i]);
    }

    /// One column, of plain weights.
    __device__ void multiply_column(int64_t c) {
#pragma unroll
        for (int o = 0; o < outputs; ++o) {
            const float weight = to_float(reinterpret_cast<const typename Part::Value*>(row[o])[c]);
#pragma unroll
            for (int r = 0; r < max_rows; ++r)
                if (r < rows) sums[o][r] = fmaf(weight, to_float(x[r * x_row + c]), sums[o][r]);
        }
    }
};

/// `vectors`: rows of x, and of a plain W, at multiples of 16 bytes.
template <DType type, class T, int max_rows, bool vectors>
__global__ void __launch_bounds__(gemv_threads)
    gemv_kernel(Matrices<T> matrices, int64_t row_bytes, int64_t columns, const T* x, int64_t x_row, int rows,
                const float* h) {
    using Part = Stretch<type>;
    using Mine = Lane<type, T, max_rows, vectors>;
    constexpr int outputs = Mine::outputs;
    if constexpr (Part::tabled) Part::prepare();
    int64_t block = blockIdx.x;
    const Matrix<T> matrix = matrix_of_block(matrices, block);
    const int lane = static_cast<int>(threadIdx.x) % warp_size;
    const int64_t first = (block * gemv_warps + threadIdx.x / warp_size) * outputs;
    if (first >= matrix.outputs) return;
    Mine mine{{}, x, x_row, rows, {}};
    int64_t output[outputs];
#pragma unroll
    for (int o = 0; o < outputs; ++o) {  // past the end: the last row once more, its sum not written
        output[o] = first + o < matrix.outputs ? first + o : matrix.outputs - 1;
        mine.row[o] = global(matrix.weights) + output[o] * row_bytes;
    }
    const int64_t stretches = columns / Part::elements;
    constexpr int64_t in_round = Mine::in_flight * warp_size;
    int64_t done = 0;
    bool awaited = false;
    const auto await_once = [&] {  // the first weights, which nothing writes, are on their way
        if (awaited) return;
        if (lane < matrix.segment_count) expect_lora(matrix.segments + lane, first);
        await_earlier();
        add_lora(matrix.segments, matrix.segment_count, h, output, rows, lane, mine.sums);
        awaited = true;
    };
    for (; done + in_round <= stretches; done += in_round)
        mine.template round<true>(done + lane, stretches, await_once);
    if (done < stretches) mine.template round<false>(done + lane, stretches, await_once);
    await_once();
    if constexpr (Part::plain) {
#pragma unroll 1
        for (int64_t c = stretches * Part::elements + lane; c < columns; c += warp_size)
            mine.multiply_column(c);
    }
#pragma unroll
    for (int o = 0; o < outputs; ++o) {
        const float bias = matrix.bias ? to_float(global(matrix.bias)[output[o]]) : 0.0F;
#pragma unroll
        for (int r = 0; r < max_rows; ++r) {
            const float sum = warp_joined(mine.sums[o][r]);
            if (lane == 0 && r < rows && first + o < matrix.outputs)
                global(matrix.y)[r * matrix.y_row + first + o] = from_float<T>(sum + bias);
        }
    }
}

template <class T>
using Kernel = void(Matrices<T>, int64_t, int64_t, const T*, int64_t, int, const float*);

template <class T>
struct Chosen {
    Kernel<T>* kernel;
    int outputs;  ///< of a warp
};

template <DType type, class T, int max_rows, bool vectors>
Chosen<T> chosen() {
    return {gemv_kernel<type, T, max_rows, vectors>, Lane<type, T, max_rows, vectors>::outputs};
}

template <DType type, class T>
Chosen<T> choose_kernel(int rows, bool vectors) {
    if (!vectors) return chosen<type, T, 8, false>();
    if (rows == 1) return chosen<type, T, 1, true>();
    if (rows == 2) return chosen<type, T, 2, true>();
    return rows <= 4 ? chosen<type, T, 4, true>() : chosen<type, T, 8, true>();
}

/// What the products of a launch have in common.
struct Shared {
    const CudaGemv* products;
    int product_count;
    int64_t columns;
    const void* x;
    int64_t x_row;
    int rows;
    const float* h;
};

/// Parts of `part_outputs` for each product. False where no grid holds them.
template <class T>
bool lay_parts(const Shared& shared, int64_t part_outputs, Matrices<T>& matrices, int64_t& parts) {
    parts = 0;
    for (int i = 0; i < shared.product_count; ++i) {
        const CudaGemv& product = shared.products[i];
        const int64_t blocks = (product.outputs + part_outputs - 1) / part_outputs;
        parts += blocks;
        if (parts > INT32_MAX) return false;
        matrices.all[i] = {static_cast<Bytes>(product.weights),
                           product.outputs,
                           static_cast<const T*>(product.bias),
                           static_cast<T*>(product.y),
                           product.y_row,
                           product.segments,
                           product.segments ? product.segment_count : 0,
                           static_cast<unsigned>(blocks)};
    }
    return true;
}

/// Of the current device: blocks of a ring that its multiprocessors hold together.
int64_t ring_blocks() {
    const int64_t memory = device_attribute(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
    constexpr int64_t wanted = ring_bytes + int64_t{1024} * 10;  // its shares and the driver's part too
    return device_attribute(cudaDevAttrMultiProcessorCount) *
           std::clamp<int64_t>(memory / wanted, 1, ring_blocks_at_once);
}

template <DType type>
CudaStatus multiply(const Shared& shared, DType values, CudaStream stream) {
    constexpr DTypeInfo info = dtype_info(type);
    if (shared.columns % info.block_elements != 0) return failure("block_gemv: the last block is not whole");
    const int64_t row_bytes = shared.columns / info.block_elements * info.block_bytes;
    return with_values(values, "block_gemv", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        const bool rows_aligned = shared.rows == 1 || shared.x_row * sizeof(T) % 16 == 0;
        const bool weights_aligned = !Stretch<type>::plain || row_bytes % 16 == 0;
        const bool vectors = aligned({shared.x}) && rows_aligned && weights_aligned;
        // A kernel, how many outputs a part of a matrix has, at most how many blocks compute the parts, what
        // a block is, and what the kernel is told of W's shape.
        const auto run = [&](auto* kernel, int outputs, int64_t most_blocks, Block block, auto... shape) {
            Matrices<T> matrices{};
            int64_t parts = 0;
            if (!lay_parts(shared, outputs, matrices, parts))
                return failure("block_gemv: too many outputs for one launch");
            if (parts == 0) return CudaStatus{};
            launch_early(kernel, static_cast<unsigned>(std::min(parts, most_blocks)), block, stream, matrices,
                         shape..., shared.columns, static_cast<const T*>(shared.x), shared.x_row, shared.rows,
                         shared.h);
            return launched("block_gemv");
        };
        if constexpr (type == DType::bf16 && std::is_same_v<T, BFloat16>) {
            if (vectors && shared.rows >= ring_rows_from && compute_major() >= 8)
                return run(ring_gemv_kernel, tile_outputs, ring_blocks(), {ring_threads, ring_bytes});
        }
        const auto [kernel, warp_outputs] = choose_kernel<type, T>(shared.rows, vectors);
        return run(kernel, gemv_warps * warp_outputs, INT32_MAX, {gemv_threads}, row_bytes);
    });
}

/// Why a product cannot be computed; null where it can.
const char* impossible(const CudaGemv& product, int rows, const float* h) {
    if (product.outputs < 0) return "block_gemv: impossible shape";
    if (product.outputs > INT64_C(1) << 40) return "block_gemv: too many outputs for one launch";
    if (rows > 1 && product.y_row < product.outputs) return "block_gemv: rows lie over each other";
    if (!aligned({product.weights})) return "block_gemv: weights must lie at a multiple of 16 bytes";
    if (product.segment_count < 0 || (product.segment_count > 0 && !product.segments))
        return "block_gemv: segments that are not there";
    if (product.segment_count > 0 && !h) return "block_gemv: segments without their h";
    return nullptr;
}

}  // namespace

CudaStatus block_gemv(DType type, const CudaGemv* products, int product_count, int64_t columns, DType values,
                      const void* x, int64_t x_row, int rows, const float* h, CudaStream stream) {
    if (!products || product_count < 1 || product_count > block_gemv_products)
        return failure("block_gemv: not 1 to 3 products");
    if (columns <= 0 || rows < 1 || rows > block_gemv_rows)
        return failure("block_gemv: impossible shape, or not 1 to 8 rows");
    if (rows > 1 && x_row < columns) return failure("block_gemv: rows lie over each other");
    for (int i = 0; i < product_count; ++i)
        if (const char* why = impossible(products[i], rows, h)) return failure(why);
    const Shared shared{products, product_count, columns, x, x_row, rows, h};
    switch (type) {
        case DType::f32:
            return multiply<DType::f32>(shared, values, stream);
        case DType::bf16:
            return multiply<DType::bf16>(shared, values, stream);
        case DType::q4_0:
            return multiply<DType::q4_0>(shared, values, stream);
        case DType::q4_1:
            return multiply<DType::q4_1>(shared, values, stream);
        case DType::q8_0:
            return multiply<DType::q8_0>(shared, values, stream);
        case DType::q4_k:
            return multiply<DType::q4_k>(shared, values, stream);
        case DType::q6_k:
            return multiply<DType::q6_k>(shared, values, stream);
        case DType::nf4:
            return multiply<DType::nf4>(shared, values, stream);
        case DType::nf4_f16:
            return multiply<DType::nf4_f16>(shared, values, stream);
        case DType::nf4_bf16:
            return multiply<DType::nf4_bf16>(shared, values, stream);
        case DType::int8_rows:
            return multiply<DType::int8_rows>(shared, values, stream);
        default:
            return failure("block_gemv: no product with this type of weights");
    }
}

}  // namespace lora::kernels::cuda
