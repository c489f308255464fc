// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/operations.cuh"
#include "kernels/cuda/sums.cuh"
#include "kernels/cuda/values.cuh"

namespace lora::kernels::cuda {

namespace {

constexpr int run_length = 8;
constexpr int narrow_threads = 512;
/// Runs of a thread whose loads are in flight together.
constexpr int runs_at_once = 4;
/// Rows that share one reading of A or B.
constexpr int shared_rows = 4;

__device__ bool at_16(const void* pointer) {
    return reinterpret_cast<uintptr_t>(pointer) % 16 == 0;
}

/// A block one row of one segment's A.
template <class T, class W>
__global__ void __launch_bounds__(narrow_threads)
    narrow_kernel(const T* x, int64_t x_row, bool x_aligned, int64_t inputs,
                  const CudaLoraSegment* __restrict__ segments, float* h) {
    const CudaLoraSegment segment = segments[blockIdx.y];
    const int j = static_cast<int>(blockIdx.x);
    if (j >= segment.rank) return;
    const W* a = global(static_cast<const W*>(segment.a)) + j * inputs;
    const bool vectors = x_aligned && inputs % run_length == 0 && at_16(segment.a);
    constexpr int64_t step = narrow_threads * run_length;
    const int64_t first = threadIdx.x * run_length;
    float w[runs_at_once][run_length];
    const auto read = [&](int64_t c) {
#pragma unroll
        for (int run = 0; run < runs_at_once; ++run)
            if (c + run * step < inputs) load(a + c + run * step, w[run]);
    };
    // A, which nothing writes, comes while earlier work ends.
    if (vectors) read(first);
    for (int64_t c = first + runs_at_once * step; c < inputs; c += step)
        expect(a + c);
    await_earlier();
    for (int64_t done = 0; done < segment.rows; done += shared_rows) {
        const int rows = static_cast<int>(min(static_cast<int64_t>(shared_rows), segment.rows - done));
        const T* at = x + (segment.first_row + done) * x_row;
        float sums[shared_rows] = {};
        if (vectors) {
            for (int64_t c = first; c < inputs; c += step * runs_at_once) {
                if (done > 0 || c > first) read(c);
#pragma unroll
                for (int r = 0; r < shared_rows; ++r) {
                    if (r >= rows) break;
                    float v[runs_at_once][run_length];
#pragma unroll
                    for (int run = 0; run < runs_at_once; ++run)
                        if (c + run * step < inputs) load(at + r * x_row + c + run * step, v[run]);
#pragma unroll
                    for (int run = 0; run < runs_at_once; ++run) {
                        if (c + run * step >= inputs) break;
#pragma unroll
                        for (int i = 0; i < run_length; ++i)
                            sums[r] = fmaf(w[run][i], v[run][i], sums[r]);
                    }
                }
            }
        } else {
            for (int64_t c = threadIdx.x; c < inputs; c += narrow_threads) {
                const float w = to_float(a[c]);
#pragma unroll
                for (int r = 0; r < shared_rows; ++r)
                    if (r < rows) sums[r] = fmaf(w, to_float(at[r * x_row + c]), sums[r]);
            }
        }
#pragma unroll
        for (int r = 0; r < shared_rows; ++r) {
            if (r >= rows) break;  // for all threads of the block
            const float sum = block_joined(sums[r]);
            if (threadIdx.x == 0)
                h[segment.h_offset + (segment.first_row + done + r) * segment.h_row + j] =
                    segment.scale * sum;
        }
    }
}

/// A thread one output of one segment: a row of B.
template <class T, class W>
__global__ void widen_kernel(const float* __restrict__ h, const CudaLoraSegment* __restrict__ segments,
                             int64_t outputs, T* y, int64_t y_row) {
    const CudaLoraSegment segment = segments[blockIdx.y];
    const int64_t o = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (o >= outputs || segment.rank <= 0) return;
    const W* b = global(static_cast<const W*>(segment.b)) + o * segment.rank;
    const int64_t h_row = segment.h_row;
    const bool vectors =
        at_16(h + segment.h_offset) && h_row % 4 == 0 && segment.rank % run_length == 0 && at_16(segment.b);
    for (int64_t done = 0; done < segment.rows; done += shared_rows) {
        const int rows = static_cast<int>(min(static_cast<int64_t>(shared_rows), segment.rows - done));
        const float* at = h + segment.h_offset + (segment.first_row + done) * h_row;
        float sums[shared_rows] = {};
        if (vectors) {
            for (int j = 0; j < segment.rank; j += run_length) {
                float w[run_length];
                load(b + j, w);
#pragma unroll
                for (int r = 0; r < shared_rows; ++r) {
                    if (r >= rows) break;
                    float v[run_length];
                    load(at + r * h_row + j, v);
#pragma unroll
                    for (int i = 0; i < run_length; ++i)
                        sums[r] = fmaf(w[i], v[i], sums[r]);
                }
            }
        } else {
            for (int j = 0; j < segment.rank; ++j) {
                const float w = to_float(b[j]);
#pragma unroll
                for (int r = 0; r < shared_rows; ++r)
                    if (r < rows) sums[r] = fmaf(w, at[r * h_row + j], sums[r]);
            }
        }
#pragma unroll
        for (int r = 0; r < shared_rows; ++r) {
            if (r >= rows) break;
            T* out = y + (segment.first_row + done + r) * y_row + o;
            *out = from_float<T>(to_float(*out) + sums[r]);
        }
    }
}

bool impossible(int segment_count) {
    return segment_count < 0 || segment_count > 65535;  // the grid's second side
}

}  // namespace

CudaStatus lora_narrow(DType values, const void* x, int64_t x_row, int64_t inputs, DType weights,
                       const CudaLoraSegment* segments, int segment_count, int max_rank, float* h,
                       CudaStream stream) {
    if (impossible(segment_count) || inputs <= 0 || x_row < inputs || max_rank < 0)
        return failure("lora_narrow: impossible shape");
    return with_values(values, "lora_narrow", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        return with_values(weights, "lora_narrow's weights", [&](auto* weight_type) {
            using W = std::remove_pointer_t<decltype(weight_type)>;
            if (segment_count == 0 || max_rank == 0) return CudaStatus{};
            const bool x_aligned = aligned({x}) && x_row * sizeof(T) % 16 == 0;
            const dim3 grid(static_cast<unsigned>(max_rank), static_cast<unsigned>(segment_count));
            launch_early(narrow_kernel<T, W>, grid, narrow_threads, stream, static_cast<const T*>(x), x_row,
                         x_aligned, inputs, segments, h);
            return launched("lora_narrow");
        });
    });
}

CudaStatus lora_widen(DType values, const float* h, DType weights, const CudaLoraSegment* segments,
                      int segment_count, int64_t outputs, void* y, int64_t y_row, CudaStream stream) {
    if (impossible(segment_count) || outputs < 0 || y_row < outputs)
        return failure("lora_widen: impossible shape");
    return with_values(values, "lora_widen", [&](auto* value_type) {
        using T = std::remove_pointer_t<decltype(value_type)>;
        return with_values(weights, "lora_widen's weights", [&](auto* weight_type) {
            using W = std::remove_pointer_t<decltype(weight_type)>;
            if (segment_count == 0 || outputs == 0) return CudaStatus{};
            const unsigned blocks = grid_for(outputs);
            if (blocks == 0) return failure("lora_widen: too many outputs for one launch");
            const dim3 grid(blocks, static_cast<unsigned>(segment_count));
            launch(widen_kernel<T, W>, grid, threads_per_block, stream, h, segments, outputs,
                   static_cast<T*>(y), y_row);
            return launched("lora_widen");
        });
    });
}

}  // namespace lora::kernels::cuda
