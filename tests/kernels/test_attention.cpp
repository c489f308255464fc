// SPDX-License-Identifier: Apache-2.0
// Attention over many queries and its gradients against the formula in float64, over odd lengths and widths.
#include <cmath>
#include <random>

#include "kernels/include/attention.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

using Row = std::vector<float>;
using Wide = std::vector<double>;

Row normal_row(int64_t count, std::mt19937_64& random) {
    std::normal_distribution<float> normal;
    Row row(static_cast<size_t>(count));
    for (float& value : row)
        value = normal(random);
    return row;
}

/// The formula, a query at a time; gradients where `dout`.
struct Formula {
    const kernels::AttentionHead& head;
    Wide out, dquery, dkey, dvalue;

    explicit Formula(const kernels::AttentionHead& of, const float* dout) : head(of) {
        const int64_t keys = head.past + head.queries, dim = head.head_dim;
        out = dquery = Wide(size_t(head.queries * head.query_row));
        dkey = dvalue = Wide(size_t(keys * dim));
        for (int64_t i = 0; i < head.queries; ++i)
            one(i, dout + i * head.query_row);
    }
    void one(int64_t i, const float* dout) {
        const int64_t dim = head.head_dim, visible = head.past + i + 1;
        const float* q = head.query + i * head.query_row;
        Wide share(static_cast<size_t>(visible)), dshare(share);
        double total = 0, dot = 0;
        for (int64_t j = 0; j < visible; ++j) {
            double score = 0;
            for (int64_t d = 0; d < dim; ++d)
                score += double(q[d]) * double(head.key[j * head.key_row + d]);
            total += share[size_t(j)] = std::exp(score * double(head.scale));
        }
        for (int64_t j = 0; j < visible; ++j) {
            share[size_t(j)] /= total;
            for (int64_t d = 0; d < dim; ++d) {
                const double v = double(head.value[j * head.key_row + d]), g = double(dout[d]);
                out[size_t(i * head.query_row + d)] += share[size_t(j)] * v;
                dvalue[size_t(j * dim + d)] += share[size_t(j)] * g;
                dshare[size_t(j)] += v * g;
            }
            dot += share[size_t(j)] * dshare[size_t(j)];
        }
        for (int64_t j = 0; j < visible; ++j) {
            const double dscore = share[size_t(j)] * (dshare[size_t(j)] - dot) * double(head.scale);
            for (int64_t d = 0; d < dim; ++d) {
                dquery[size_t(i * head.query_row + d)] += dscore * double(head.key[j * head.key_row + d]);
                dkey[size_t(j * dim + d)] += dscore * double(q[d]);
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
    void answers_and_gradients_equal_the_formula() {
        std::mt19937_64 random(31);
        kernels::AttentionRoom room;
        for (const int64_t dim : {8, 64, 80}) {
            for (const int64_t queries : {1, 2, 17, 96, 97, 230}) {
                for (const int64_t past : {0, 3, 120}) {
                    const int64_t keys = past + queries, query_row = dim + 5, key_row = 2 * dim;
                    const Row q = normal_row(queries * query_row, random),
                              k = normal_row(keys * key_row, random);
                    const Row v = normal_row(keys * key_row, random),
                              dout = normal_row(queries * query_row, random);
                    const kernels::AttentionHead head{
                        q.data(),  k.data(), v.data(),
                        query_row, key_row,  queries,
                        past,      dim,      static_cast<float>(1 / std::sqrt(double(dim)))};
                    const Formula formula(head, dout.data());
                    Row out(q.size()), log_sums(static_cast<size_t>(queries)), dquery(q.size());
                    Row dkey(static_cast<size_t>(keys * dim)), dvalue(dkey);
                    kernels::attend(head, out.data(), log_sums.data(), room);
                    kernels::attend_backward(head, out.data(), dout.data(), log_sums.data(), dquery.data(),
                                             dkey.data(), dvalue.data(), room);
                    QVERIFY(largest_difference(formula.out, out) < 1e-5);
                    QVERIFY(largest_difference(formula.dquery, dquery) < 3e-5);
                    QVERIFY(largest_difference(formula.dkey, dkey) < 1e-4);
                    QVERIFY(largest_difference(formula.dvalue, dvalue) < 1e-4);
                }
            }
        }
    }
};

LORA_TEST_MAIN(TestAttention)
#include "test_attention.moc"
