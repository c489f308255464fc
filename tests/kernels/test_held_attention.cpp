// SPDX-License-Identifier: Apache-2.0
// Keys and values held in 24 bits are as fine as promised, and steps of decoding over them agree with
// attention over the floats they were.
#include <algorithm>
#include <cmath>
#include <random>

#include "kernels/include/held_attention.h"
#include "tests/kernels/forms.h"
#include "tests/kernels/normal_values.h"
#include "tests/support/test_main.h"

using namespace lora;
using kernels::Held;
using test::each_form;
using test::largest_difference;
using test::normal_values;
using test::Row;

namespace {

/// Room for positions, filled with what no result may depend on: all of it is NaN.
std::vector<std::byte> room(int64_t head_dim, int64_t positions) {
    return std::vector<std::byte>(static_cast<size_t>(kernels::held_bytes(head_dim, positions)),
                                  std::byte(0xff));
}

/// Attention of one token over floats, in float64.
void attend(const Row& query, int64_t group, const Row& keys, const Row& values, int64_t x_row,
            int64_t length, int64_t dim, double scale, Row& out, Row& log_sums) {
    for (int64_t g = 0; g < group; ++g) {
        std::vector<double> shares;
        double top = -HUGE_VAL, total = 0;
        for (int64_t l = 0; l < length; ++l) {
            double score = 0;
            for (int64_t d = 0; d < dim; ++d)
                score += double(query[static_cast<size_t>(g * dim + d)]) *
                         double(keys[static_cast<size_t>(l * x_row + d)]);
            shares.push_back(score * scale);
            top = std::max(top, shares.back());
        }
        for (double& share : shares)
            total += share = std::exp(share - top);
        log_sums.push_back(static_cast<float>(top + std::log(total)));
        for (int64_t d = 0; d < dim; ++d) {
            double sum = 0;
            for (int64_t l = 0; l < length; ++l)
                sum += shares[static_cast<size_t>(l)] * double(values[static_cast<size_t>(l * x_row + d)]);
            out.push_back(static_cast<float>(sum / total));
        }
    }
}

}  // namespace

class TestHeldAttention : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void rows_are_as_fine_as_promised() {
        std::mt19937_64 random(21);
        each_form([&](const kernels::CpuForm& form) {
            for (const Held what : {Held::keys, Held::values}) {
                for (const int64_t dim : {1, 5, 8, 64, 77}) {
                    for (const float size : {1.0f, 1e30f, 1e-20f}) {
                        constexpr int64_t rows = 37;
                        const int64_t x_row = dim + 3;
                        Row x = normal_values(rows * x_row, random, size), back(size_t(rows * dim));
                        x[0] = 2 * size;  // a power of two where size is one
                        auto held = room(dim, rows);
                        // In two parts, of which the first ends within a block.
                        form.rows->hold_rows(what, x.data(), x_row, 5, dim, 0, held.data());
                        form.rows->hold_rows(what, &x[size_t(5 * x_row)], x_row, rows - 5, dim, 5,
                                             held.data());
                        kernels::held_rows(what, held.data(), rows, dim, back.data());
                        for (int64_t row = 0; row < rows; ++row) {
                            double greatest = 0, lost = 0;
                            for (int64_t d = 0; d < dim; ++d) {
                                const double was = double(x[size_t(row * x_row + d)]);
                                greatest = std::max(greatest, std::fabs(was));
                                lost = std::max(lost, std::fabs(was - double(back[size_t(row * dim + d)])));
                            }
                            QVERIFY2(lost <= greatest * 0x1p-23, form.name);
                        }
                    }
                }
            }
        });
    }
    void rows_that_cannot_be_held_do_not_pass_for_others() {
        each_form([&](const kernels::CpuForm& form) {
            for (const float bad : {NAN, INFINITY, -INFINITY}) {
                Row x(64, 1.0f), back(64);
                x[33] = bad;
                auto held = room(64, 1);
                form.rows->hold_rows(Held::values, x.data(), 64, 1, 64, 0, held.data());
                kernels::held_rows(Held::values, held.data(), 1, 64, back.data());
                QVERIFY2(std::all_of(back.begin(), back.end(), [](float v) { return std::isnan(v); }),
                         form.name);
            }
            for (const float small : {0.0f, 1e-30f, 1e-40f}) {
                Row x(64, small), back(64, 1.0f);
                auto held = room(64, 1);
                form.rows->hold_rows(Held::keys, x.data(), 64, 1, 64, 0, held.data());
                kernels::held_rows(Held::keys, held.data(), 1, 64, back.data());
                QVERIFY2(largest_difference(x, back) <= 0x1p-96, form.name);
            }
        });
    }
    /// Every form writes the same bytes: what one process holds means the same wherever it is read.
    void forms_hold_the_same() {
        std::mt19937_64 random(22);
        for (const int64_t dim : {5, 64}) {
            const Row x = normal_values(20 * dim, random, 3);
            auto expected = room(dim, 20);
            kernels::hold_rows_reference(Held::keys, x.data(), dim, 20, dim, 0, expected.data());
            each_form([&](const kernels::CpuForm& form) {
                auto got = room(dim, 20);
                form.rows->hold_rows(Held::keys, x.data(), dim, 20, dim, 0, got.data());
                QVERIFY2(got == expected, form.name);
            });
        }
    }
    void attention_agrees_over_any_length_and_width() {
        std::mt19937_64 random(3);
        for (const int64_t length : {1, 2, 16, 31, 33, 600}) {
            for (const int64_t dim : {5, 12, 64, 80, 128}) {
                for (const int64_t group : {1, 2, 3, 5, 8}) {
                    const int64_t x_row = dim + 1;
                    const Row query = normal_values(group * dim, random, 2),
                              keys = normal_values(length * x_row, random, 2),
                              values = normal_values(length * x_row, random);
                    Row expected, expected_sums, got(query.size()), sums(static_cast<size_t>(group)),
                        scores(static_cast<size_t>(kernels::attend_held_scores(group, length)));
                    attend(query, group, keys, values, x_row, length, dim, double(0.2f), expected,
                           expected_sums);
                    auto key = room(dim, length), value = key;
                    kernels::hold_rows_reference(Held::keys, keys.data(), x_row, length, dim, 0, key.data());
                    kernels::hold_rows_reference(Held::values, values.data(), x_row, length, dim, 0,
                                                 value.data());
                    each_form([&](const kernels::CpuForm& form) {
                        kernels::ReadAhead ahead;
                        ahead.follow(key.data(), kernels::held_bytes(dim, length));
                        ahead.follow(value.data(), kernels::held_bytes(dim, length));
                        form.rows->attend_held(query.data(), group, key.data(), value.data(), length, dim,
                                               0.2f, &ahead, scores.data(), got.data(), sums.data());
                        QVERIFY2(largest_difference(expected, got) < 2e-5, form.name);
                        QVERIFY2(largest_difference(expected_sums, sums) < 2e-5, form.name);
                        QCOMPARE(ahead.unread(), 0);
                    });
                }
            }
        }
    }
    /// Over stretches joined it is attention over all of them, also for a row that has fewer than others.
    void stretches_joined_are_attention_over_all() {
        std::mt19937_64 random(31);
        constexpr int64_t length = 100, stretches = 3, stretch = 48, group = 3;
        for (const int64_t dim : {5, 64}) {
            const Row query = normal_values(group * dim, random, 2),
                      keys = normal_values(length * dim, random),
                      values = normal_values(length * dim, random);
            Row expected, sum_of_all;
            attend(query, group, keys, values, dim, length, dim, 0.2, expected, sum_of_all);
            // The last row has all its positions in one stretch, and what nobody wrote in the others.
            const int64_t rows = group + 1;
            Row outs(size_t(stretches * rows * dim), NAN), sums(size_t(stretches * rows), -INFINITY);
            for (int64_t first = 0; first < length; first += stretch) {
                const int64_t count = std::min(stretch, length - first), at = first / stretch * rows;
                const Row some_keys(keys.begin() + first * dim, keys.begin() + (first + count) * dim),
                    some_values(values.begin() + first * dim, values.begin() + (first + count) * dim);
                Row out, sum;
                attend(query, group, some_keys, some_values, dim, count, dim, 0.2, out, sum);
                std::copy(out.begin(), out.end(), outs.begin() + at * dim);
                std::copy(sum.begin(), sum.end(), sums.begin() + at);
            }
            sums[size_t(group)] = -40;
            std::fill_n(outs.begin() + group * dim, dim, 7.0f);
            expected.insert(expected.end(), size_t(dim), 7.0f);
            each_form([&](const kernels::CpuForm& form) {
                Row got(size_t(rows * dim));
                form.rows->join_stretches(outs.data(), sums.data(), stretches, rows, dim, got.data());
                QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
            });
        }
    }
};

LORA_TEST_MAIN(TestHeldAttention)
#include "test_held_attention.moc"
