// SPDX-License-Identifier: Apache-2.0
// Products with stored weights agree with the reference form, over odd sizes too.
#include <cmath>
#include <random>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/block_matmul.h"
#include "kernels/include/expand_blocks.h"
#include "tests/kernels/stored_weights.h"
#include "tests/support/test_main.h"

using namespace lora;

using test::any_weights;

class TestBlockMatmul : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_form_agrees_with_the_reference_to_rounding() {
        std::mt19937_64 random(11);
        std::normal_distribution<float> normal;
        for (const DType type : test::stored_types) {
            const int64_t block = dtype_info(type).block_elements;
            for (const int64_t blocks : {1, 2, 3, 7}) {
                const int64_t columns = block == 1 ? 5 + 16 * blocks : block * blocks, outputs = 9;
                const auto weights = any_weights(type, outputs * columns, random);
                for (const int64_t rows : {1, 2, 3, 4, 5, 8, 11, 17}) {
                    const int64_t x_stride = columns + 3, y_stride = outputs + 2;
                    std::vector<float> x(static_cast<size_t>(rows * x_stride));
                    for (float& value : x)
                        value = normal(random);
                    std::vector<float> expected(static_cast<size_t>(rows * y_stride), 7), got(expected);
                    kernels::block_matmul_reference(type, weights.data(), outputs, columns, x.data(),
                                                    x_stride, rows, expected.data(), y_stride);
                    for (const kernels::CpuForm& form : kernels::cpu_forms()) {
                        if (!form.available()) continue;
                        std::fill(got.begin(), got.end(), 7.0f);
                        std::vector<float> room(
                            static_cast<size_t>(kernels::block_matmul_room(columns, rows)));
                        form.block_matmul(type, weights.data(), outputs, columns, x.data(), x_stride, rows,
                                          got.data(), y_stride, room.data());
                        compare(type, form.name, weights, expected, got, columns);
                    }
                }
            }
        }
    }

    void rows_are_rounded_to_eight_bits_alike_in_every_form() {
        std::mt19937_64 random(13);
        std::normal_distribution<float> normal;
        std::vector<float> x(32 * 9);
        for (float& value : x)
            value = normal(random);
        std::fill(x.begin() + 32, x.begin() + 64, 0.0f);
        x[70] = NAN;
        x[100] = INFINITY;
        std::vector<kernels::Q8Block> expected(9), got(9);
        kernels::quantize_q8_reference(x.data(), 32 * 9, expected.data());
        for (size_t b = 4; b < 9; ++b)
            for (size_t i = 0; i < 32; ++i)
                QVERIFY(std::fabs(expected[b].scale * expected[b].q[i] - x[32 * b + i]) <=
                        0.501f * expected[b].scale);
        QVERIFY(std::isnan(expected[2].scale) && std::isnan(expected[3].scale));
        for (const kernels::CpuForm& form : kernels::cpu_forms()) {
            if (!form.available()) continue;
            form.q8->quantize(x.data(), 32 * 9, got.data());
            for (size_t b = 0; b < 9; ++b) {
                if (b == 2 || b == 3) {
                    QVERIFY(std::isnan(got[b].scale));
                    continue;
                }
                QCOMPARE(got[b].scale, expected[b].scale);
                QCOMPARE(got[b].sum, expected[b].sum);
                QVERIFY2(std::equal(got[b].q, got[b].q + 32, expected[b].q), form.name);
            }
        }
    }

    void products_of_rounded_rows_agree_with_the_reference() {
        std::mt19937_64 random(14);
        std::normal_distribution<float> normal;
        for (const DType type : test::stored_types) {
            if (!kernels::can_matmul_q8(type)) continue;
            const int64_t block = dtype_info(type).block_elements;
            for (const int64_t blocks : {1, 2, 5}) {
                const int64_t columns = block * blocks, outputs = 7;
                const auto weights = any_weights(type, outputs * columns, random);
                for (const int64_t rows : {1, 2, 3, 4, 7}) {
                    const int64_t y_stride = outputs + 1;
                    std::vector<float> x(static_cast<size_t>(rows * columns));
                    for (float& value : x)
                        value = normal(random);
                    std::vector<kernels::Q8Block> rounded(x.size() / 32);
                    kernels::quantize_q8(x.data(), rows * columns, rounded.data());
                    std::vector<float> expected(static_cast<size_t>(rows * y_stride), 7), got(expected);
                    kernels::block_matmul_q8_reference(type, weights.data(), outputs, columns, rounded.data(),
                                                       rows, expected.data(), y_stride);
                    for (const kernels::CpuForm& form : kernels::cpu_forms()) {
                        if (!form.available()) continue;
                        std::fill(got.begin(), got.end(), 7.0f);
                        form.q8->matmul(type, weights.data(), outputs, columns, rounded.data(), rows,
                                        got.data(), y_stride);
                        compare(type, form.name, weights, expected, got, columns);
                    }
                }
            }
        }
    }

    /// Whatever a form makes of x, it keeps float32's precision: beside elements a thousand times larger too,
    /// a row is as good alone as among others, and what is not finite is not hidden.
    void precision_is_that_of_float32() {
        std::mt19937_64 random(15);
        std::normal_distribution<float> normal;
        for (const DType type : {DType::q4_0, DType::q4_1, DType::q8_0, DType::f32}) {
            const int64_t columns = 544, outputs = 23, rows = 7;
            const auto weights = any_weights(type, outputs * columns, random);
            std::vector<float> x(static_cast<size_t>(rows * columns)), values(static_cast<size_t>(columns));
            for (size_t i = 0; i < x.size(); ++i)
                x[i] = normal(random) * (i % 41 == 0 ? 1000.0f : 1.0f);
            std::fill(x.begin(), x.begin() + 32, 0.0f);
            std::vector<float> expected(static_cast<size_t>(rows * outputs)), got(expected), alone(outputs);
            kernels::block_matmul_reference(type, weights.data(), outputs, columns, x.data(), columns, rows,
                                            expected.data(), outputs);
            for (const kernels::CpuForm& form : kernels::cpu_forms()) {
                if (!form.available()) continue;
                std::vector<float> room(static_cast<size_t>(kernels::block_matmul_room(columns, rows)));
                const auto multiply = [&](const float* in, int64_t count, float* out) {
                    form.block_matmul(type, weights.data(), outputs, columns, in, columns, count, out,
                                      outputs, room.data());
                };
                multiply(x.data(), rows, got.data());
                for (int64_t o = 0; o < outputs; ++o) {
                    kernels::expand_blocks_reference(type,
                                                     weights.data() + o * columns /
                                                                          dtype_info(type).block_elements *
                                                                          dtype_info(type).block_bytes,
                                                     columns, values.data());
                    for (int64_t r = 0; r < rows; ++r) {
                        double size = 0;
                        for (int64_t c = 0; c < columns; ++c)
                            size += std::fabs(double(values[size_t(c)]) * double(x[size_t(r * columns + c)]));
                        const auto at = static_cast<size_t>(r * outputs + o);
                        QVERIFY2(std::fabs(double(got[at]) - double(expected[at])) <= 1e-6 * size,
                                 (std::string(dtype_info(type).name) + " in form " + form.name).c_str());
                    }
                }
                for (const int64_t r : {0, 4, 6}) {
                    multiply(x.data() + r * columns, 1, alone.data());
                    for (int64_t o = 0; o < outputs; ++o)
                        QVERIFY(std::fabs(alone[size_t(o)] - got[size_t(r * outputs + o)]) <=
                                1e-6f * std::fabs(alone[size_t(o)]) + 1e-3f);
                }
                for (const float bad : {NAN, INFINITY}) {
                    std::vector<float> spoilt(x.begin(), x.begin() + columns);
                    spoilt[77] = bad;
                    multiply(spoilt.data(), 1, alone.data());
                    QVERIFY2(!std::isfinite(alone[3]), form.name);
                }
            }
        }
    }

    void a_row_of_zeros_gives_zeros() {
        std::mt19937_64 random(12);
        const auto weights = any_weights(DType::q4_1, 64 * 3, random);
        const std::vector<float> x(64, 0.0f);
        std::vector<float> y(3, 1.0f);
        kernels::block_matmul(DType::q4_1, weights.data(), 3, 64, x.data(), 64, 1, y.data(), 3);
        QCOMPARE(y, (std::vector<float>{0, 0, 0}));
    }

  private:
    static void compare(DType type, const char* form, const std::vector<std::byte>& weights,
                        const std::vector<float>& expected, const std::vector<float>& got, int64_t columns) {
        std::vector<float> values(static_cast<size_t>(columns));
        kernels::expand_blocks_reference(type, weights.data(), columns, values.data());
        double largest = 0;
        for (const float value : values)
            largest = std::max(largest, std::fabs(double(value)));
        // Rounding grows with the size of the summands and the root of their number.
        const double allowed = 4e-6 * std::max(largest, 1e-3) * 40 * std::sqrt(double(columns));
        for (size_t i = 0; i < got.size(); ++i) {
            const double difference = std::fabs(double(got[i]) - double(expected[i]));
            QVERIFY2(difference <= allowed,
                     (std::string(dtype_info(type).name) + " in form " + form + ": " +
                      std::to_string(got[i]) + " instead of " + std::to_string(expected[i]))
                         .c_str());
        }
    }
};

LORA_TEST_MAIN(TestBlockMatmul)
#include "test_block_matmul.moc"
