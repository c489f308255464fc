// SPDX-License-Identifier: Apache-2.0
// Adapters and sampling on the GPU against float64. Skipped as a whole where there is none.
#include <limits>
#include <numeric>

#include "tests/kernels/cuda_arrays.h"

namespace lora::kernels {

class TestCudaDecoding : public test::TestObject {
    Q_OBJECT

    struct AdapterShape {
        int64_t first_row, rows;
        int rank;
    };
    struct Adapter {
        AdapterShape shape;
        float scale;
        std::vector<float> a, b;
    };

    /// Four adapters over eleven rows, one row and one segment without any.
    static void compare_lora(const ValueType& value, const ValueType& weight, int64_t inputs, int64_t outputs,
                             const std::vector<int>& ranks, bool odd) {
        const std::vector<AdapterShape> shapes{
            {0, 1, ranks[0]}, {1, 5, ranks[1]}, {7, 1, 0}, {8, 2, ranks[2]}, {10, 1, ranks[3]}};
        constexpr int64_t rows = 11;
        const int64_t x_row = odd ? inputs + 1 : inputs, y_row = odd ? outputs + 3 : outputs;
        const int max_rank = *std::max_element(ranks.begin(), ranks.end());
        const int64_t h_row = odd ? max_rank + 1 : (max_rank + 3) / 4 * 4;
        const auto x = normal_values(size_t(rows * x_row), 1, value.type);
        const auto y = normal_values(size_t(rows * y_row), 2, value.type);
        std::vector<double> wanted_h(size_t(rows * h_row), 5), wanted(y.begin(), y.end());
        std::vector<std::unique_ptr<Values>> held;
        std::vector<CudaLoraSegment> segments;
        for (const AdapterShape& shape : shapes) {
            const auto seed = unsigned(10 + segments.size());
            const auto a = normal_values(size_t(shape.rank * inputs), seed, weight.type, 0.1F);
            const auto b = normal_values(size_t(shape.rank * outputs), seed + 50, weight.type, 0.1F);
            const float scale = 0.5F + float(segments.size());
            for (int64_t r = shape.first_row; r < shape.first_row + shape.rows; ++r) {
                for (int j = 0; j < shape.rank; ++j) {
                    double sum = 0;
                    for (int64_t c = 0; c < inputs; ++c)
                        sum += double(x[size_t(r * x_row + c)]) * double(a[size_t(j * inputs + c)]);
                    sum *= double(scale);
                    wanted_h[size_t(r * h_row + j)] = sum;
                    for (int64_t o = 0; o < outputs; ++o)
                        wanted[size_t(r * y_row + o)] += sum * double(b[size_t(o * shape.rank + j)]);
                }
            }
            CudaLoraSegment segment;
            segment.first_row = shape.first_row;
            segment.rows = shape.rows;
            segment.rank = shape.rank;
            segment.scale = scale;
            if (shape.rank > 0) {
                held.push_back(std::make_unique<Values>(weight.type, a, odd ? 1 : 0));
                segment.a = held.back()->get();
                held.push_back(std::make_unique<Values>(weight.type, b, odd ? 1 : 0));
                segment.b = held.back()->get();
            }
            segments.push_back(segment);
        }
        const OnDevice<CudaLoraSegment> device_segments(segments);
        const Values device_x(value.type, x, odd ? 1 : 0), device_y(value.type, y, odd ? 1 : 0);
        const OnDevice<float> h(std::vector<float>(wanted_h.size(), 5));
        const QString what = QString("%1 with %2 weights, %3 to %4, rank %5")
                                 .arg(value.name, weight.name)
                                 .arg(inputs)
                                 .arg(outputs)
                                 .arg(max_rank);
        VERIFY_DONE(cuda().lora_narrow(value.type, device_x.get(), x_row, inputs, weight.type,
                                       device_segments.get(), int(segments.size()), max_rank, h.get(), h_row,
                                       nullptr));
        VERIFY_CLOSE(h.values(), wanted_h, 2e-5, what + ", narrow");
        VERIFY_DONE(cuda().lora_widen(value.type, h.get(), h_row, weight.type, device_segments.get(),
                                      int(segments.size()), outputs, device_y.get(), y_row, nullptr));
        VERIFY_CLOSE(device_y.values(), wanted, value.tolerance + 2e-5, what);
    }

    /// What core/engine/inference/sampler.cpp does, in its order; -1 where the number falls so near a
    /// boundary that rounding decides.
    static int64_t reference_token(const std::vector<float>& logits, const CudaSampling& options,
                                   double uniform) {
        const double top = *std::max_element(logits.begin(), logits.end());
        std::vector<size_t> order(logits.size());
        std::iota(order.begin(), order.end(), size_t(0));
        std::stable_sort(order.begin(), order.end(),
                         [&](size_t a, size_t b) { return logits[a] > logits[b]; });
        if (options.temperature == 0) return int64_t(order.front());
        const auto weight = [&](size_t i) {
            return std::exp((double(logits[i]) - top) / options.temperature);
        };
        if (options.top_k > 0 && size_t(options.top_k) < order.size()) order.resize(size_t(options.top_k));
        double total = 0, held = 0;
        for (const size_t id : order)
            total += weight(id);
        constexpr double near = 2e-6;
        for (size_t i = 0; i < order.size(); ++i) {
            held += weight(order[i]);
            if (options.top_p < 1 && std::abs(held - options.top_p * total) < near * total) return -1;
            if (held < options.top_p * total) continue;
            order.resize(i + 1);
            break;
        }
        total = held;
        double left = uniform * total;
        for (const size_t id : order) {
            left -= weight(id);
            if (std::abs(left) < near * total && id != order.back()) return -1;
            if (left < 0) return int64_t(id);
        }
        return int64_t(order.back());
    }

    static void compare_samples(const ValueType& value, size_t columns, const CudaSampling& options,
                                float spread) {
        const size_t rows = cuda_library().emulated ? 5 : 16;
        auto logits = normal_values(rows * columns, 3, value.type, spread);
        for (size_t i = 0; i < logits.size(); i += 7)
            logits[i] = logits[i / 2];  // ties
        std::vector<double> uniforms(rows);
        std::mt19937 random(4);
        for (double& uniform : uniforms)
            uniform = std::uniform_real_distribution<double>()(random);
        uniforms.front() = 0;
        uniforms.back() = 1 - 0x1p-53;
        const Values device_logits(value.type, logits);
        const OnDevice<double> device_uniforms(uniforms);
        const OnDevice<int64_t> tokens(std::vector<int64_t>(rows, -7));
        VERIFY_DONE(cuda().sample(value.type, device_logits.get(), int64_t(rows), int64_t(columns), &options,
                                  device_uniforms.get(), tokens.get(), nullptr));
        const auto got = tokens.values();
        size_t compared = 0;
        for (size_t row = 0; row < rows; ++row) {
            const auto first = logits.begin() + std::ptrdiff_t(row * columns);
            const int64_t wanted =
                reference_token({first, first + std::ptrdiff_t(columns)}, options, uniforms[row]);
            QVERIFY2(got[row] >= 0 && got[row] < int64_t(columns), "a token outside the vocabulary");
            if (wanted < 0) continue;
            ++compared;
            QVERIFY2(
                got[row] == wanted,
                qPrintable(QString("%1, %2 columns, temperature %3, top-k %4, top-p %5, row %6: %7, not %8")
                               .arg(value.name)
                               .arg(columns)
                               .arg(options.temperature)
                               .arg(options.top_k)
                               .arg(options.top_p)
                               .arg(row)
                               .arg(got[row])
                               .arg(wanted)));
        }
        QVERIFY(compared > rows / 2);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void each_adapter_acts_on_its_own_rows() {
        for (const ValueType& value : value_types) {
            for (const ValueType& weight : value_types) {
                compare_lora(value, weight, 576, 200, {16, 8, 64, 16}, false);
                compare_lora(value, weight, 1536, 300, {16, 8, 4, 1}, false);
                compare_lora(value, weight, 37, 5, {3, 8, 1, 7}, true);
                compare_lora(value, weight, 2056, 257, {8, 8, 8, 8}, true);
            }
        }
    }

    void a_cold_sampler_takes_the_likeliest_and_of_equals_the_first() {
        constexpr float none = -std::numeric_limits<float>::infinity();
        const float absent = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> logits{none, 2,    -0.0F, 2,    absent, 1,     //
                                        -3,   0,    -0.0F, 0,    -1,     none,  //
                                        none, none, none,  none, none,   none};
        const OnDevice<float> device_logits(logits);
        const OnDevice<double> uniforms(std::vector<double>{0.9, 0.9, 0.9});
        for (const double temperature : {0.0, 1e-6}) {
            CudaSampling options;
            options.temperature = temperature;
            options.top_k = temperature > 0 ? 1 : 0;
            const OnDevice<int64_t> tokens(std::vector<int64_t>(3, -7));
            VERIFY_DONE(cuda().sample(DType::f32, device_logits.get(), 3, 6, &options, uniforms.get(),
                                      tokens.get(), nullptr));
            QCOMPARE(tokens.values(), (std::vector<int64_t>{1, 1, 0}));
        }
    }

    void tokens_are_drawn_as_the_engines_sampler_draws_them() {
        for (const ValueType& value : value_types) {
            for (const size_t columns : {1, 2, 1000, 1025, 5003}) {
                for (const double temperature : {0.0, 0.7, 2.0}) {
                    for (const int64_t top_k : {0, 1, 40, 3000})
                        for (const double top_p : {1.0, 0.95, 0.3, 0.0})
                            compare_samples(value, columns, {temperature, top_p, top_k}, 3);
                }
            }
            compare_samples(value, 49'152, {0.7, 0.95, 0}, 4);
            compare_samples(value, 49'152, {1, 1, 0}, 0);  // all equal: the place decides
        }
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaDecoding)
#include "test_cuda_decoding.moc"
