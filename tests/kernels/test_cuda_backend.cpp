// SPDX-License-Identifier: Apache-2.0
#include <QtCore/QFileInfo>
#include <QtCore/QLibrary>

#include <cmath>
#include <cstring>
#include <random>

#include "kernels/include/cuda_backend.h"
#include "kernels/include/expand_blocks.h"
#include "tests/support/test_main.h"

namespace lora::kernels {

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

class TestCudaBackend : public test::TestObject {
    Q_OBJECT

    QLibrary library_;
    const CudaBackend* cuda_ = nullptr;
    CudaProbeFunction probe_ = nullptr;
    QString absent_;  ///< why no test can run on a GPU here; empty where they can

    QString load() {
        const QString path = QString(LORA_BINARY_DIR) + "/../lib/liblora_cuda.so";
        if (!QFileInfo::exists(path)) return "lora_cuda was not built: no nvcc here";
        library_.setFileName(path);
        if (!library_.load()) return "lora_cuda cannot be opened: " + library_.errorString();
        const auto backend = reinterpret_cast<CudaBackendFunction>(library_.resolve(cuda_backend_symbol));
        probe_ = reinterpret_cast<CudaProbeFunction>(library_.resolve(cuda_probe_symbol));
        if (!backend || !probe_) return "lora_cuda exports no table";
        cuda_ = backend();
        CudaStatus why;
        if (cuda_->device_count(&why) == 0) return why.reason;
        return {};
    }

    void compare_rms_norm(int64_t rows, int64_t columns) {
        const auto x = normal_values(static_cast<size_t>(rows * columns), 1);
        const auto weight = normal_values(static_cast<size_t>(columns), 2);
        const OnDevice<float> device_x(*cuda_, x), device_weight(*cuda_, weight), y(*cuda_, x);
        const auto status =
            cuda_->rms_norm(device_x.get(), device_weight.get(), rows, columns, 1e-5F, y.get(), nullptr);
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
    void initTestCase() { absent_ = load(); }

    void a_library_that_was_built_opens_or_says_what_is_missing() {
        if (!QFileInfo::exists(library_.fileName())) QSKIP(qPrintable(absent_));
        if (!cuda_) {
            QVERIFY2(absent_.contains(".so"), qPrintable(absent_));
            QSKIP(qPrintable(absent_));
        }
        QCOMPARE(cuda_->version, cuda_backend_version);
    }

    void without_a_gpu_the_probe_says_why() {
        if (!cuda_) QSKIP(qPrintable(absent_));
        if (absent_.isEmpty()) QSKIP("there is a GPU here");
        QCOMPARE(QString(probe_()), absent_);
        CudaDevice device;
        const auto status = cuda_->describe_device(0, &device);
        QVERIFY(!status.ok);
        QVERIFY(std::strlen(status.reason) > 0);
        const auto launch = cuda_->swiglu(nullptr, nullptr, 16, nullptr, nullptr);
        QVERIFY2(!launch.ok && QString(launch.reason).startsWith("swiglu failed: "), launch.reason);
    }

    void impossible_shapes_are_refused_before_any_launch() {
        if (!cuda_) QSKIP(qPrintable(absent_));
        QVERIFY(!cuda_->expand_blocks(DType::q4_k, nullptr, 255, nullptr, nullptr).ok);
        QVERIFY(!cuda_->expand_blocks(DType::i32, nullptr, 256, nullptr, nullptr).ok);
        QVERIFY(!cuda_->rms_norm(nullptr, nullptr, 1, 0, 1e-5F, nullptr, nullptr).ok);
        QVERIFY(!cuda_->rope(nullptr, 1, 1, 3, nullptr, nullptr, 1, nullptr, nullptr).ok);
        QVERIFY(!cuda_->swiglu(nullptr, nullptr, -1, nullptr, nullptr).ok);
    }

    void a_gpu_is_described() {
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
        CudaDevice device;
        const auto status = cuda_->describe_device(0, &device);
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
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
        QFETCH(int, type);
        const auto dtype = static_cast<DType>(type);
        const int64_t blocks = 1000;
        const int64_t elements = blocks * dtype_info(dtype).block_elements;
        const auto bytes = random_blocks(dtype, blocks, 3);
        std::vector<float> wanted(static_cast<size_t>(elements));
        expand_blocks_reference(dtype, reinterpret_cast<const std::byte*>(bytes.data()), elements,
                                wanted.data());
        const OnDevice<unsigned char> in(*cuda_, bytes);
        const OnDevice<float> out(*cuda_, std::vector<float>(wanted.size(), -1));
        const auto status = cuda_->expand_blocks(dtype, in.get(), elements, out.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        const auto got = out.values();
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (std::memcmp(&got[i], &wanted[i], sizeof(float)) != 0)
                QFAIL(qPrintable(QString("element %1: %2, not %3").arg(i).arg(got[i]).arg(wanted[i])));
        }
    }

    void rms_norm_equals_its_definition() {
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
        compare_rms_norm(7, 576);
        compare_rms_norm(3, 5);
        compare_rms_norm(1, 8192);
    }

    void rope_turns_each_pair_by_its_positions_angle() {
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
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
        const OnDevice<float> device_x(*cuda_, x), device_cosine(*cuda_, cosine), device_sine(*cuda_, sine);
        const OnDevice<int32_t> device_positions(*cuda_, positions);
        const auto status = cuda_->rope(device_x.get(), tokens, heads, 2 * half, device_cosine.get(),
                                        device_sine.get(), table, device_positions.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        QVERIFY(largest_difference(device_x.values(), wanted) < 1e-6);
    }

    void a_position_outside_the_tables_cannot_pass_unseen() {
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
        const OnDevice<float> x(*cuda_, std::vector<float>(8, 1)), table(*cuda_, std::vector<float>(4, 1));
        const OnDevice<int32_t> positions(*cuda_, std::vector<int32_t>{1, 2});
        const auto status =
            cuda_->rope(x.get(), 2, 1, 4, table.get(), table.get(), 2, positions.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        const auto got = x.values();
        QVERIFY(std::isfinite(got[0]));
        QVERIFY(std::isnan(got[4]) && std::isnan(got[7]));
    }

    void swiglu_equals_its_definition() {
        if (!absent_.isEmpty()) QSKIP(qPrintable(absent_));
        auto gate = normal_values(10'000, 5);
        gate[0] = -200;
        gate[1] = 200;
        const auto up = normal_values(gate.size(), 6);
        std::vector<double> wanted(gate.size());
        for (size_t i = 0; i < gate.size(); ++i)
            wanted[i] = static_cast<double>(gate[i]) / (1 + std::exp(-static_cast<double>(gate[i]))) *
                        static_cast<double>(up[i]);
        const OnDevice<float> device_gate(*cuda_, gate), device_up(*cuda_, up), y(*cuda_, gate);
        const auto status = cuda_->swiglu(device_gate.get(), device_up.get(),
                                          static_cast<int64_t>(gate.size()), y.get(), nullptr);
        QVERIFY2(status.ok, status.reason);
        QVERIFY(largest_difference(y.values(), wanted) < 1e-5);
    }
};

}  // namespace lora::kernels

using lora::kernels::TestCudaBackend;
LORA_TEST_MAIN(TestCudaBackend)
#include "test_cuda_backend.moc"
