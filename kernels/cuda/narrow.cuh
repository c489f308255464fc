// SPDX-License-Identifier: Apache-2.0
// Products with adapters' A in the launch that makes what they multiply: a step of decoding has a kernel less
// to wait for. The rows are made anew by every block that needs them, which is little work where each of a
// GPU's multiprocessors has one such block at most; of more, products are a launch of their own.
#pragma once

#include <algorithm>

#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

/// What a thread of a block that multiplies by a row of A has of it: every blockDim.x-th run of `width`
/// neighbours, of which it keeps the first `held`.
template <int width, int held>
struct NarrowRow {
    CudaLoraSegment segment;
    const float* a;
    bool vectors;
    float* h;
    int64_t columns;
    int j;
    float values[held][width];
    float sum;

    /// Row `row` of segment number `number`; false where it has none.
    __device__ bool begin(const CudaNarrow& narrow, int number, int row, int64_t inputs) {
        segment = global(narrow.segments)[number];
        if (row >= segment.rank) return false;
        a = global(static_cast<const float*>(segment.a)) + row * inputs;
        vectors = reinterpret_cast<uintptr_t>(a) % 16 == 0;
        h = narrow.h;
        columns = inputs;
        j = row;
        return true;
    }
    /// A, which nothing writes, can come while earlier work ends.
    __device__ void read() {
#pragma unroll
        for (int n = 0; n < held; ++n) {
            const int64_t c = (static_cast<int64_t>(n) * blockDim.x + threadIdx.x) * width;
            if (c < columns) take(c, values[n]);
        }
        for (int64_t c = (static_cast<int64_t>(held) * blockDim.x + threadIdx.x) * width; c < columns;
             c += static_cast<int64_t>(blockDim.x) * width)
            expect(a + c);
    }
    /// of_row(r), which adds all of row r, for each row that is this block's; then h gets it.
    template <class OfRow>
    __device__ void each_row(OfRow of_row) {
        const int64_t end = segment.first_row + segment.rows;
        for (int64_t r = segment.first_row + blockIdx.z; r < end; r += gridDim.z) {
            sum = 0;
            of_row(r);
            const float all = block_joined(sum);
            if (threadIdx.x == 0) h[segment.h_offset + r * segment.h_row + j] = segment.scale * all;
        }
    }
    /// x's nth run of this thread, rounded to T as it is stored.
    template <class T>
    __device__ void add(int n, int64_t c, const float (&x)[width]) {
        float of_a[width];
        bool kept = false;
#pragma unroll
        for (int k = 0; k < held; ++k) {  // not by index: that would take them to each thread's memory
            if (n != k) continue;
            kept = true;
#pragma unroll
            for (int i = 0; i < width; ++i)
                of_a[i] = values[k][i];
        }
        if (!kept) take(c, of_a);
#pragma unroll
        for (int i = 0; i < width; ++i)
            sum = fmaf(of_a[i], rounded<T>(x[i]), sum);
    }

  private:
    __device__ void take(int64_t c, float (&out)[width]) const {
        if (vectors)
            load(a + c, out);
        else
            load_each(a + c, out);
    }
};

/// Blocks that share a segment's rows.
inline constexpr int64_t narrow_row_blocks = 8;

inline bool impossible(const CudaNarrow& narrow, int64_t rows) {
    return narrow.segment_count < 0 || narrow.segment_count > 65534 || narrow.max_rank < 0 || rows > 65535 ||
           (narrow.segment_count > 0 && (!narrow.segments || !narrow.h));
}
inline bool has_work(const CudaNarrow* narrow) {
    return narrow && narrow->segment_count > 0 && narrow->max_rank > 0;
}
inline int64_t row_blocks(const CudaNarrow& narrow) {
    return std::clamp<int64_t>(narrow.max_rows, 1, narrow_row_blocks);
}
/// Whether the operation's own launch is to compute them.
inline bool comes_along(const CudaNarrow* narrow) {
    return has_work(narrow) && int64_t{narrow->segment_count} * narrow->max_rank * row_blocks(*narrow) <=
                                   device_attribute(cudaDevAttrMultiProcessorCount);
}
/// `blocks` for the operation itself, and beside them those of the segments.
inline dim3 narrow_grid(const CudaNarrow& narrow, int64_t blocks) {
    return dim3(static_cast<unsigned>(std::max<int64_t>(blocks, narrow.max_rank)),
                static_cast<unsigned>(narrow.segment_count) + 1, static_cast<unsigned>(row_blocks(narrow)));
}
/// What did not come along, of the rows y that `made` wrote.
inline CudaStatus follow_up(const CudaStatus& made, const CudaNarrow* narrow, DType values, const void* y,
                            int64_t columns, CudaStream stream) {
    if (!made.ok || !has_work(narrow)) return made;
    return lora_narrow(values, y, columns, columns, DType::f32, narrow->segments, narrow->segment_count,
                       narrow->max_rank, narrow->h, stream);
}

}  // namespace lora::kernels::cuda
