// SPDX-License-Identifier: Apache-2.0
// Blocked products agree with the reference form, over odd sizes, every stored type and either order.
#include <cmath>
#include <string>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/matmul.h"
#include "tests/kernels/normal_values.h"
#include "tests/kernels/stored_weights.h"
#include "tests/support/test_main.h"

using namespace lora;
using kernels::Factors;
using kernels::MatmulTerm;
using test::normal_values;

namespace {

int64_t row_bytes(DType type, int64_t columns) {
    return columns / dtype_info(type).block_elements * dtype_info(type).block_bytes;
}

}  // namespace

class TestMatmul : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_form_agrees_with_the_reference_to_rounding() {
        std::mt19937_64 random(21);
        for (const DType type : test::stored_types) {
            const int64_t block = dtype_info(type).block_elements;
            for (const bool rows_are_outputs : {true, false}) {
                for (const int64_t rows : {1, 5, 6, 7, 29, 450}) {
                    for (const int64_t size : {1, 3, 11}) {
                        const int64_t along = block == 1 ? 13 * size + 4 : block * size,
                                      across = 7 * size + 16;
                        const int64_t inner = rows_are_outputs ? along : across;
                        const int64_t outputs = rows_are_outputs ? across : along;
                        if (rows * inner * outputs > 4000000) continue;
                        const auto weights = test::any_weights(type, along * across, random);
                        const auto x = normal_values(rows * (inner + 2), random);
                        const MatmulTerm term{
                            x.data(),
                            inner + 2,
                            1,
                            inner,
                            {type, weights.data(), row_bytes(type, along), rows_are_outputs}};
                        compare({&term, 1}, rows, outputs, dtype_info(type).name);
                    }
                }
            }
        }
    }

    void terms_and_transposed_factors_add_up() {
        std::mt19937_64 random(22);
        for (const int64_t rows : {1, 16, 47}) {
            const int64_t outputs = 100, inner = 700, rank = 5;
            const auto x = normal_values(rows * inner, random), narrow = normal_values(rank * rows, random);
            const auto w = normal_values(outputs * inner, random), b = normal_values(outputs * rank, random);
            const MatmulTerm terms[] = {
                {x.data(), inner, 1, inner, kernels::plain_matrix(w.data(), inner, true)},
                {narrow.data(), 1, rows, rank, kernels::plain_matrix(b.data(), rank, true)}};
            compare(terms, rows, outputs, "two terms");
        }
    }

    void more_columns_than_one_block_holds() {
        std::mt19937_64 random(23);
        const int64_t rows = 9, inner = 64, outputs = 2500;
        const auto weights = test::any_weights(DType::q4_1, inner * outputs, random);
        const auto x = normal_values(rows * inner, random);
        const MatmulTerm term{
            x.data(), inner, 1, inner, {DType::q4_1, weights.data(), row_bytes(DType::q4_1, inner), true}};
        compare({&term, 1}, rows, outputs, "wide");
    }

    /// Packing other examples beside a row must not change its numbers by one bit.
    void a_row_has_the_same_bits_in_every_batch_and_share() {
        for (const Factors factors : {Factors::float32, Factors::bfloat16, Factors::int16})
            if (kernels::multiplies(factors)) same_bits(factors);
    }

    /// Training rounds a row once for all products that read it.
    void rows_rounded_beforehand_give_the_same_bits_data() { factors_data(); }
    void rows_rounded_beforehand_give_the_same_bits() {
        QFETCH(Factors, factors);
        if (!kernels::multiplies(factors)) QSKIP("this processor does not multiply them");
        std::mt19937_64 random(26);
        for (const int64_t inner : {1, 31, 64, 577, 1500}) {
            const int64_t rows = 37, outputs = 70;
            const auto w = normal_values(outputs * inner, random), x = normal_values(rows * inner, random);
            std::vector<uint16_t> room(static_cast<size_t>(rows * kernels::rounded_row_size(inner, factors)));
            kernels::round_rows(x.data(), inner, rows, inner, factors, room.data());
            const kernels::RoundedRows rounded{room.data(), kernels::rounded_row_size(inner, factors)};
            MatmulTerm term{x.data(), inner, 1, inner, kernels::plain_matrix(w.data(), inner, true)};
            std::vector<float> expected(static_cast<size_t>(rows * outputs)), got(expected);
            kernels::matmul({&term, 1}, rows, outputs, expected.data(), outputs, false, factors);
            term.rounded = rounded;
            kernels::matmul({&term, 1}, rows, outputs, got.data(), outputs, false, factors);
            QCOMPARE(got, expected);

            if (factors == Factors::int16) continue;
            // The same rows as a second factor.
            const auto left = normal_values(outputs * rows, random);
            const auto product = [&](const kernels::MatrixView& b) {
                std::vector<float> y(static_cast<size_t>(outputs * inner));
                const MatmulTerm of{left.data(), rows, 1, rows, b};
                kernels::matmul({&of, 1}, outputs, inner, y.data(), inner, false, factors);
                return y;
            };
            QCOMPARE(product(kernels::rounded_matrix(rounded)),
                     product(kernels::plain_matrix(x.data(), inner, false)));
        }
    }

    /// A run that diverged must say so: rounding must not turn what is no number into one.
    void what_is_not_finite_stays_so_and_in_its_row() {
        std::mt19937_64 random(27);
        const int64_t rows = 9, inner = 130, outputs = 20;
        const auto w = normal_values(outputs * inner, random);
        for (const Factors factors : {Factors::float32, Factors::bfloat16, Factors::int16}) {
            if (!kernels::multiplies(factors)) continue;
            for (const float odd : {NAN, HUGE_VALF, -HUGE_VALF}) {
                for (const bool on_the_left : {true, false}) {
                    auto x = normal_values(rows * inner, random);
                    auto weights = w;
                    (on_the_left ? x : weights)[static_cast<size_t>(3 * inner + 70)] = odd;
                    const MatmulTerm term{x.data(), inner, 1, inner,
                                          kernels::plain_matrix(weights.data(), inner, true)};
                    std::vector<float> y(static_cast<size_t>(rows * outputs));
                    kernels::matmul({&term, 1}, rows, outputs, y.data(), outputs, false, factors);
                    for (int64_t m = 0; m < rows; ++m)
                        for (int64_t n = 0; n < outputs; ++n)
                            QCOMPARE(std::isfinite(y[static_cast<size_t>(m * outputs + n)]),
                                     (on_the_left ? m : n) != 3);
                }
            }
        }
    }

    /// Gradients are small numbers: their size must not matter to how finely they are rounded.
    void rows_of_very_small_and_of_no_numbers_are_multiplied_as_finely() {
        std::mt19937_64 random(28);
        const int64_t rows = 5, inner = 96, outputs = 33;
        const auto w = normal_values(inner * outputs, random);
        auto x = normal_values(rows * inner, random);
        std::fill_n(x.begin(), inner, 0.0f);
        for (int64_t i = 0; i < inner; ++i)
            x[static_cast<size_t>(inner + i)] *= 1e-30f;
        for (const Factors factors : {Factors::float32, Factors::bfloat16, Factors::int16}) {
            if (!kernels::multiplies(factors)) continue;
            const MatmulTerm term{x.data(), inner, 1, inner, kernels::plain_matrix(w.data(), outputs, false)};
            std::vector<float> y(static_cast<size_t>(rows * outputs)), expected(y);
            kernels::matmul({&term, 1}, rows, outputs, y.data(), outputs, false, factors);
            kernels::matmul_reference({&term, 1}, rows, outputs, expected.data(), outputs, false);
            for (int64_t n = 0; n < outputs; ++n) {
                QCOMPARE(y[static_cast<size_t>(n)], 0.0f);
                const auto at = static_cast<size_t>(outputs + n);
                QVERIFY(std::fabs(y[at] - expected[at]) < 1e-30f * 0.2f);
            }
        }
    }

    /// Models magnify rounding: what a long sum loses must stay near what the best libraries' lose (8e-7
    /// here).
    void long_sums_lose_little_to_rounding() {
        std::mt19937_64 random(25);
        const int64_t rows = 24, inner = 1536, outputs = 64;
        std::uniform_real_distribution<float> uniform(-0.5f, 0.5f);
        std::vector<float> x(static_cast<size_t>(rows * inner)), w(static_cast<size_t>(outputs * inner));
        for (auto* values : {&x, &w})
            for (float& value : *values)
                value = uniform(random);
        const MatmulTerm term{x.data(), inner, 1, inner, kernels::plain_matrix(w.data(), inner, true)};
        std::vector<float> expected(static_cast<size_t>(rows * outputs)), got(expected);
        kernels::matmul_reference({&term, 1}, rows, outputs, expected.data(), outputs, false);
        for (const kernels::CpuForm& form : kernels::cpu_forms()) {
            if (!form.available()) continue;
            form.matmul({&term, 1}, rows, outputs, got.data(), outputs, false);
            double squares = 0;
            for (size_t i = 0; i < got.size(); ++i)
                squares += std::pow(double(got[i]) - double(expected[i]), 2);
            QVERIFY2(std::sqrt(squares / double(got.size())) < 1e-6, form.name);
        }
    }

  private:
    static void factors_data() {
        QTest::addColumn<Factors>("factors");
        QTest::newRow("bfloat16") << Factors::bfloat16;
        QTest::newRow("int16") << Factors::int16;
    }

    static void same_bits(Factors factors) {
        std::mt19937_64 random(24);
        const int64_t rows = 40, inner = 576, outputs = 96;
        const auto w = normal_values(outputs * inner, random), x = normal_values(rows * inner, random);
        std::vector<float> all(static_cast<size_t>(rows * outputs)), part(static_cast<size_t>(outputs));
        const MatmulTerm term{x.data(), inner, 1, inner, kernels::plain_matrix(w.data(), inner, true)};
        kernels::matmul({&term, 1}, rows, outputs, all.data(), outputs, false, factors);
        for (const int64_t row : {0, 17, 39}) {
            MatmulTerm one = term;
            one.x += row * inner;
            kernels::matmul({&one, 1}, 1, 32, part.data(), outputs, false, factors);
            one.b.bytes += 32 * one.b.row_bytes;
            kernels::matmul({&one, 1}, 1, 64, part.data() + 32, outputs, false, factors);
            QCOMPARE(part,
                     std::vector<float>(all.begin() + row * outputs, all.begin() + (row + 1) * outputs));
        }
    }

    static void compare(std::span<const MatmulTerm> terms, int64_t rows, int64_t outputs, const char* what) {
        for (const kernels::CpuForm& form : kernels::cpu_forms()) {
            if (!form.available()) continue;
            const std::string in_form = std::string(" in form ") + form.name;
            compare_with(Factors::float32, form.matmul, terms, rows, outputs, what + in_form);
            if (form.bf16)
                compare_with(Factors::bfloat16, form.bf16->matmul, terms, rows, outputs,
                             std::string(what) + " of bfloat16" + in_form);
            if (form.i16)
                compare_with(Factors::int16, form.i16->matmul, terms, rows, outputs,
                             std::string(what) + " of int16" + in_form);
        }
    }

    static void compare_with(Factors factors, kernels::Matmul* matmul, std::span<const MatmulTerm> terms,
                             int64_t rows, int64_t outputs, const std::string& what) {
        const int64_t y_row = outputs + 3;
        for (const bool accumulate : {false, true}) {
            std::vector<float> expected(static_cast<size_t>(rows * y_row), 0.5f), got(expected);
            kernels::matmul_reference(terms, rows, outputs, expected.data(), y_row, accumulate, factors);
            float largest = 0;
            for (const float value : expected)
                largest = std::max(largest, std::fabs(value));
            matmul(terms, rows, outputs, got.data(), y_row, accumulate);
            for (size_t i = 0; i < got.size(); ++i) {
                const double difference = std::fabs(double(got[i]) - double(expected[i]));
                QVERIFY2(difference <= 3e-6 * double(largest) + 1e-6,
                         (what + ": " + std::to_string(got[i]) + " instead of " + std::to_string(expected[i]))
                             .c_str());
            }
        }
    }
};

LORA_TEST_MAIN(TestMatmul)
#include "test_matmul.moc"
