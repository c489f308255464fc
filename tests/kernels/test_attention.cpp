// SPDX-License-Identifier: Apache-2.0
// Attention over many queries and its gradients against the formula in float64, over odd lengths and widths.
#include <bit>
#include <cmath>
#include <random>

#include "kernels/include/attention.h"
#include "kernels/include/matmul.h"
#include "tests/kernels/normal_values.h"
#include "tests/support/test_main.h"

using namespace lora;
using test::normal_values;

namespace {

using Row = std::vector<float>;
using Wide = std::vector<double>;

/// The formula, a query at a time, with its gradients.
struct Formula {
    const kernels::AttentionGroup& group;
    Wide out, dquery, dkey, dvalue;

    Formula(const kernels::AttentionGroup& of, const Row& dout) : group(of) {
        const int64_t keys = group.past + group.end, dim = group.head_dim;
        out = dquery = Wide(dout.size());
        dkey = dvalue = Wide(size_t(keys * dim));
        for (int64_t i = group.first; i < group.end; ++i)
            for (int64_t head = 0; head < group.heads; ++head)
                one(i, i * group.query_row + head * dim, dout);
    }
    void one(int64_t i, int64_t at, const Row& dout) {
        const int64_t dim = group.head_dim, visible = group.past + i + 1;
        Wide share(static_cast<size_t>(visible)), dshare(share);
        double total = 0, dot = 0;
        for (int64_t j = 0; j < visible; ++j) {
            double score = 0;
            for (int64_t d = 0; d < dim; ++d)
                score += double(group.query[at + d]) * double(group.key[j * group.key_row + d]);
            total += share[size_t(j)] = std::exp(score * double(group.scale));
        }
        for (int64_t j = 0; j < visible; ++j) {
            share[size_t(j)] /= total;
            for (int64_t d = 0; d < dim; ++d) {
                const double v = double(group.value[j * group.key_row + d]), g = double(dout[size_t(at + d)]);
                out[size_t(at + d)] += share[size_t(j)] * v;
                dvalue[size_t(j * dim + d)] += share[size_t(j)] * g;
                dshare[size_t(j)] += v * g;
            }
            dot += share[size_t(j)] * dshare[size_t(j)];
        }
        for (int64_t j = 0; j < visible; ++j) {
            const double dscore = share[size_t(j)] * (dshare[size_t(j)] - dot) * double(group.scale);
            for (int64_t d = 0; d < dim; ++d) {
                dquery[size_t(at + d)] += dscore * double(group.key[j * group.key_row + d]);
                dkey[size_t(j * dim + d)] += dscore * double(group.query[at + d]);
            }
        }
    }
};

double largest_difference(const Wide& a, const Row& b) {
    double most = a.size() == b.size() ? 0 : HUGE_VAL;
    for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
        const double difference = std::fabs(a[i] - double(b[i]));
        if (!(difference <= most)) most = difference;
    }
    return most;
}

}  // namespace

class TestAttention : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void answers_and_gradients_equal_the_formula_data() {
        QTest::addColumn<bool>("bfloat16");
        QTest::newRow("float32") << false;
        QTest::newRow("factors rounded to bfloat16") << true;
    }
    void answers_and_gradients_equal_the_formula() {
        QFETCH(bool, bfloat16);
        if (bfloat16 && !kernels::multiplies(kernels::Factors::bfloat16))
            QSKIP("this processor does not multiply bfloat16");
        std::mt19937_64 random(31);
        kernels::AttentionRoom room;
        for (const int64_t dim : {8, 64, 80}) {
            for (const int64_t heads : {1, 3, 8}) {
                for (const int64_t queries : {1, 2, 17, 97, 230}) {
                    for (const int64_t past : {0, 3, 120})
                        compare(dim, heads, 0, queries, past, bfloat16, random, room);
                    compare(dim, heads, queries / 3, queries, 0, bfloat16, random, room);
                    compare(dim, heads, queries / 2, queries / 2 + 1, 7, bfloat16, random, room);
                }
            }
        }
    }

  private:
    void compare(int64_t dim, int64_t heads, int64_t first, int64_t end, int64_t past, bool bfloat16,
                 std::mt19937_64& random, kernels::AttentionRoom& room) {
        const int64_t keys = past + end, query_row = heads * dim + 5, key_row = 2 * dim;
        Row q = normal_values(end * query_row, random), k = normal_values(keys * key_row, random);
        Row v = normal_values(keys * key_row, random), dout = normal_values(end * query_row, random);
        // Inputs that rounding leaves alone: what differs then is probabilities and scores' gradients.
        if (bfloat16)
            for (Row* row : {&q, &k, &v, &dout})
                for (float& value : *row)
                    value = std::bit_cast<float>(std::bit_cast<uint32_t>(value) & 0xffff0000u);
        const kernels::AttentionGroup group{q.data(),
                                            k.data(),
                                            v.data(),
                                            query_row,
                                            key_row,
                                            heads,
                                            past,
                                            dim,
                                            first,
                                            end,
                                            static_cast<float>(1 / std::sqrt(double(dim))),
                                            bfloat16};
        const Formula formula(group, dout);
        const int64_t sums_row = end + 2;
        Row out(q.size()), log_sums(static_cast<size_t>(heads * sums_row)), dquery(q.size());
        Row dkey(static_cast<size_t>(keys * dim)), dvalue(dkey);
        kernels::attend(group, out.data(), log_sums.data(), sums_row, room);
        kernels::attend_backward(group, out.data(), dout.data(), log_sums.data(), sums_row, dquery.data(),
                                 dkey.data(), dvalue.data(), room);
        // A factor that is rounded to eight bits is off by 1/512 of itself at most, so a sum of shares that
        // add up to one by 1/512 of the largest value, 5 for a normal one; gradients' sums are longer.
        const auto close = [&](const Wide& expected, const Row& found, double exact, double largest) {
            const double difference = largest_difference(expected, found);
            const double allowed = bfloat16 ? largest / 512 : exact;
            if (difference >= allowed) qInfo() << "differs by" << difference << "of" << allowed;
            return difference < allowed;
        };
        QVERIFY(close(formula.out, out, 1e-5, 5));
        QVERIFY(close(formula.dquery, dquery, 3e-5, 10));
        QVERIFY(close(formula.dkey, dkey, 1e-4, 20));
        QVERIFY(close(formula.dvalue, dvalue, 1e-4, 20));
    }
};

LORA_TEST_MAIN(TestAttention)
#include "test_attention.moc"
