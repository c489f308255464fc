// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>
#include <random>

#include "kernels/include/expand_blocks.h"
#include "tests/kernels/cuda_library.h"
#include "tests/support/test_main.h"

namespace lora::kernels {

const CudaBackend& cuda() {
    return *cuda_library().backend;
}

/// Device memory with a copy of a vector, given back at the end.
template <class T>
class OnDevice {
  public:
    OnDevice(const CudaBackend& cuda, const std::vector<T>& values) : cuda_(cuda), count_(values.size()) {
        const auto reserved = cuda_.allocate(count_ * sizeof(T), &memory_);
        if (!reserved.ok) qFatal("%s", reserved.reason);
        const auto copied = cuda_.copy_to_device(memory_, values.data(), count_ * sizeof(T), nullptr);
        if (!copied.ok) qFatal("%s", copied.reason);
    }
    ~OnDevice() { cuda_.release(memory_); }
    OnDevice(const OnDevice&) = delete;
    OnDevice& operator=(const OnDevice&) = delete;

    T* get() const { return static_cast<T*>(memory_); }
    /// Waits for what was queued before.
    std::vector<T> values() const {
        std::vector<T> out(count_);
        const auto copied = cuda_.copy_to_host(out.data(), memory_, count_ * sizeof(T), nullptr);
        const auto done = cuda_.synchronize(nullptr);
        if (!copied.ok || !done.ok) qFatal("%s%s", copied.reason, done.reason);
        return out;
    }

  private:
    const CudaBackend& cuda_;
    size_t count_;
    void* memory_ = nullptr;
};

std::vector<float> normal_values(size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values)
        value = normal(random);
    return values;
}

/// Random bytes with finite scales: half-precision fields hold small numbers.
std::vector<unsigned char> random_blocks(DType type, int64_t blocks, unsigned seed) {
    const DTypeInfo info = dtype_info(type);
    std::mt19937 random(seed);
    std::vector<unsigned char> bytes(static_cast<size_t>(blocks * info.block_bytes));
    for (auto& byte : bytes)
        byte = static_cast<unsigned char>(random());
    const auto make_finite = [&](size_t at) {
        bytes[at + 1] = static_cast<unsigned char>(bytes[at + 1] & 0xbb);
    };
    for (int64_t block = 0; block < blocks; ++block) {
        const auto at = static_cast<size_t>(block * info.block_bytes);
        switch (type) {
            case DType::f32:
                bytes[at + 3] = static_cast<unsigned char>(bytes[at + 3] & 0xbf);
                break;
            case DType::bf16:
                bytes[at + 1] = static_cast<unsigned char>(bytes[at + 1] & 0xbf);
                break;
            case DType::q6_k:
                make_finite(at + 208);
                break;
            case DType::q4_1:
            case DType::q5_1:
            case DType::q4_k:
            case DType::q5_k:
                make_finite(at + 2);
                make_finite(at);
                break;
            default:
                make_finite(at);
        }
    }
    return bytes;
}

/// Largest difference, relative to numbers above one.
double largest_difference(const std::vector<float>& got, const std::vector<double>& wanted) {
    double largest = 0;
    for (size_t i = 0; i < got.size(); ++i) {
        const double difference =
            std::abs(static_cast<double>(got[i]) - wanted[i]) / std::max(1.0, std::abs(wanted[i]));
        if (!(difference <= largest)) largest = difference;  // NaN counts
    }
    return largest;
}

/// What the GPU computes against the reference forms. Skipped as a whole where there is none.
class TestCudaOperations : public test::TestObject {
    Q_OBJECT

    void compare_rms_norm(int64_t rows, int64_t columns) {
        const auto x = normal_values(static_cast<size_t>(rows * columns), 1);
        const auto weight = normal_values(static_cast<size_t>(columns), 2);
        const OnDevice<float> device_x(cuda(), x), device_weight(cuda(), weight), y(cuda(), x);
        const auto status =
            cuda().rms_norm(device_x.get(), device_weight.get(), rows, columns, 1e-5F, y.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        std::vector<double> wanted(x.size());
        for (size_t row = 0; row < static_cast<size_t>(rows); ++row) {
            const auto width = static_cast<size_t>(columns);
            double squares = 0;
            for (size_t c = 0; c < width; ++c)
                squares += std::pow(static_cast<double>(x[row * width + c]), 2);
            const double scale = 1 / std::sqrt(squares / static_cast<double>(columns) + 1e-5);
            for (size_t c = 0; c < width; ++c)
                wanted[row * width + c] =
                    static_cast<double>(x[row * width + c]) * scale * static_cast<double>(weight[c]);
        }
        QVERIFY(largest_difference(y.values(), wanted) < 1e-5);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void a_gpu_is_described() {
        CudaDevice device;
        const auto status = cuda().describe_device(0, &device);
        QVERIFY2(status.ok, status.reason);
        QVERIFY(std::strlen(device.name) > 0);
        QVERIFY(device.total_memory_bytes >= device.free_memory_bytes && device.free_memory_bytes > 0);
    }

    void expanded_blocks_equal_the_reference_bit_for_bit_data() {
        QTest::addColumn<int>("type");
        for (const DType type : {DType::f32, DType::f16, DType::bf16, DType::q4_0, DType::q4_1, DType::q5_0,
                                 DType::q5_1, DType::q8_0, DType::q4_k, DType::q5_k, DType::q6_k})
            QTest::addRow("%s", dtype_info(type).name) << static_cast<int>(type);
    }
    void expanded_blocks_equal_the_reference_bit_for_bit() {
        QFETCH(int, type);
        const auto dtype = static_cast<DType>(type);
        const int64_t blocks = 1000;
        const int64_t elements = blocks * dtype_info(dtype).block_elements;
        const auto bytes = random_blocks(dtype, blocks, 3);
        std::vector<float> wanted(static_cast<size_t>(elements));
        expand_blocks_reference(dtype, reinterpret_cast<const std::byte*>(bytes.data()), elements,
                                wanted.data());
        const OnDevice<unsigned char> in(cuda(), bytes);
        const OnDevice<float> out(cuda(), std::vector<float>(wanted.size(), -1));
        const auto status = cuda().expand_blocks(dtype, in.get(), elements, out.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        const auto got = out.values();
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (std::memcmp(&got[i], &wanted[i], sizeof(float)) != 0)
                QFAIL(qPrintable(QString("element %1: %2, not %3").arg(i).arg(got[i]).arg(wanted[i])));
        }
    }

    void rms_norm_equals_its_definition() {
        compare_rms_norm(7, 576);
        compare_rms_norm(3, 5);
        compare_rms_norm(1, 8192);
    }

    void rope_turns_each_pair_by_its_positions_angle() {
        constexpr int tokens = 5, heads = 3, half = 32, table = 40;
        const auto x = normal_values(tokens * heads * half * 2, 4);
        const std::vector<int32_t> positions{0, 39, 7, 7, 21};
        std::vector<float> cosine(table * half), sine(table * half);
        for (size_t p = 0; p < table; ++p) {
            for (size_t d = 0; d < half; ++d) {
                const double angle =
                    static_cast<double>(p) * std::pow(10000.0, -static_cast<double>(d) / half);
                cosine[p * half + d] = static_cast<float>(std::cos(angle));
                sine[p * half + d] = static_cast<float>(std::sin(angle));
            }
        }
        std::vector<double> wanted(x.begin(), x.end());
        for (size_t head = 0; head < tokens * heads; ++head) {
            for (size_t d = 0; d < half; ++d) {
                const size_t entry = static_cast<size_t>(positions[head / heads]) * half + d;
                const size_t at = head * 2 * half + d;
                const double a = x[at], b = x[at + half], c = cosine[entry], s = sine[entry];
                wanted[at] = a * c - b * s;
                wanted[at + half] = b * c + a * s;
            }
        }
        const OnDevice<float> device_x(cuda(), x), device_cosine(cuda(), cosine), device_sine(cuda(), sine);
        const OnDevice<int32_t> device_positions(cuda(), positions);
        const auto status = cuda().rope(device_x.get(), tokens, heads, 2 * half, device_cosine.get(),
                                        device_sine.get(), table, device_positions.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        QVERIFY(largest_difference(device_x.values(), wanted) < 1e-6);
    }

    void a_position_outside_the_tables_cannot_pass_unseen() {
        const OnDevice<float> x(cuda(), std::vector<float>(8, 1)), table(cuda(), std::vector<float>(4, 1));
        const OnDevice<int32_t> positions(cuda(), std::vector<int32_t>{1, 2});
        const auto status =
            cuda().rope(x.get(), 2, 1, 4, table.get(), table.get(), 2, positions.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        const auto got = x.values();
        QVERIFY(std::isfinite(got[0]));
        QVERIFY(std::isnan(got[4]) && std::isnan(got[7]));
    }

    void swiglu_equals_its_definition() {
        auto gate = normal_values(10'000, 5);
        gate[0] = -200;
        gate[1] = 200;
        const auto up = normal_values(gate.size(), 6);
        std::vector<double> wanted(gate.size());
        for (size_t i = 0; i < gate.size(); ++i)
            wanted[i] = static_cast<double>(gate[i]) / (1 + std::exp(-static_cast<double>(gate[i]))) *
                        static_cast<double>(up[i]);
        const OnDevice<float> device_gate(cuda(), gate), device_up(cuda(), up), y(cuda(), gate);
        const auto status = cuda().swiglu(device_gate.get(), device_up.get(),
                                          static_cast<int64_t>(gate.size()), y.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        QVERIFY(largest_difference(y.values(), wanted) < 1e-5);
    }
};

}  // namespace lora::kernels

int main(int argc, char** argv) {
    const int failed = lora::test::run<QCoreApplication, lora::kernels::TestCudaOperations>(argc, argv);
    // ctest counts this as skipped, not as passed.
    return failed == 0 && !lora::kernels::cuda_library().absent.isEmpty() ? 77 : failed;
}
#include "test_cuda_operations.moc"
