// SPDX-License-Identifier: Apache-2.0
// The row operations agree with their reference forms, over odd sizes too.
#include <algorithm>
#include <cmath>
#include <random>

#include "kernels/cpu/cache_line.h"
#include "kernels/include/row_ops.h"
#include "tests/kernels/forms.h"
#include "tests/kernels/normal_values.h"
#include "tests/support/test_main.h"

using namespace lora;
using test::each_form;
using test::largest_difference;
using test::normal_values;
using test::Row;

namespace {

/// What begins at a cache line, as an adapter in 16 bits does.
class Lines {
  public:
    explicit Lines(int64_t bytes) : room_(static_cast<size_t>(bytes) + 64) {}
    std::byte* begin() { return kernels::at_line(room_.data()); }

  private:
    std::vector<std::byte> room_;
};

/// Numbers as shorten_row keeps them: rows of `width`.
Row shortened(const Row& x, int64_t width) {
    Row out(x.size());
    std::vector<int16_t> whole(static_cast<size_t>(width));
    for (size_t at = 0; at < x.size(); at += whole.size()) {
        const float step = kernels::shorten_row(&x[at], width, whole.data());
        for (size_t i = 0; i < whole.size(); ++i)
            out[at + i] = static_cast<float>(whole[i]) * step;
    }
    return out;
}

}  // namespace

class TestRowOps : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void rms_norm_agrees() {
        std::mt19937_64 random(1);
        for (const int64_t columns : {1, 7, 64, 577}) {
            const Row x = normal_values(columns, random, 30), weight = normal_values(columns, random);
            Row expected(x.size()), got(x.size());
            kernels::rms_norm_row_reference(x.data(), weight.data(), columns, 1e-5f, expected.data());
            each_form([&](const kernels::CpuForm& form) {
                form.rows->rms_norm_row(x.data(), weight.data(), columns, 1e-5f, got.data());
                QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
            });
        }
    }
    /// A branch that joins the stream on the way to the norm leaves what two steps would.
    void rms_norm_of_a_joined_branch_agrees() {
        std::mt19937_64 random(12);
        for (const int64_t columns : {1, 7, 64, 577}) {
            const Row stream = normal_values(columns, random, 30), branch = normal_values(columns, random, 9),
                      weight = normal_values(columns, random);
            Row joined = stream, expected(stream.size()), got(stream.size());
            for (size_t c = 0; c < joined.size(); ++c)
                joined[c] += branch[c];
            kernels::rms_norm_row_reference(joined.data(), weight.data(), columns, 1e-5f, expected.data());
            each_form([&](const kernels::CpuForm& form) {
                Row x = stream;
                form.rows->add_rms_norm_row(x.data(), branch.data(), weight.data(), columns, 1e-5f,
                                            got.data());
                QVERIFY2(x == joined, form.name);
                QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
            });
        }
    }
    void the_first_of_the_greatest_is_found_beside_what_is_no_number() {
        std::mt19937_64 random(15);
        each_form([&](const kernels::CpuForm& form) {
            const auto found = [&](const Row& x) {
                return form.rows->greatest_of_row(x.data(), static_cast<int64_t>(x.size()));
            };
            for (const int64_t elements : {1, 15, 16, 33, 511, 512, 513, 49155}) {
                Row x = normal_values(elements, random);
                QVERIFY2(found(x) == std::max_element(x.begin(), x.end()) - x.begin(), form.name);
                x[x.size() / 2] = x.back() = 50;
                QVERIFY2(found(x) == elements / 2, form.name);
                if (elements < 3) continue;
                x.front() = NAN;
                QVERIFY2(found(x) == elements / 2, form.name);
                x[1] = INFINITY;
                QVERIFY2(found(x) == 1, form.name);
            }
            QVERIFY2(found(Row(600, -INFINITY)) == 0, form.name);
            QVERIFY2(found(Row(600, NAN)) == -1, form.name);
        });
    }
    void swiglu_agrees_from_one_end_of_its_range_to_the_other() {
        std::mt19937_64 random(2);
        Row gate = normal_values(515, random, 20);
        gate[0] = 100;
        gate[1] = -100;
        gate[2] = 0;
        const Row up = normal_values(515, random);
        Row expected(gate.size()), got(gate.size());
        kernels::swiglu_row_reference(gate.data(), up.data(), 515, expected.data());
        each_form([&](const kernels::CpuForm& form) {
            form.rows->swiglu_row(gate.data(), up.data(), 515, got.data());
            QVERIFY2(largest_difference(expected, got) < 3e-5, form.name);
        });
    }
    /// A row in 16 bits is as fine as its greatest element allows, and what is not finite is not hidden.
    void rows_in_16_bits_keep_their_elements() {
        std::mt19937_64 random(12);
        each_form([&](const kernels::CpuForm& form) {
            for (const int64_t elements : {1, 7, 64, 77}) {
                for (const float size : {1.0f, 1e4f, 1e-20f}) {
                    Row x = normal_values(elements, random, size), back(x.size());
                    x[x.size() / 2] = -5 * size;
                    std::vector<int16_t> whole(x.size());
                    const float step = form.rows->shorten_row(x.data(), elements, whole.data());
                    for (size_t i = 0; i < x.size(); ++i)
                        back[i] = static_cast<float>(whole[i]) * step;
                    double greatest = 0;
                    for (const float value : x)
                        greatest = std::max(greatest, std::fabs(double(value)));
                    QVERIFY2(largest_difference(x, back) <= greatest * 1.01 / 65536, form.name);
                    QVERIFY2(std::fabs(step * 32767 - greatest) <= 1e-6 * greatest, form.name);
                }
            }
            std::vector<int16_t> whole(64);
            QCOMPARE(form.rows->shorten_row(Row(64, 0.0f).data(), 64, whole.data()), 0.0f);
            QCOMPARE(form.rows->shorten_row(Row(64, 1e-40f).data(), 64, whole.data()), 0.0f);
            QCOMPARE(whole, std::vector<int16_t>(64));
            for (const float bad : {NAN, INFINITY, -INFINITY}) {
                Row x = normal_values(64, random);
                x[33] = bad;
                QVERIFY2(std::isnan(form.rows->shorten_row(x.data(), 64, whole.data())), form.name);
            }
        });
    }
    void rms_norm_gradient_agrees_with_small_differences() {
        std::mt19937_64 random(5);
        for (const int64_t columns : {3, 64, 577}) {
            const Row x = normal_values(columns, random), weight = normal_values(columns, random);
            const Row dy = normal_values(columns, random), before = normal_values(columns, random);
            Row expected = before;
            kernels::rms_norm_row_backward_reference(x.data(), weight.data(), dy.data(), columns, 1e-5f,
                                                     expected.data());
            const auto sum = [&](Row at) {
                Row y(at.size());
                kernels::rms_norm_row_reference(at.data(), weight.data(), columns, 1e-5f, y.data());
                return dot(y, dy);
            };
            check_gradient(x, sum, [&](size_t i) { return expected[i] - before[i]; });
            each_form([&](const kernels::CpuForm& form) {
                Row got = before;
                form.rows->rms_norm_row_backward(x.data(), weight.data(), dy.data(), columns, 1e-5f,
                                                 got.data());
                QVERIFY2(largest_difference(expected, got) < 2e-5, form.name);
            });
        }
    }

    void swiglu_gradients_agree_with_small_differences() {
        std::mt19937_64 random(6);
        const Row gate = normal_values(83, random, 3), up = normal_values(83, random),
                  dy = normal_values(83, random);
        Row dgate(83), dup(83);
        kernels::swiglu_row_backward_reference(gate.data(), up.data(), dy.data(), 83, dgate.data(),
                                               dup.data());
        const auto sum = [&](const Row& g, const Row& u) {
            Row y(83);
            kernels::swiglu_row_reference(g.data(), u.data(), 83, y.data());
            return dot(y, dy);
        };
        check_gradient(
            gate, [&](const Row& at) { return sum(at, up); }, [&](size_t i) { return dgate[i]; });
        check_gradient(
            up, [&](const Row& at) { return sum(gate, at); }, [&](size_t i) { return dup[i]; });
        each_form([&](const kernels::CpuForm& form) {
            Row g = gate, u = up;  // in place, as training does it
            form.rows->swiglu_row_backward(g.data(), u.data(), dy.data(), 83, g.data(), u.data());
            QVERIFY2(largest_difference(dgate, g) < 3e-5 && largest_difference(dup, u) < 3e-5, form.name);
        });
    }

    void rope_turns_as_the_reference_and_back_again() {
        std::mt19937_64 random(7);
        const Row x = normal_values(3 * 26, random), angles = normal_values(13, random);
        Row cosine(13), sine(13), expected = x;
        for (size_t i = 0; i < 13; ++i) {
            cosine[i] = std::cos(angles[i]);
            sine[i] = std::sin(angles[i]);
        }
        kernels::rope_row_reference(expected.data(), 3, 26, cosine.data(), sine.data(), 1);
        each_form([&](const kernels::CpuForm& form) {
            Row got = x;
            form.rows->rope_row(got.data(), 3, 26, cosine.data(), sine.data(), 1);
            QVERIFY2(largest_difference(expected, got) < 1e-6, form.name);
            form.rows->rope_row(got.data(), 3, 26, cosine.data(), sine.data(), -1);
            QVERIFY2(largest_difference(x, got) < 1e-6, form.name);
        });
    }

    void exponentials_and_attention_scores_agree() {
        std::mt19937_64 random(8);
        const Row x = normal_values(301, random, 8), dp = normal_values(301, random);
        Row expected = x, share = x, dexpected = dp;
        float top = 0;
        const float total = kernels::exp_row_reference(expected.data(), 301, 0.25f, &top);
        kernels::attend_row_backward_reference(share.data(), dexpected.data(), 301, 0.25f, 5, 0.3f);
        each_form([&](const kernels::CpuForm& form) {
            Row got = x, gone = x, dgot = dp;
            float at = 0;
            const float sum = form.rows->exp_row(got.data(), 301, 0.25f, &at);
            QCOMPARE(at, top);
            QVERIFY2(std::fabs(sum - total) < 1e-5f * total, form.name);
            QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
            form.rows->attend_row_backward(gone.data(), dgot.data(), 301, 0.25f, 5, 0.3f);
            QVERIFY2(largest_difference(share, gone) < 1e-5, form.name);
            QVERIFY2(largest_difference(dexpected, dgot) < 1e-5, form.name);
        });
    }

    void an_adapters_second_product_agrees_for_any_rank() {
        std::mt19937_64 random(10);
        for (const int64_t rank : {1, 4, 8, 16, 21, 64}) {
            for (const int64_t outputs : {1, 4, 7, 130}) {
                const Row h = normal_values(rank, random), b = normal_values(rank * outputs, random);
                const Row before = normal_values(outputs, random);
                Row expected = before;
                kernels::add_narrow_row_reference(h.data(), rank, b.data(), outputs, expected.data());
                each_form([&](const kernels::CpuForm& form) {
                    Row got = before;
                    form.rows->add_narrow_row(h.data(), rank, b.data(), outputs, got.data());
                    QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
                });
            }
        }
    }

    /// Rows are those that shorten_row makes, a part of them gives what all do, and all that is said to be
    /// read is.
    void products_with_rows_in_16_bits_agree_over_any_size() {
        std::mt19937_64 random(13);
        for (const int64_t columns : {1, 8, 16, 21, 33, 577}) {
            for (const int64_t outputs : {1, 4, 7, 130}) {
                const Row x = normal_values(columns, random), a = normal_values(columns * outputs, random),
                          rows = shortened(a, columns);
                const int64_t bytes = kernels::short_rows_bytes(columns, outputs),
                              group_bytes = kernels::short_rows_bytes(columns, 1);
                Lines groups(bytes);
                kernels::shorten_rows(a.data(), columns, outputs, groups.begin());
                Row expected(static_cast<size_t>(outputs));
                kernels::multiply_short_rows_reference(x.data(), columns, groups.begin(), outputs, nullptr,
                                                       expected.data());
                for (size_t o = 0; o < expected.size(); ++o) {
                    double sum = 0;
                    for (size_t c = 0; c < x.size(); ++c)
                        sum += double(x[c]) * double(rows[o * x.size() + c]);
                    QVERIFY(std::fabs(sum - double(expected[o])) < 1e-5 * (1 + std::fabs(sum)));
                }
                each_form([&](const kernels::CpuForm& form) {
                    kernels::ReadAhead ahead;
                    ahead.follow(groups.begin(), bytes);
                    Row got(expected.size() + 1, 0.5f);
                    form.rows->multiply_short_rows(x.data(), columns, groups.begin(), outputs, &ahead,
                                                   got.data());
                    QCOMPARE(got.back(), 0.5f);
                    got.pop_back();
                    QVERIFY2(largest_difference(expected, got) < 5e-5, form.name);
                    QCOMPARE(ahead.unread(), 0);
                    if (outputs <= 4) return;
                    Row last(got.begin() + 4, got.end());
                    form.rows->multiply_short_rows(x.data(), columns, groups.begin() + group_bytes,
                                                   outputs - 4, nullptr, last.data());
                    QVERIFY2(std::equal(last.begin(), last.end(), got.begin() + 4), form.name);
                });
            }
        }
    }

    /// The same of outputs side by side.
    void outputs_side_by_side_agree_over_any_size() {
        std::mt19937_64 random(14);
        for (const int64_t rank : {1, 4, 7, 16, 33}) {
            for (const int64_t outputs : {1, 15, 16, 17, 130}) {
                const Row h = normal_values(rank, random), b = normal_values(outputs * rank, random),
                          before = normal_values(outputs, random), rows = shortened(b, rank);
                Row expected = before;
                kernels::add_narrow_row_reference(h.data(), rank, rows.data(), outputs, expected.data());
                const int64_t bytes = kernels::short_outputs_bytes(rank, outputs),
                              group_bytes = kernels::short_group_bytes(rank);
                Lines groups(bytes);
                kernels::shorten_outputs(b.data(), rank, outputs, groups.begin());
                Row reference = before;
                kernels::add_short_outputs_reference(h.data(), rank, groups.begin(), outputs, nullptr,
                                                     reference.data());
                QVERIFY(largest_difference(expected, reference) < 1e-5);
                each_form([&](const kernels::CpuForm& form) {
                    kernels::ReadAhead ahead;
                    ahead.follow(groups.begin(), bytes);
                    Row got = before;
                    got.push_back(0.5f);
                    form.rows->add_short_outputs(h.data(), rank, groups.begin(), outputs, &ahead, got.data());
                    QCOMPARE(got.back(), 0.5f);
                    got.pop_back();
                    QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
                    QCOMPARE(ahead.unread(), 0);
                    if (outputs <= 16) return;
                    Row last(before.begin() + 16, before.end());
                    form.rows->add_short_outputs(h.data(), rank, groups.begin() + group_bytes, outputs - 16,
                                                 nullptr, last.data());
                    QVERIFY2(std::equal(last.begin(), last.end(), got.begin() + 16), form.name);
                });
            }
        }
    }

    void cross_entropy_agrees_over_a_long_vocabulary() {
        std::mt19937_64 random(9);
        for (const int64_t elements : {1, 17, 49155}) {
            const Row logits = normal_values(elements, random, 6);
            Row expected = logits;
            const int64_t label = elements / 3;
            const float loss = kernels::cross_entropy_row_reference(expected.data(), elements, label, true);
            each_form([&](const kernels::CpuForm& form) {
                Row got = logits;
                QVERIFY2(std::fabs(form.rows->cross_entropy_row(got.data(), elements, label, false) - loss) <
                             3e-6f * (1 + loss),
                         form.name);
                QCOMPARE(got, logits);
                form.rows->cross_entropy_row(got.data(), elements, label, true);
                QVERIFY2(largest_difference(expected, got) < 1e-6, form.name);
            });
        }
    }

    void dropout_keeps_the_share_it_should_and_the_same_elements_everywhere() {
        std::mt19937_64 random(10);
        const Row x(100003, 1.0f);
        Row expected(x.size());
        kernels::dropout_row_reference(x.data(), 100003, 0, 77, 0.1, false, expected.data());
        const auto kept = static_cast<double>(
            std::count_if(expected.begin(), expected.end(), [](float v) { return v != 0; }));
        QVERIFY(std::fabs(kept / 100003 - 0.9) < 0.004);
        each_form([&](const kernels::CpuForm& form) {
            Row got(x.size());
            form.rows->dropout_row(x.data(), 50000, 0, 77, 0.1, false, got.data());
            form.rows->dropout_row(x.data() + 50000, 50003, 50000, 77, 0.1, true, got.data() + 50000);
            QCOMPARE(got, expected);
        });
    }

  private:
    static double dot(const Row& a, const Row& b) {
        double sum = 0;
        for (size_t i = 0; i < a.size(); ++i)
            sum += double(a[i]) * double(b[i]);
        return sum;
    }
    template <class Function, class Gradient>
    static void check_gradient(const Row& x, Function sum, Gradient gradient) {
        constexpr float step = 1e-2f;
        for (size_t i = 0; i < x.size(); i += x.size() / 11 + 1) {
            Row above = x, below = x;
            above[i] += step;
            below[i] -= step;
            const double slope = (sum(above) - sum(below)) / (double(above[i]) - double(below[i]));
            QVERIFY2(std::fabs(slope - double(gradient(i))) < 2e-3 * (1 + std::fabs(slope)),
                     std::to_string(slope).c_str());
        }
    }
};

LORA_TEST_MAIN(TestRowOps)
#include "test_row_ops.moc"
