// SPDX-License-Identifier: Apache-2.0
// Weights laid out anew for steps answer as those in the file do, in every form, over odd sizes too.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "kernels/cpu/cache_line.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/expand_blocks.h"
#include "kernels/include/turned_weights.h"
#include "tests/kernels/normal_values.h"
#include "tests/kernels/stored_weights.h"
#include "tests/support/test_main.h"

using namespace lora;
using test::normal_values;

namespace {

/// Weights of a type, and turned.
struct Stored {
    DType type;
    int64_t outputs, columns;
    std::vector<std::byte> weights, room;
    std::byte* turned;

    Stored(DType of, int64_t count, int64_t wide, std::mt19937_64& random)
        : type(of),
          outputs(count),
          columns(wide),
          weights(test::any_weights(of, count * wide, random)),
          room(static_cast<size_t>(kernels::turned_bytes(of, count, wide)) + 64, std::byte{0xa5}),
          turned(kernels::at_line(room.data())) {
        kernels::turn_weights(type, weights.data(), outputs, columns, turned);
    }
};

/// Rows made ready; x's, float32 or in eight bits.
struct Ready {
    std::vector<std::byte> room;
    std::byte* at;
    bool eight_bits;

    Ready(const kernels::CpuForm& form, const Stored& stored, const float* x, int64_t x_stride, int64_t rows)
        : Ready(stored, rows, false) {
        form.turned->ready(stored.type, x, x_stride, rows, stored.columns, at);
    }
    Ready(const kernels::CpuForm& form, const Stored& stored, const kernels::Q8Block* x, int64_t rows)
        : Ready(stored, rows, true) {
        form.turned->ready_q8(stored.type, x, rows, stored.columns, at);
    }

  private:
    Ready(const Stored& stored, int64_t rows, bool rounded)
        : room(static_cast<size_t>(rows * kernels::turned_row_bytes(stored.columns)) + 64),
          at(kernels::at_line(room.data())),
          eight_bits(rounded) {}
};

/// By outputs [first, first + count).
void multiply(const kernels::CpuForm& form, const Stored& stored, const Ready& x, int64_t first,
              int64_t count, int64_t rows, float* y, int64_t y_stride) {
    const std::byte* weights = stored.turned + kernels::turned_bytes(stored.type, first, stored.columns);
    kernels::ReadAhead ahead;
    ahead.follow(weights, kernels::turned_bytes(stored.type, count, stored.columns));
    form.turned->matmul(stored.type, weights, count, stored.columns, x.at, x.eight_bits, rows, &ahead, y,
                        y_stride);
    QCOMPARE(ahead.unread(), 0);
}

/// take(type, form) for every form that this processor has and every type that gains in it.
template <class Take>
void each_form(const Take& take) {
    for (const kernels::CpuForm& form : kernels::cpu_forms()) {
        if (!form.available() || !form.turned) continue;
        for (const DType type : test::stored_types)
            if (form.turned->gains(type)) take(type, form);
    }
}

std::string named(DType type, const kernels::CpuForm& form) {
    return std::string(dtype_info(type).name) + " in form " + form.name;
}

}  // namespace

class TestTurnedWeights : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    /// As fine as float32 is for a block's largest element, though that be a thousand times the others.
    void products_agree_with_the_reference() {
        std::mt19937_64 random(21);
        each_form([&](DType type, const kernels::CpuForm& form) {
            const int64_t block = dtype_info(type).block_elements;
            for (const int64_t blocks : {1, 2, 3, 7}) {
                for (const int64_t outputs : {1, 7, 16, 37, 64}) {
                    const Stored stored(type, outputs, block * blocks, random);
                    for (const int64_t rows : {1, 2, 3, 4, 5, 8, 11, 17})
                        compare_rows(stored, form, rows, random);
                }
            }
        });
    }

    void products_of_rounded_rows_agree_with_the_reference() {
        std::mt19937_64 random(22);
        each_form([&](DType type, const kernels::CpuForm& form) {
            if (!kernels::can_matmul_q8(type)) return;
            for (const int64_t blocks : {1, 2, 5}) {
                const Stored stored(type, 21, dtype_info(type).block_elements * blocks, random);
                for (const int64_t rows : {1, 2, 3, 6}) {
                    const std::vector<float> x = normal_values(rows * stored.columns, random);
                    std::vector<kernels::Q8Block> rounded(x.size() / 32);
                    kernels::quantize_q8(x.data(), rows * stored.columns, rounded.data());
                    std::vector<float> expected(static_cast<size_t>(rows * 23), 7), got(expected);
                    kernels::block_matmul_q8_reference(type, stored.weights.data(), 21, stored.columns,
                                                       rounded.data(), rows, expected.data(), 23);
                    multiply(form, stored, Ready(form, stored, rounded.data(), rows), 0, 21, rows, got.data(),
                             23);
                    compare(stored, form, expected, got, sizes_of(stored, x, stored.columns, rows, 23));
                }
            }
        });
    }

    /// Variants that are compared must not change each other's answers, nor may the number of threads.
    void a_row_has_the_same_bits_alone_among_others_and_in_parts() {
        std::mt19937_64 random(23);
        each_form([&](DType type, const kernels::CpuForm& form) {
            const Stored stored(type, 75, dtype_info(type).block_elements * 3, random);
            constexpr int64_t rows = 7, outputs = 75;
            const std::vector<float> x = normal_values(rows * stored.columns, random);
            std::vector<float> together(rows * outputs), alone(outputs), parts(outputs);
            multiply(form, stored, Ready(form, stored, x.data(), stored.columns, rows), 0, outputs, rows,
                     together.data(), outputs);
            for (int64_t r = 0; r < rows; ++r) {
                const Ready row(form, stored, x.data() + r * stored.columns, stored.columns, 1);
                multiply(form, stored, row, 0, outputs, 1, alone.data(), outputs);
                QVERIFY2(std::equal(alone.begin(), alone.end(), together.begin() + r * outputs),
                         named(type, form).c_str());
                for (const auto& [first, count] : {std::pair<int64_t, int64_t>(0, 32), {32, 32}, {64, 11}})
                    multiply(form, stored, row, first, count, 1, parts.data() + first, outputs);
                QVERIFY2(parts == alone, named(type, form).c_str());
            }
        });
    }

    void what_is_not_finite_shows_and_zeros_give_zeros() {
        std::mt19937_64 random(24);
        each_form([&](DType type, const kernels::CpuForm& form) {
            const Stored stored(type, 20, dtype_info(type).block_elements * 3, random);
            std::vector<float> x(static_cast<size_t>(stored.columns), 0.0f), y(20, 1.0f);
            const auto product = [&] {
                multiply(form, stored, Ready(form, stored, x.data(), stored.columns, 1), 0, 20, 1, y.data(),
                         20);
            };
            product();
            QVERIFY2(std::all_of(y.begin(), y.end(), [](float v) { return v == 0.0f; }),
                     named(type, form).c_str());
            for (const float bad :
                 {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
                x[77] = bad;
                product();
                QVERIFY2(std::none_of(y.begin(), y.end(), [](float v) { return std::isfinite(v); }),
                         named(type, form).c_str());
            }
        });
    }

    void types_without_codes_cannot_be_turned() {
        for (const DType type : {DType::f32, DType::f16, DType::bf16, DType::nf4, DType::int8_rows}) {
            QCOMPARE(kernels::turned_bytes(type, 16, 64), int64_t(0));
            QVERIFY(!kernels::gains_by_turning(type));
        }
    }

  private:
    static void compare_rows(const Stored& stored, const kernels::CpuForm& form, int64_t rows,
                             std::mt19937_64& random) {
        const int64_t x_stride = stored.columns + 3, y_stride = stored.outputs + 2;
        std::vector<float> x = normal_values(rows * x_stride, random);
        for (size_t i = 0; i < x.size(); i += 41)
            x[i] *= 1000;
        std::vector<float> expected(static_cast<size_t>(rows * y_stride), 7), got(expected);
        kernels::block_matmul_reference(stored.type, stored.weights.data(), stored.outputs, stored.columns,
                                        x.data(), x_stride, rows, expected.data(), y_stride);
        multiply(form, stored, Ready(form, stored, x.data(), x_stride, rows), 0, stored.outputs, rows,
                 got.data(), y_stride);
        compare(stored, form, expected, got, sizes_of(stored, x, x_stride, rows, y_stride));
    }
    /// Of each result 32 times the largest |x| times the largest |w|, of each block.
    static std::vector<float> sizes_of(const Stored& stored, const std::vector<float>& x, int64_t x_stride,
                                       int64_t rows, int64_t y_stride) {
        const auto info = dtype_info(stored.type);
        const auto largest = [](const float* values) {
            float most = 0;
            for (int i = 0; i < 32; ++i)
                most = std::max(most, std::fabs(values[i]));
            return most;
        };
        std::vector<float> sizes(static_cast<size_t>(rows * y_stride), 0.0f),
            values(static_cast<size_t>(stored.columns));
        for (int64_t o = 0; o < stored.outputs; ++o) {
            kernels::expand_blocks_reference(
                stored.type,
                stored.weights.data() + o * stored.columns / info.block_elements * info.block_bytes,
                stored.columns, values.data());
            for (int64_t r = 0; r < rows; ++r)
                for (int64_t c = 0; c < stored.columns; c += 32)
                    sizes[static_cast<size_t>(r * y_stride + o)] +=
                        32 * largest(&x[static_cast<size_t>(r * x_stride + c)]) *
                        largest(&values[static_cast<size_t>(c)]);
        }
        return sizes;
    }
    static void compare(const Stored& stored, const kernels::CpuForm& form,
                        const std::vector<float>& expected, const std::vector<float>& got,
                        const std::vector<float>& sizes) {
        for (size_t i = 0; i < got.size(); ++i)
            QVERIFY2(std::fabs(got[i] - expected[i]) <= 2e-7f * sizes[i],
                     (named(stored.type, form) + ": " + std::to_string(got[i]) + " instead of " +
                      std::to_string(expected[i]) + ", allowed " + std::to_string(2e-7f * sizes[i]))
                         .c_str());
    }
};

LORA_TEST_MAIN(TestTurnedWeights)
#include "test_turned_weights.moc"
