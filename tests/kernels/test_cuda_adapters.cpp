// SPDX-License-Identifier: Apache-2.0
// Products with adapters on the GPU, by themselves and along with the rows that they multiply, against
// float64. Skipped as a whole where there is none.
#include "tests/kernels/cuda_arrays.h"

namespace lora::kernels {

class TestCudaAdapters : public test::TestObject {
    Q_OBJECT

    struct AdapterShape {
        int64_t first_row, rows;
        int rank;
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
        const int64_t h_offset = odd ? 3 : 4;
        std::vector<double> wanted_h(size_t(h_offset + rows * h_row), 5), wanted(y.begin(), y.end());
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
                    wanted_h[size_t(h_offset + r * h_row + j)] = sum;
                    for (int64_t o = 0; o < outputs; ++o)
                        wanted[size_t(r * y_row + o)] += sum * double(b[size_t(o * shape.rank + j)]);
                }
            }
            CudaLoraSegment segment;
            segment.first_row = shape.first_row;
            segment.rows = shape.rows;
            segment.rank = shape.rank;
            segment.scale = scale;
            segment.h_offset = h_offset;
            segment.h_row = h_row;
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
                                       device_segments.get(), int(segments.size()), max_rank, h.get(),
                                       nullptr));
        VERIFY_CLOSE(h.values(), wanted_h, 2e-5, what + ", narrow");
        VERIFY_DONE(cuda().lora_widen(value.type, h.get(), weight.type, device_segments.get(),
                                      int(segments.size()), outputs, device_y.get(), y_row, nullptr));
        VERIFY_CLOSE(device_y.values(), wanted, value.tolerance + 2e-5, what);
    }

    /// What rms_norm and swiglu compute of adapters along with their rows is what lora_narrow makes of the
    /// rows that they wrote, and these are what they are without.
    static void compare_along(const ValueType& value, int64_t columns, bool odd,
                              const std::vector<AdapterShape>& shapes) {
        constexpr int64_t rows = 13, h_row = 17;
        const size_t shift = odd ? 1 : 0, count = size_t(rows * columns);
        std::vector<std::unique_ptr<Values>> held;
        std::vector<CudaLoraSegment> segments;
        int64_t h_end = odd ? 1 : 0, max_rows = 0;
        int max_rank = 0;
        for (const AdapterShape& shape : shapes) {
            max_rows = std::max(max_rows, shape.rows);
            max_rank = std::max(max_rank, shape.rank);
            CudaLoraSegment segment;
            segment.first_row = shape.first_row;
            segment.rows = shape.rows;
            segment.rank = shape.rank;
            segment.scale = 0.5F + float(segments.size());
            segment.h_row = h_row;
            segment.h_offset = h_end - shape.first_row * h_row;
            h_end += shape.rows * h_row;
            if (shape.rank > 0) {
                const auto seed = unsigned(70 + segments.size());
                held.push_back(std::make_unique<Values>(
                    DType::f32, normal_values(size_t(shape.rank * columns), seed, DType::f32, 0.1F), shift));
                segment.a = held.back()->get();
            }
            segments.push_back(segment);
        }
        const OnDevice<CudaLoraSegment> told(segments);
        const Values x(value.type, normal_values(count, 60, value.type), shift);
        const Values other(value.type, normal_values(count, 61, value.type), shift);
        const Values weight(value.type, normal_values(size_t(columns), 62, value.type), shift);
        const std::vector<float> untouched(size_t(h_end), 5), empty(count, -1);
        const auto compare = [&](const char* name, auto make) {
            const QString what = QString("%1, %2 of %3 columns%4")
                                     .arg(name)
                                     .arg(value.name)
                                     .arg(columns)
                                     .arg(odd ? ", odd" : "");
            const OnDevice<float> h(untouched), wanted(untouched);
            const Values sum(value.type, empty, shift), y(value.type, empty, shift);
            const Values sum_alone(value.type, empty, shift), y_alone(value.type, empty, shift);
            const CudaNarrow narrow{told.get(), int(segments.size()), max_rank, max_rows, h.get()};
            VERIFY_DONE(make(sum, y, &narrow));
            VERIFY_DONE(make(sum_alone, y_alone, nullptr));
            QVERIFY2(y.values() == y_alone.values(), qPrintable(what));
            QVERIFY2(sum.values() == sum_alone.values(), qPrintable(what));
            VERIFY_DONE(cuda().lora_narrow(value.type, y.get(), columns, columns, DType::f32, told.get(),
                                           int(segments.size()), max_rank, wanted.get(), nullptr));
            const auto products = wanted.values();
            VERIFY_CLOSE(h.values(), std::vector<double>(products.begin(), products.end()), 2e-5, what);
        };
        compare("rms_norm", [&](const Values&, const Values& y, const CudaNarrow* narrow) {
            return cuda().rms_norm(value.type, x.get(), nullptr, weight.get(), rows, columns, 1e-5F, nullptr,
                                   y.get(), narrow, nullptr);
        });
        compare("rms_norm of a sum", [&](const Values& sum, const Values& y, const CudaNarrow* narrow) {
            return cuda().rms_norm(value.type, x.get(), other.get(), weight.get(), rows, columns, 1e-5F,
                                   sum.get(), y.get(), narrow, nullptr);
        });
        compare("swiglu", [&](const Values&, const Values& y, const CudaNarrow* narrow) {
            return cuda().swiglu(value.type, x.get(), other.get(), rows, columns, y.get(), narrow, nullptr);
        });
        compare("geglu", [&](const Values&, const Values& y, const CudaNarrow* narrow) {
            return cuda().geglu(value.type, x.get(), other.get(), rows, columns, y.get(), narrow, nullptr);
        });
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

    void what_makes_rows_multiplies_them_by_adapters_too() {
        for (const ValueType& value : value_types) {
            // In a launch of its own, since they are many; along with the rows, one or several a segment.
            const std::vector<AdapterShape> shapes[] = {{{0, 2, 16}, {1, 1, 3}, {2, 1, 0}, {3, 10, 5}},
                                                        {{0, 1, 16}, {1, 1, 3}, {2, 1, 0}, {11, 1, 5}},
                                                        {{1, 3, 9}, {3, 2, 7}}};
            for (const std::vector<AdapterShape>& few : shapes) {
                compare_along(value, 576, false, few);
                compare_along(value, 333, false, few);
                compare_along(value, 96, true, few);
                compare_along(value, 17'000, false, few);
            }
        }
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaAdapters)
#include "test_cuda_adapters.moc"
