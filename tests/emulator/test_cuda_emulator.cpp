// SPDX-License-Identifier: Apache-2.0
// The emulator finds mistakes that a GPU would punish: kernels that are right, and the same with one mistake.
#include <numeric>

#include "kernels/cuda/emulator/device.h"
#include "tests/support/test_main.h"

namespace lora::kernels::cuda::emulator {

constexpr unsigned threads = 96;

/// Each thread takes the value of its mirror image. Without a barrier it may come too early.
void mirror(int* values, bool barrier) {
    __shared__ int room[threads];
    room[threadIdx.x] = static_cast<int>(threadIdx.x);
    if (barrier) __syncthreads();
    values[threadIdx.x] = room[threads - 1 - threadIdx.x];
    if (barrier) __syncthreads();
    room[threadIdx.x] = -1;
}

QString error_of(dim3 grid, unsigned block, const std::function<void()>& thread) {
    run_grid(grid, block, thread);
    const cudaError_t error = cudaGetLastError();
    return error == cudaSuccess ? QString() : QString(cudaGetErrorString(error));
}

class TestCudaEmulator : public test::TestObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_barrier_left_out_shows_in_the_result() {
        std::vector<int> wanted(threads), got(threads);
        std::iota(wanted.rbegin(), wanted.rend(), 0);
        QCOMPARE(error_of(3, threads, [&] { mirror(got.data(), true); }), QString());
        QCOMPARE(got, wanted);
        QCOMPARE(error_of(3, threads, [&] { mirror(got.data(), false); }), QString());
        QVERIFY(got != wanted);
    }

    void every_thread_of_every_block_runs_once() {
        std::vector<int> runs(6 * threads);
        const auto count = [&] {
            const unsigned first = (blockIdx.y * gridDim.x + blockIdx.x) * blockDim.x;
            ++runs[first + threadIdx.x];
        };
        QCOMPARE(error_of({2, 3}, threads, count), QString());
        QCOMPARE(runs, std::vector<int>(6 * threads, 1));
    }

    void warps_exchange_values_as_cuda_defines_it() {
        std::vector<int> crossed(threads), risen(threads), counts(threads);
        std::vector<unsigned> ballots(threads);
        const auto exchange = [&] {
            const unsigned t = threadIdx.x;
            crossed[t] = __shfl_xor_sync(0xffffffffU, static_cast<int>(t), 5);
            risen[t] = __shfl_up_sync(0xffffffffU, static_cast<int>(t), 3U);
            ballots[t] = __ballot_sync(0xffffffffU, t % 32 < 2 || t == 95);
            counts[t] = __syncthreads_count(t % 3 == 0);
        };
        QCOMPARE(error_of(1, threads, exchange), QString());
        for (int t = 0; t < int(threads); ++t) {
            const auto at = static_cast<size_t>(t);
            QCOMPARE(crossed[at], t ^ 5);
            QCOMPARE(risen[at], t % 32 < 3 ? t : t - 3);
            QCOMPARE(ballots[at], t < 64 ? 3U : 0x80000003U);
            QCOMPARE(counts[at], 32);
        }
    }

    void a_barrier_that_not_all_threads_reach_is_told() {
        const QString error = error_of(1, threads, [] {
            if (threadIdx.x != 40) __syncthreads();
        });
        QVERIFY2(error.contains("95 threads wait at") && error.contains("test_cuda_emulator.cpp"),
                 qPrintable(error));
    }

    void threads_at_different_barriers_are_told() {
        const QString error = error_of(1, threads, [] {
            if (threadIdx.x < 32)
                __syncthreads();
            else
                __syncthreads();
        });
        QVERIFY2(error.contains("for one that came to"), qPrintable(error));
    }

    void a_shuffle_without_all_lanes_is_told() {
        const QString left = error_of(1, threads, [] {
            if (threadIdx.x != 40) __ballot_sync(0xffffffffU, true);
        });
        QVERIFY2(left.contains("31 threads wait at"), qPrintable(left));
        const QString absent = error_of(1, 16, [] { __ballot_sync(0xffffffffU, true); });
        QVERIFY2(absent.contains("threads wait at"), qPrintable(absent));
    }

    void launches_beyond_cudas_limits_are_refused() {
        const auto nothing = [] {};
        for (const auto& [grid, block] :
             {std::pair(dim3(1), 1025U), {dim3(0), 32U}, {dim3(1), 0U}, {dim3(1, 65536), 32U}}) {
            run_grid(grid, block, nothing);
            QCOMPARE(cudaGetLastError(), cudaErrorInvalidConfiguration);
        }
        QCOMPARE(error_of(1, threads, nothing), QString());  // and the next launch does not answer for them
    }
};

}  // namespace lora::kernels::cuda::emulator

LORA_TEST_MAIN(lora::kernels::cuda::emulator::TestCudaEmulator)
#include "test_cuda_emulator.moc"
