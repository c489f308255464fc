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

    static void compare_nf4(const ValueType& value, int64_t elements, size_t shift) {
        static constexpr float levels[] = {-1.0F,
                                           -0.6961928009986877F,
                                           -0.5250730514526367F,
                                           -0.39491748809814453F,
                                           -0.28444138169288635F,
                                           -0.18477343022823334F,
                                           -0.09105003625154495F,
                                           0.0F,
                                           0.07958029955625534F,
                                           0.16093020141124725F,
                                           0.24611230194568634F,
                                           0.33791524171829224F,
                                           0.44070982933044434F,
                                           0.5626170039176941F,
                                           0.7229568362236023F,
                                           1.0F};
        std::mt19937 random(5);
        std::vector<unsigned char> codes(static_cast<size_t>((elements + 1) / 2));
        for (auto& code : codes)
            code = static_cast<unsigned char>(random());
        const auto absmax = normal_values(static_cast<size_t>((elements + 63) / 64), 6);
        std::vector<float> wanted;
        for (size_t i = 0; i < static_cast<size_t>(elements); ++i)
            wanted.push_back(levels[i % 2 == 0 ? codes[i / 2] >> 4 : codes[i / 2] & 15] * absmax[i / 64]);
        const OnDevice<unsigned char> device_codes(codes, shift);
        const OnDevice<float> scales(absmax);
        const Values out(value.type, std::vector<float>(wanted.size(), -1), shift);
        VERIFY_DONE(
            cuda().expand_nf4(device_codes.get(), scales.get(), elements, value.type, out.get(), nullptr));
        compare_bits(out.values(), stored_as(value.type, wanted),
                     QString("%1, %2 elements").arg(value.name).arg(elements));
    }

    static void compare_int8(const ValueType& value, int64_t rows, int64_t columns, size_t shift) {
        std::mt19937 random(7);
        std::vector<int8_t> codes(static_cast<size_t>(rows * columns));
        for (auto& code : codes)
            code = static_cast<int8_t>(random());
        const auto absmax = normal_values(static_cast<size_t>(rows), 8);
        std::vector<float> wanted;
        for (size_t i = 0; i < codes.size(); ++i) {
            const float scaled = static_cast<float>(codes[i]) * absmax[i / static_cast<size_t>(columns)];
            wanted.push_back(scaled * 7.874015718698502e-3F);
        }
        const OnDevice<int8_t> device_codes(codes, shift);
        const OnDevice<float> scales(absmax);
        const Values out(value.type, std::vector<float>(wanted.size(), -1), shift);
        VERIFY_DONE(cuda().expand_int8(device_codes.get(), scales.get(), rows, columns, value.type, out.get(),
                                       nullptr));
        compare_bits(out.values(), stored_as(value.type, wanted),
                     QString("%1, %2 x %3").arg(value.name).arg(rows).arg(columns));
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
        VERIFY_DONE(cuda().block_gemv(type, weights.get(), outputs, columns, value.type, device_x.get(),
                                      x_row, rows, y.get(), y_row, nullptr));
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
                    const Values out(value.type, std::vector<float>(wanted.size(), -1));
                    VERIFY_DONE(
                        cuda().expand_blocks(type, in.get(), elements, value.type, out.get(), nullptr));
                    compare_bits(out.values(), stored_as(value.type, wanted),
                                 QString("%1 to %2").arg(dtype_info(type).name, value.name));
                }
            }
        }
    }

    void nf4_codes_become_the_levels_times_their_blocks_scale() {
        for (const ValueType& value : value_types) {
            for (const int64_t elements :
                 {int64_t(1), int64_t(63), int64_t(64), int64_t(4099), int64_t(8192)})
                compare_nf4(value, elements, 0);
            compare_nf4(value, 1000, 1);
        }
    }

    void int8_codes_become_shares_of_their_rows_scale() {
        for (const ValueType& value : value_types) {
            compare_int8(value, 5, 576, 0);
            compare_int8(value, 7, 33, 0);
            compare_int8(value, 3, 64, 1);
        }
    }

    void products_with_stored_weights_equal_those_with_expanded_ones() {
        for (const DType type :
             {DType::f32, DType::bf16, DType::q4_0, DType::q4_1, DType::q8_0, DType::q4_k, DType::q6_k}) {
            const int64_t block = dtype_info(type).block_elements;
            for (const ValueType& value : value_types) {
                for (int rows = 1; rows <= 8; ++rows)
                    compare_gemv(type, value, block == 1 ? 296 : 3 * block, 9, rows, false);
                for (const int64_t blocks : {1, 2, 35})
                    compare_gemv(type, value, block == 1 ? 8 * blocks + 5 : blocks * block, 17, 5, true);
                compare_gemv(type, value, block == 1 ? 13 : block, 1, 1, true);
                compare_gemv(type, value, 2048, 64, 1, false);
            }
        }
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaWeights)
#include "test_cuda_weights.moc"
