// SPDX-License-Identifier: Apache-2.0
// The row operations of decoding agree with their reference forms, over odd sizes too.
#include <cmath>
#include <random>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/row_ops.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

using Row = std::vector<float>;

Row normal_row(int64_t count, std::mt19937_64& random, float scale = 1) {
    std::normal_distribution<float> normal(0, scale);
    Row row(static_cast<size_t>(count));
    for (float& value : row)
        value = normal(random);
    return row;
}

double largest_difference(const Row& a, const Row& b) {
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const double difference = std::fabs(double(a[i]) - double(b[i]));
        if (!(difference <= most)) most = difference;
    }
    return most;
}

template <class Visit>
void each_form(Visit visit) {
    for (const kernels::CpuForm& form : kernels::cpu_forms())
        if (form.available()) visit(form);
}

}  // namespace

class TestRowOps : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void rms_norm_agrees() {
        std::mt19937_64 random(1);
        for (const int64_t columns : {1, 7, 64, 577}) {
            const Row x = normal_row(columns, random, 30), weight = normal_row(columns, random);
            Row expected(x.size()), got(x.size());
            kernels::rms_norm_row_reference(x.data(), weight.data(), columns, 1e-5f, expected.data());
            each_form([&](const kernels::CpuForm& form) {
                form.rms_norm_row(x.data(), weight.data(), columns, 1e-5f, got.data());
                QVERIFY2(largest_difference(expected, got) < 1e-5, form.name);
            });
        }
    }
    void swiglu_agrees_from_one_end_of_its_range_to_the_other() {
        std::mt19937_64 random(2);
        Row gate = normal_row(515, random, 20);
        gate[0] = 100;
        gate[1] = -100;
        gate[2] = 0;
        const Row up = normal_row(515, random);
        Row expected(gate.size()), got(gate.size());
        kernels::swiglu_row_reference(gate.data(), up.data(), 515, expected.data());
        each_form([&](const kernels::CpuForm& form) {
            form.swiglu_row(gate.data(), up.data(), 515, got.data());
            QVERIFY2(largest_difference(expected, got) < 3e-5, form.name);
        });
    }
    void attention_agrees_over_any_length_and_width() {
        std::mt19937_64 random(3);
        for (const int64_t length : {1, 2, 31, 600}) {
            for (const int64_t head_dim : {5, 64, 80}) {
                const int64_t stride = 3 * head_dim + 1;
                const Row query = normal_row(head_dim, random, 2),
                          keys = normal_row(length * stride, random, 2),
                          values = normal_row(length * stride, random);
                Row scores(static_cast<size_t>(length)), expected(query.size()), got(query.size());
                kernels::attend_row_reference(query.data(), keys.data(), values.data(), length, stride,
                                              head_dim, 0.2f, scores.data(), expected.data());
                each_form([&](const kernels::CpuForm& form) {
                    form.attend_row(query.data(), keys.data(), values.data(), length, stride, head_dim, 0.2f,
                                    scores.data(), got.data());
                    QVERIFY2(largest_difference(expected, got) < 2e-5, form.name);
                });
            }
        }
    }
};

LORA_TEST_MAIN(TestRowOps)
#include "test_row_ops.moc"
