// SPDX-License-Identifier: Apache-2.0
// What tests of the GPU's operations share: arrays there with a copy of values from here, and comparisons.
#pragma once

#include <cmath>
#include <cstring>
#include <random>

#include "tests/kernels/cuda_library.h"
#include "tests/support/test_main.h"

namespace lora::kernels {

inline const CudaBackend& cuda() {
    return *cuda_library().backend;
}

/// Device memory with a copy of a vector, given back at the end. Bytes before and behind it are watched.
template <class T>
class OnDevice {
  public:
    /// Begins `shift` elements behind a multiple of 256 bytes.
    explicit OnDevice(const std::vector<T>& values, size_t shift = 0) : count_(values.size()), shift_(shift) {
        std::vector<unsigned char> bytes((shift + count_) * sizeof(T) + watched_bytes, watch_mark);
        if (count_ > 0) std::memcpy(&bytes[shift * sizeof(T)], values.data(), count_ * sizeof(T));
        must(cuda().allocate(bytes.size(), &memory_));
        must(cuda().copy_to_device(memory_, bytes.data(), bytes.size(), nullptr));
        must(cuda().synchronize(nullptr));
    }
    ~OnDevice() { cuda().release(memory_); }
    OnDevice(const OnDevice&) = delete;
    OnDevice& operator=(const OnDevice&) = delete;

    T* get() const { return static_cast<T*>(memory_) + shift_; }
    /// Waits for what was queued before.
    std::vector<T> values() const {
        std::vector<unsigned char> bytes((shift_ + count_) * sizeof(T) + watched_bytes);
        must(cuda().copy_to_host(bytes.data(), memory_, bytes.size(), nullptr));
        must(cuda().synchronize(nullptr));
        const size_t first = shift_ * sizeof(T), end = first + count_ * sizeof(T);
        for (size_t i = 0; i < bytes.size(); ++i) {
            if ((i < first || i >= end) && bytes[i] != watch_mark)
                qFatal("byte %zu of an array of bytes [%zu, %zu) was written", i, first, end);
        }
        std::vector<T> out(count_);
        if (count_ > 0) std::memcpy(out.data(), &bytes[first], count_ * sizeof(T));
        return out;
    }

  private:
#ifdef __SANITIZE_ADDRESS__
    static constexpr size_t watched_bytes = 0;  // it watches the emulator's memory, and sees readers as well
#else
    static constexpr size_t watched_bytes = 256;
#endif
    static constexpr unsigned char watch_mark = 0x5a;
    static void must(const CudaStatus& status) {
        if (!status.ok) qFatal("%s", status.reason);
    }
    size_t count_, shift_;
    void* memory_ = nullptr;
};

inline uint16_t to_bf16(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, 4);
    return static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}
inline float from_bf16(uint16_t stored) {
    const uint32_t bits = uint32_t{stored} << 16;
    float value;
    std::memcpy(&value, &bits, 4);
    return value;
}

/// The types that values have on the GPU, and how far a result may lie from float64's.
struct ValueType {
    DType type;
    const char* name;
    double tolerance;
};
inline constexpr ValueType value_types[] = {{DType::f32, "float32", 1e-5}, {DType::bf16, "bfloat16", 6e-3}};

/// An array of either type, seen from here as float32.
class Values {
  public:
    Values(DType type, const std::vector<float>& values, size_t shift = 0) {
        if (type == DType::f32) {
            wide_ = std::make_unique<OnDevice<float>>(values, shift);
            return;
        }
        std::vector<uint16_t> narrow;
        for (const float value : values)
            narrow.push_back(to_bf16(value));
        narrow_ = std::make_unique<OnDevice<uint16_t>>(narrow, shift);
    }
    void* get() const { return wide_ ? static_cast<void*>(wide_->get()) : narrow_->get(); }
    std::vector<float> values() const {
        if (wide_) return wide_->values();
        std::vector<float> out;
        for (const uint16_t stored : narrow_->values())
            out.push_back(from_bf16(stored));
        return out;
    }

  private:
    std::unique_ptr<OnDevice<float>> wide_;
    std::unique_ptr<OnDevice<uint16_t>> narrow_;
};

/// Normal numbers as `type` stores them.
inline std::vector<float> normal_values(size_t count, unsigned seed, DType type = DType::f32,
                                        float spread = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values) {
        value = spread * normal(random);
        if (type == DType::bf16) value = from_bf16(to_bf16(value));
    }
    return values;
}

/// Largest difference, relative to numbers above one. NaN is as far as can be.
inline double largest_difference(const std::vector<float>& got, const std::vector<double>& wanted) {
    double largest = got.size() == wanted.size() ? 0 : HUGE_VAL;
    for (size_t i = 0; i < got.size() && i < wanted.size(); ++i) {
        const double difference =
            std::abs(static_cast<double>(got[i]) - wanted[i]) / std::max(1.0, std::abs(wanted[i]));
        largest = std::isnan(difference) ? HUGE_VAL : std::max(largest, difference);
    }
    return largest;
}

}  // namespace lora::kernels

/// Fails the test where a status is not a success.
#define VERIFY_DONE(call)                   \
    do {                                    \
        const CudaStatus status = call;     \
        QVERIFY2(status.ok, status.reason); \
    } while (false)

/// Fails the test, naming the case, where values lie too far from what is wanted.
#define VERIFY_CLOSE(got, wanted, tolerance, what)                                                           \
    do {                                                                                                     \
        const double difference = largest_difference(got, wanted);                                           \
        QVERIFY2(difference <= (tolerance), qPrintable(QString("%1: off by %2").arg(what).arg(difference))); \
    } while (false)

/// Ends a source whose tests are skipped as a whole where there is no GPU: ctest counts 77 as skipped.
#define LORA_CUDA_TEST_MAIN(TestClass)                                                       \
    int main(int argc, char** argv) {                                                        \
        const int failed = lora::test::run<QCoreApplication, TestClass>(argc, argv);         \
        return failed == 0 && !lora::kernels::cuda_library().absent.isEmpty() ? 77 : failed; \
    }
