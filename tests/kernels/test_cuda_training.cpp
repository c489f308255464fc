// SPDX-License-Identifier: Apache-2.0
// The loss and the optimiser on the GPU against float64. Skipped as a whole where there is none.
#include <limits>

#include "kernels/include/row_ops.h"
#include "tests/kernels/cuda_arrays.h"

namespace lora::kernels {

class TestCudaTraining : public test::TestObject {
    Q_OBJECT

    struct Expected {
        std::vector<double> losses, gradients;
    };
    static Expected cross_entropy(const std::vector<float>& logits, const std::vector<int64_t>& labels) {
        Expected expected;
        const size_t columns = logits.size() / labels.size();
        for (size_t row = 0; row < labels.size(); ++row) {
            const auto first = logits.begin() + std::ptrdiff_t(row * columns);
            const double top = *std::max_element(first, first + std::ptrdiff_t(columns));
            double sum = 0;
            for (size_t c = 0; c < columns; ++c)
                sum += std::exp(double(logits[row * columns + c]) - top);
            const bool ignored = labels[row] == -100;
            const auto label = ignored ? size_t(0) : size_t(labels[row]);
            expected.losses.push_back(ignored ? 0
                                              : std::log(sum) + top - double(logits[row * columns + label]));
            for (size_t c = 0; c < columns; ++c) {
                const double share = std::exp(double(logits[row * columns + c]) - top) / sum;
                expected.gradients.push_back(ignored ? 0 : share - (c == label ? 1 : 0));
            }
        }
        return expected;
    }

    static void compare_cross_entropy(const ValueType& value, size_t columns, size_t shift) {
        const std::vector<int64_t> labels{0, -100, int64_t(columns) - 1, int64_t(columns) / 2};
        auto logits = normal_values(labels.size() * columns, 1, value.type, 4);
        logits[0] = -std::numeric_limits<float>::infinity();  // masked, and not the label of its row
        std::vector<int64_t> used = labels;
        if (columns > 1) used[0] = 1;
        if (columns == 1) logits[0] = 3;
        const Expected expected = cross_entropy(logits, used);
        const Values device_logits(value.type, logits, shift);
        const OnDevice<int64_t> device_labels(used);
        const OnDevice<float> losses(std::vector<float>(labels.size(), -1));
        const QString what = QString("%1, %2 columns").arg(value.name).arg(columns);
        const auto run = [&](bool gradient) {
            return cuda().cross_entropy(value.type, device_logits.get(), int64_t(labels.size()),
                                        int64_t(columns), device_labels.get(), losses.get(), gradient,
                                        nullptr);
        };
        VERIFY_DONE(run(false));
        VERIFY_CLOSE(losses.values(), expected.losses, 1e-5, what + ", losses alone");
        QCOMPARE(device_logits.values(), logits);
        VERIFY_DONE(run(true));
        VERIFY_CLOSE(losses.values(), expected.losses, 1e-5, what + ", losses");
        VERIFY_CLOSE(device_logits.values(), expected.gradients, value.tolerance, what + ", gradients");
    }

    static void compare_adamw(size_t count, size_t shift, double weight_decay) {
        const auto start = normal_values(count, 2);
        std::vector<double> value(start.begin(), start.end()), first(count), second(count);
        const OnDevice<float> parameters(start, shift), moment(std::vector<float>(count), shift);
        const OnDevice<float> square(std::vector<float>(count), shift);
        CudaAdamW step;
        step.learning_rate = 1e-2;
        step.weight_decay = weight_decay;
        for (unsigned t = 1; t <= 5; ++t) {
            const auto gradient = normal_values(count, 10 + t);
            const OnDevice<float> device_gradient(gradient, shift);
            step.first_correction = 1 - std::pow(step.beta1, t);
            step.second_correction = std::sqrt(1 - std::pow(step.beta2, t));
            VERIFY_DONE(cuda().adamw(parameters.get(), device_gradient.get(), moment.get(), square.get(),
                                     int64_t(count), &step, nullptr));
            for (size_t i = 0; i < count; ++i) {
                const double g = gradient[i];
                value[i] *= 1 - step.learning_rate * step.weight_decay;
                first[i] += (1 - step.beta1) * (g - first[i]);
                second[i] = second[i] * step.beta2 + (1 - step.beta2) * g * g;
                value[i] -= step.learning_rate / step.first_correction * first[i] /
                            (std::sqrt(second[i]) / step.second_correction + step.epsilon);
            }
            QCOMPARE(device_gradient.values(), gradient);
        }
        const QString what = QString("%1 elements").arg(count);
        VERIFY_CLOSE(parameters.values(), value, 2e-6, what);
        VERIFY_CLOSE(moment.values(), first, 2e-6, what + ", first moment");
        VERIFY_CLOSE(square.values(), second, 2e-6, what + ", second moment");
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void cross_entropy_gives_each_rows_loss_and_gradient() {
        for (const ValueType& value : value_types) {
            for (const size_t columns : {1, 2, 33, 1000, 8192, 50'257})
                compare_cross_entropy(value, columns, 0);
            compare_cross_entropy(value, 512, 1);
        }
    }

    void a_label_outside_the_vocabulary_cannot_pass_unseen() {
        const OnDevice<float> logits(std::vector<float>(6, 1)), losses(std::vector<float>(2));
        const OnDevice<int64_t> labels(std::vector<int64_t>{3, -1});
        VERIFY_DONE(
            cuda().cross_entropy(DType::f32, logits.get(), 2, 3, labels.get(), losses.get(), true, nullptr));
        for (const float loss : losses.values())
            QVERIFY(std::isnan(loss));
        for (const float gradient : logits.values())
            QVERIFY(std::isnan(gradient));
    }

    void dropout_drops_what_the_processor_drops() {
        constexpr uint64_t seed = 0x9e3779b97f4a7c15;
        const OnDevice<uint64_t> place(std::vector<uint64_t>{1, seed});
        for (const ValueType& value : value_types) {
            for (const size_t shift : {0, 1}) {
                for (const size_t count : {1, 7, 2048, 10'003}) {
                    for (const double p : {0.0, 0.05, 0.5}) {
                        const auto x = normal_values(count, 1, value.type);
                        std::vector<float> expected(count);
                        dropout_row_reference(x.data(), int64_t(count), 0, seed, p, false, expected.data());
                        if (value.type == DType::bf16)
                            for (float& one : expected)
                                one = from_bf16(to_bf16(one));
                        const Values in(value.type, x, shift);
                        const Values out(value.type, std::vector<float>(count, -1), shift);
                        VERIFY_DONE(cuda().dropout(value.type, in.get(), int64_t(count), nullptr, seed, p,
                                                   out.get(), nullptr));
                        QCOMPARE(out.values(), expected);
                        // In place, by the seed that lies on the device.
                        VERIFY_DONE(cuda().dropout(value.type, in.get(), int64_t(count), place.get() + 1, 0,
                                                   p, in.get(), nullptr));
                        QCOMPARE(in.values(), expected);
                    }
                }
            }
        }
    }

    void adamw_steps_as_its_definition() {
        compare_adamw(1, 0, 0);
        compare_adamw(10'003, 0, 0.1);
        compare_adamw(2048, 1, 0.1);
    }

    void equal_steps_give_equal_bits() {
        const auto start = normal_values(4097, 3), gradient = normal_values(4097, 4);
        const OnDevice<float> device_gradient(gradient);
        CudaAdamW step;
        step.learning_rate = 1e-3;
        step.first_correction = 1 - step.beta1;
        step.second_correction = std::sqrt(1 - step.beta2);
        std::vector<float> results[2];
        for (auto& result : results) {
            const OnDevice<float> parameters(start), first(std::vector<float>(4097)),
                second(std::vector<float>(4097));
            VERIFY_DONE(cuda().adamw(parameters.get(), device_gradient.get(), first.get(), second.get(), 4097,
                                     &step, nullptr));
            result = parameters.values();
        }
        QCOMPARE(results[0], results[1]);
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaTraining)
#include "test_cuda_training.moc"
