// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/stretches.cuh"
#include "kernels/cuda/sums.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int gemv_warps = 4;
constexpr int gemv_threads = gemv_warps * warp_size;
/// Outputs of a warp, so that what is read of x serves twice.
constexpr int warp_outputs = 2;

/// A warp `warp_outputs` rows of W; a lane every 32nd stretch of them, expanded once for all rows of x.
/// `vectors`: rows of x, and of a plain W, at multiples of 16 bytes.
template <DType type, class T, int max_rows, bool vectors>
__global__ void __launch_bounds__(gemv_threads)
    gemv_kernel(Bytes weights, int64_t row_bytes, int64_t outputs, int64_t columns, const T* __restrict__ x,
                int64_t x_row, int rows, T* __restrict__ y, int64_t y_row) {
    using Part = Stretch<type>;
    const int lane = static_cast<int>(threadIdx.x) % warp_size;
    const int64_t warp = static_cast<int64_t>(blockIdx.x) * gemv_warps + threadIdx.x / warp_size;
    const int64_t first = warp * warp_outputs;
    if (first >= outputs) return;
    Bytes row[warp_outputs];
#pragma unroll
    for (int o = 0; o < warp_outputs; ++o)  // past the end: the last row once more, its sum not written
        row[o] = weights + (first + o < outputs ? first + o : outputs - 1) * row_bytes;
    float sums[warp_outputs][max_rows] = {};
    const int64_t stretches = columns / Part::elements;
    for (int64_t n = lane; n < stretches; n += warp_size) {
        float w[warp_outputs][Part::runs][run_length];
#pragma unroll
        for (int o = 0; o < warp_outputs; ++o)
            Part::template load<vectors>(row[o], n, w[o]);
        const T* at = x + Part::first_column(n);
#pragma unroll
        for (int r = 0; r < max_rows; ++r) {
            if (r >= rows) break;
#pragma unroll
            for (int run = 0; run < Part::runs; ++run) {
                float v[run_length];
                if constexpr (vectors)
                    load(at + r * x_row + run * Part::gap, v);
                else
                    load_each(at + r * x_row + run * Part::gap, v);
#pragma unroll
                for (int o = 0; o < warp_outputs; ++o) {
#pragma unroll
                    for (int i = 0; i < run_length; ++i)
                        sums[o][r] = fmaf(w[o][run][i], v[i], sums[o][r]);
                }
            }
        }
    }
    if constexpr (Part::plain) {
        for (int64_t c = stretches * Part::elements + lane; c < columns; c += warp_size) {
#pragma unroll
            for (int o = 0; o < warp_outputs; ++o) {
                const float weight = to_float(reinterpret_cast<const typename Part::Value*>(row[o])[c]);
#pragma unroll
                for (int r = 0; r < max_rows; ++r)
                    if (r < rows) sums[o][r] = fmaf(weight, to_float(x[r * x_row + c]), sums[o][r]);
            }
        }
    }
#pragma unroll
    for (int o = 0; o < warp_outputs; ++o) {
#pragma unroll
        for (int r = 0; r < max_rows; ++r) {
            const float sum = warp_joined(sums[o][r]);
            if (lane == 0 && r < rows && first + o < outputs) y[r * y_row + first + o] = from_float<T>(sum);
        }
    }
}

template <DType type, class T>
auto choose_kernel(int rows, bool vectors) {
    if (!vectors) return gemv_kernel<type, T, 8, false>;
    if (rows == 1) return gemv_kernel<type, T, 1, true>;
    if (rows == 2) return gemv_kernel<type, T, 2, true>;
    return rows <= 4 ? gemv_kernel<type, T, 4, true> : gemv_kernel<type, T, 8, true>;
}

struct Product {
    Bytes weights;
    int64_t outputs, columns;
    const void* x;
    int64_t x_row;
    int rows;
    void* y;
    int64_t y_row;
};

template <DType type>
CudaStatus multiply(const Product& product, DType values, CudaStream stream) {
    constexpr DTypeInfo info = dtype_info(type);
    if (product.columns % info.block_elements != 0) return failure("block_gemv: the last block is not whole");
    const int64_t row_bytes = product.columns / info.block_elements * info.block_bytes;
    const int64_t warps = (product.outputs + warp_outputs - 1) / warp_outputs;
    const int64_t grid = (warps + gemv_warps - 1) / gemv_warps;
    if (grid > INT32_MAX) return failure("block_gemv: too many outputs for one launch");
    return with_values(values, "block_gemv", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        const bool rows_aligned = product.rows == 1 || product.x_row * sizeof(T) % 16 == 0;
        const bool weights_aligned = !Stretch<type>::plain || row_bytes % 16 == 0;
        const auto kernel =
            choose_kernel<type, T>(product.rows, aligned({product.x}) && rows_aligned && weights_aligned);
        launch(kernel, static_cast<unsigned>(grid), gemv_threads, stream, product.weights, row_bytes,
               product.outputs, product.columns, static_cast<const T*>(product.x), product.x_row,
               product.rows, static_cast<T*>(product.y), product.y_row);
        return launched("block_gemv");
    });
}

}  // namespace

CudaStatus block_gemv(DType type, const void* weights, int64_t outputs, int64_t columns, DType values,
                      const void* x, int64_t x_row, int rows, void* y, int64_t y_row, CudaStream stream) {
    if (outputs < 0 || columns <= 0 || rows < 1 || rows > 8)
        return failure("block_gemv: impossible shape, or not 1 to 8 rows");
    if (rows > 1 && (x_row < columns || y_row < outputs))
        return failure("block_gemv: rows lie over each other");
    if (!aligned({weights})) return failure("block_gemv: weights must lie at a multiple of 16 bytes");
    if (outputs == 0) return {};
    const Product product{static_cast<Bytes>(weights), outputs, columns, x, x_row, rows, y, y_row};
    switch (type) {
        case DType::f32:
            return multiply<DType::f32>(product, values, stream);
        case DType::bf16:
            return multiply<DType::bf16>(product, values, stream);
        case DType::q4_0:
            return multiply<DType::q4_0>(product, values, stream);
        case DType::q4_1:
            return multiply<DType::q4_1>(product, values, stream);
        case DType::q8_0:
            return multiply<DType::q8_0>(product, values, stream);
        case DType::q4_k:
            return multiply<DType::q4_k>(product, values, stream);
        case DType::q6_k:
            return multiply<DType::q6_k>(product, values, stream);
        case DType::nf4:
            return multiply<DType::nf4>(product, values, stream);
        case DType::nf4_f16:
            return multiply<DType::nf4_f16>(product, values, stream);
        case DType::nf4_bf16:
            return multiply<DType::nf4_bf16>(product, values, stream);
        case DType::int8_rows:
            return multiply<DType::int8_rows>(product, values, stream);
        default:
            return failure("block_gemv: no product with this type of weights");
    }
}

}  // namespace lora::kernels::cuda
