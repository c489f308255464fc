// SPDX-License-Identifier: Apache-2.0
// Stored weights on the GPU: expanded, and multiplied as they are. Skipped as a whole where there is none.
#include "kernels/include/expand_blocks.h"
#include "tests/kernels/cuda_arrays.h"
#include "tests/kernels/stored_weights.h"

namespace lora::kernels {

class TestCudaWeights : public test::TestObject {
    Q_OBJECT

    static std::vector<unsigned char> weights_of(DType type, int64_t elements, unsigned seed) {
        std::mt19937_64 random(seed);
        const auto bytes = test::any_weights(type, elements, random);
        const auto* first = reinterpret_cast<const unsigned char*>(bytes.data());
        return {first, first + bytes.size()};
    }

    static std::vector<float> expanded(DType type, const std::vector<unsigned char>& bytes,
                                       int64_t elements) {
        std::vector<float> values(static_cast<size_t>(elements));
        expand_blocks_reference(type, reinterpret_cast<const std::byte*>(bytes.data()), elements,
                                values.data());
        return values;
    }

    static std::vector<float> stored_as(DType type, std::vector<float> values) {
        for (float& value : values)
            if (type == DType::bf16) value = from_bf16(to_bf16(value));
        return values;
    }

    static void compare_bits(const std::vector<float>& got, const std::vector<float>& wanted,
                             const QString& what) {
        QCOMPARE(got.size(), wanted.size());
        for (size_t i = 0; i < wanted.size(); ++i) {
            if (std::memcmp(&got[i], &wanted[i], sizeof(float)) != 0)
                QFAIL(qPrintable(
                    QString("%1, element %2: %3, not %4").arg(what).arg(i).arg(got[i]).arg(wanted[i])));
        }
    }

    /// Room between rows of x and y, and a shift of x, where `odd`.
    static void compare_gemv(DType type, const ValueType& value, int64_t columns, int64_t outputs, int rows,
                             bool odd) {
        const auto stored = weights_of(type, outputs * columns, 9);
        const auto w = expanded(type, stored, outputs * columns);
        const int64_t x_row = odd ? columns + 3 : columns, y_row = odd ? outputs + 2 : outputs;
        const auto x = normal_values(static_cast<size_t>(rows * x_row), 10, value.type);
        std::vector<double> wanted(static_cast<size_t>(rows * y_row), 7);
        double size = 0;  // of the summands: rounding grows with it
        for (int64_t r = 0; r < rows; ++r) {
            for (int64_t o = 0; o < outputs; ++o) {
                double sum = 0, absolute = 0;
                for (int64_t c = 0; c < columns; ++c) {
                    const double product =
                        double(x[size_t(r * x_row + c)]) * double(w[size_t(o * columns + c)]);
                    sum += product;
                    absolute += std::abs(product);
                }
                wanted[size_t(r * y_row + o)] = sum;
                size = std::max(size, absolute);
            }
        }
        const OnDevice<unsigned char> weights(stored);
        const Values device_x(value.type, x, odd ? 1 : 0);
        const Values y(value.type, std::vector<float>(wanted.size(), 7), odd ? 1 : 0);
        const CudaGemv product{weights.get(), outputs, nullptr, y.get(), y_row, nullptr, 0};
        VERIFY_DONE(cuda().block_gemv(type, &product, 1, columns, value.type, device_x.get(), x_row, rows,
                                      nullptr, nullptr));
        const double tolerance =
            (value.type == DType::f32 ? 0 : value.tolerance) + 2e-6 * std::max(1.0, size);
        VERIFY_CLOSE(y.values(), wanted, tolerance,
                     QString("%1 by %2, %3 x %4, %5 rows")
                         .arg(dtype_info(type).name, value.name)
                         .arg(outputs)
                         .arg(columns)
                         .arg(rows));
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void expanded_blocks_equal_the_reference_bit_for_bit() {
        for (const DType type : test::stored_types) {
            const int64_t elements = 1001 * dtype_info(type).block_elements;
            const auto stored = weights_of(type, elements, 3);
            const auto wanted = expanded(type, stored, elements);
            for (const ValueType& value : value_types) {
                for (const size_t shift : {size_t(0), size_t(1)}) {  // files align nothing
                    const OnDevice<unsigned char> in(stored, shift);
                    for (const size_t out_shift : {size_t(0), size_t(1)}) {
                        const Values out(value.type, std::vector<float>(wanted.size(), -1), out_shift);
                        VERIFY_DONE(
                            cuda().expand_blocks(type, in.get(), elements, value.type, out.get(), nullptr));
                        compare_bits(out.values(), stored_as(value.type, wanted),
                                     QString("%1 to %2").arg(dtype_info(type).name, value.name));
                    }
                }
            }
        }
    }

    void products_with_stored_weights_equal_those_with_expanded_ones() {
        for (const DType type : test::stored_types) {
            if (!block_gemv_takes(type)) continue;
            const int64_t block = dtype_info(type).block_elements;
            for (const ValueType& value : value_types) {
                for (int rows = 1; rows <= 8; ++rows)
                    compare_gemv(type, value, block == 1 ? 296 : 3 * block, 9, rows, false);
                for (const int64_t blocks : {1, 2, 35})
                    compare_gemv(type, value, block == 1 ? 8 * blocks + 5 : blocks * block, 17, 5, true);
                compare_gemv(type, value, block == 1 ? 13 : block, 1, 1, true);
                compare_gemv(type, value, 2048, 64, 1, false);
                compare_gemv(type, value, 2304, 5, 2, false);  // a round that is not whole
                if (block == 1) compare_gemv(type, value, 1112, 33, 8, false);
            }
        }
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaWeights)
#include "test_cuda_weights.moc"
