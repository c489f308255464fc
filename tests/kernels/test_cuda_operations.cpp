// SPDX-License-Identifier: Apache-2.0
// What lies between a decoder's products, on the GPU, against float64. Skipped as a whole where there is
// none.
#include "tests/kernels/cuda_arrays.h"

namespace lora::kernels {

double silu(double x) {
    return x / (1 + std::exp(-x));
}
double silu_slope(double x) {
    const double sigmoid = 1 / (1 + std::exp(-x));
    return sigmoid * (1 + x * (1 - sigmoid));
}
constexpr double gelu_root = 0.79788456080286535588;
double gelu(double x) {
    return x / 2 * (1 + std::tanh(gelu_root * (x + 0.044715 * x * x * x)));
}
double gelu_slope(double x) {
    const double bent = std::tanh(gelu_root * (x + 0.044715 * x * x * x));
    return (1 + bent) / 2 + x / 2 * (1 - bent * bent) * gelu_root * (1 + 3 * 0.044715 * x * x);
}

class TestCudaOperations : public test::TestObject {
    Q_OBJECT

    struct Shape {
        int64_t rows, columns;
        size_t shift;
    };
    static constexpr Shape shapes[] = {{7, 576, 0}, {3, 5, 0},    {1, 8192, 0}, {2, 1, 0},
                                       {4, 96, 1},  {2, 2050, 0}, {3, 4100, 0}};

    static double inverse_rms(const std::vector<float>& x, size_t row, size_t columns) {
        double squares = 0;
        for (size_t c = 0; c < columns; ++c)
            squares += std::pow(double(x[row * columns + c]), 2);
        return 1 / std::sqrt(squares / double(columns) + 1e-5);
    }

    static std::vector<double> normed(const std::vector<float>& x, const std::vector<float>& weight) {
        std::vector<double> out;
        for (size_t i = 0; i < x.size(); ++i)
            out.push_back(double(x[i]) * inverse_rms(x, i / weight.size(), weight.size()) *
                          double(weight[i % weight.size()]));
        return out;
    }

    static void compare_rms_norm(const ValueType& value, const Shape& shape) {
        const auto count = static_cast<size_t>(shape.rows * shape.columns);
        const auto x = normal_values(count, 1, value.type), residual = normal_values(count, 2, value.type);
        const auto weight = normal_values(static_cast<size_t>(shape.columns), 3, value.type);
        const Values on_device(value.type, x, shape.shift), factors(value.type, weight, shape.shift);
        const Values added(value.type, residual, shape.shift);
        const Values sum(value.type, std::vector<float>(count, -1), shape.shift);
        const Values y(value.type, std::vector<float>(count, -1), shape.shift);
        const QString what = QString("%1, %2 x %3").arg(value.name).arg(shape.rows).arg(shape.columns);
        VERIFY_DONE(cuda().rms_norm(value.type, on_device.get(), nullptr, factors.get(), shape.rows,
                                    shape.columns, 1e-5F, nullptr, y.get(), nullptr, nullptr));
        VERIFY_CLOSE(y.values(), normed(x, weight), value.tolerance * 2, what);
        VERIFY_DONE(cuda().rms_norm(value.type, on_device.get(), added.get(), factors.get(), shape.rows,
                                    shape.columns, 1e-5F, sum.get(), y.get(), nullptr, nullptr));
        const auto summed = sum.values();
        for (size_t i = 0; i < count; ++i) {
            const float exact = x[i] + residual[i];
            QCOMPARE(summed[i], value.type == DType::f32 ? exact : from_bf16(to_bf16(exact)));
        }
        VERIFY_CLOSE(y.values(), normed(summed, weight), value.tolerance * 2, what + " with a residual");
        // In place: the sum over the residual, the result over x.
        VERIFY_DONE(cuda().rms_norm(value.type, on_device.get(), added.get(), factors.get(), shape.rows,
                                    shape.columns, 1e-5F, added.get(), on_device.get(), nullptr, nullptr));
        QCOMPARE(added.values(), summed);
        QCOMPARE(on_device.values(), y.values());
    }

    static void compare_rms_norm_backward(const ValueType& value, const Shape& shape) {
        const auto columns = static_cast<size_t>(shape.columns);
        const auto count = static_cast<size_t>(shape.rows) * columns;
        const auto x = normal_values(count, 4, value.type), dy = normal_values(count, 5, value.type);
        const auto add = normal_values(count, 6, value.type), weight = normal_values(columns, 7, value.type);
        std::vector<double> wanted(count), wanted_with_add(count);
        for (size_t row = 0; row < static_cast<size_t>(shape.rows); ++row) {
            const double inverse = inverse_rms(x, row, columns);
            double product = 0;
            for (size_t i = row * columns; i < (row + 1) * columns; ++i)
                product += double(dy[i]) * double(weight[i % columns]) * double(x[i]) * inverse;
            for (size_t i = row * columns; i < (row + 1) * columns; ++i) {
                wanted[i] = (double(dy[i]) * double(weight[i % columns]) -
                             double(x[i]) * inverse * product / double(columns)) *
                            inverse;
                wanted_with_add[i] = wanted[i] + double(add[i]);
            }
        }
        const Values device_x(value.type, x, shape.shift), factors(value.type, weight, shape.shift);
        const Values device_dy(value.type, dy, shape.shift), device_add(value.type, add, shape.shift);
        const Values dx(value.type, std::vector<float>(count, -1), shape.shift);
        const QString what = QString("%1, %2 x %3").arg(value.name).arg(shape.rows).arg(shape.columns);
        VERIFY_DONE(cuda().rms_norm_backward(value.type, device_x.get(), factors.get(), device_dy.get(),
                                             nullptr, shape.rows, shape.columns, 1e-5F, dx.get(), nullptr));
        VERIFY_CLOSE(dx.values(), wanted, value.tolerance, what);
        // In place, over what is added.
        VERIFY_DONE(cuda().rms_norm_backward(value.type, device_x.get(), factors.get(), device_dy.get(),
                                             device_add.get(), shape.rows, shape.columns, 1e-5F,
                                             device_add.get(), nullptr));
        VERIFY_CLOSE(device_add.values(), wanted_with_add, value.tolerance, what + " added");
    }

    /// heads of head_dim, each token `row` apart; the room between must stay as it is.
    static void compare_rope(const ValueType& value, size_t heads, size_t head_dim, size_t row,
                             size_t shift) {
        constexpr size_t tokens = 5, table = 40;
        const std::vector<int32_t> positions{0, 39, 7, 7, 21};
        const size_t half = head_dim / 2;
        const auto x = normal_values(tokens * row, 8, value.type);
        std::vector<float> cosine(table * half), sine(table * half);
        for (size_t i = 0; i < table * half; ++i) {
            const double angle = double(i / half) * std::pow(10000.0, -double(i % half) / double(half));
            cosine[i] = static_cast<float>(std::cos(angle));
            sine[i] = static_cast<float>(std::sin(angle));
        }
        std::vector<double> by_position(x.begin(), x.end()), by_row(x.begin(), x.end());
        const auto turn = [&](std::vector<double>& values, size_t token, size_t position) {
            for (size_t head = 0; head < heads; ++head) {
                for (size_t d = 0; d < half; ++d) {
                    double& first = values[token * row + head * head_dim + d];
                    double& second = values[token * row + head * head_dim + half + d];
                    const double c = cosine[position * half + d], s = sine[position * half + d], a = first;
                    first = a * c - second * s;
                    second = second * c + a * s;
                }
            }
        };
        for (size_t token = 0; token < tokens; ++token) {
            turn(by_position, token, static_cast<size_t>(positions[token]));
            turn(by_row, token, token);
        }
        const OnDevice<float> device_cosine(cosine), device_sine(sine);
        const OnDevice<int32_t> device_positions(positions);
        const QString what = QString("%1, head_dim %2").arg(value.name).arg(head_dim);
        const auto rope = [&](const Values& from, const Values& to, const int32_t* at, bool inverse) {
            return cuda().rope(value.type, from.get(), int64_t(row), to.get(), int64_t(row), tokens,
                               int(heads), int(head_dim), device_cosine.get(), device_sine.get(), table, at,
                               inverse, nullptr);
        };
        const Values turned(value.type, x, shift), by_table(value.type, x, shift);
        VERIFY_DONE(rope(turned, turned, device_positions.get(), false));
        VERIFY_CLOSE(turned.values(), by_position, value.tolerance, what);
        VERIFY_DONE(rope(turned, turned, device_positions.get(), true));
        VERIFY_CLOSE(turned.values(), std::vector<double>(x.begin(), x.end()), 3 * value.tolerance,
                     what + " and back");
        VERIFY_DONE(rope(by_table, by_table, nullptr, false));
        VERIFY_CLOSE(by_table.values(), by_row, value.tolerance, what + " without positions");
        const Values from(value.type, x, shift), to(value.type, std::vector<float>(x.size(), 7), shift);
        VERIFY_DONE(rope(from, to, nullptr, false));
        QVERIFY(from.values() == x);
        const std::vector<float> elsewhere = to.values(), in_place = by_table.values();
        for (size_t i = 0; i < x.size(); ++i)
            QCOMPARE(elsewhere[i], i % row < heads * head_dim ? in_place[i] : 7);
    }

    using Forward = decltype(CudaBackend::swiglu);
    using Backward = decltype(CudaBackend::swiglu_backward);
    static void compare_gated(Forward forward, Backward backward, double (*activation)(double),
                              double (*slope)(double), const ValueType& value, size_t count, size_t shift) {
        auto gate = normal_values(count, 9, value.type, 3);
        gate.front() = -200;
        gate.back() = 200;
        const auto up = normal_values(count, 10, value.type), dy = normal_values(count, 11, value.type);
        std::vector<double> y(count), dgate(count), dup(count);
        for (size_t i = 0; i < count; ++i) {
            y[i] = activation(gate[i]) * double(up[i]);
            dgate[i] = double(dy[i]) * double(up[i]) * slope(gate[i]);
            dup[i] = double(dy[i]) * activation(gate[i]);
        }
        const Values device_gate(value.type, gate, shift), device_up(value.type, up, shift);
        const Values device_dy(value.type, dy, shift), out(value.type, gate, shift);
        const QString what = QString("%1, %2 elements").arg(value.name).arg(count);
        VERIFY_DONE(forward(value.type, device_gate.get(), device_up.get(), 1, int64_t(count), out.get(),
                            nullptr, nullptr));
        VERIFY_CLOSE(out.values(), y, value.tolerance, what);
        // In place: each gradient over its input.
        VERIFY_DONE(backward(value.type, device_gate.get(), device_up.get(), device_dy.get(), int64_t(count),
                             device_gate.get(), device_up.get(), nullptr));
        VERIFY_CLOSE(device_gate.values(), dgate, value.tolerance, what + ", the gate's gradient");
        VERIFY_CLOSE(device_up.values(), dup, value.tolerance, what + ", up's gradient");
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void a_gpu_is_described() {
        CudaDevice device;
        VERIFY_DONE(cuda().describe_device(0, &device));
        QVERIFY(std::strlen(device.name) > 0);
        QVERIFY(device.total_memory_bytes >= device.free_memory_bytes && device.free_memory_bytes > 0);
    }

    void rms_norm_adds_the_residual_and_norms() {
        for (const ValueType& value : value_types)
            for (const Shape& shape : shapes)
                compare_rms_norm(value, shape);
    }

    void rms_norm_backward_equals_its_definition() {
        for (const ValueType& value : value_types)
            for (const Shape& shape : shapes)
                compare_rms_norm_backward(value, shape);
    }

    void rope_turns_each_pair_by_its_positions_angle_and_back() {
        for (const ValueType& value : value_types) {
            compare_rope(value, 3, 64, 192, 0);
            compare_rope(value, 2, 128, 300, 0);  // tokens further apart than their heads
            compare_rope(value, 3, 10, 31, 0);
            compare_rope(value, 1, 64, 64, 1);
        }
    }

    void a_position_outside_the_tables_cannot_pass_unseen() {
        const OnDevice<float> x(std::vector<float>(8, 1)), table(std::vector<float>(4, 1));
        const OnDevice<int32_t> positions(std::vector<int32_t>{1, 2});
        VERIFY_DONE(cuda().rope(DType::f32, x.get(), 4, x.get(), 4, 2, 1, 4, table.get(), table.get(), 2,
                                positions.get(), false, nullptr));
        const auto got = x.values();
        QVERIFY(std::isfinite(got[0]));
        QVERIFY(std::isnan(got[4]) && std::isnan(got[7]));
    }

    void gated_units_and_their_gradients_equal_their_definitions() {
        for (const ValueType& value : value_types) {
            for (const size_t count : {size_t(10'003), size_t(2), size_t(4096)}) {
                for (const size_t shift : {size_t(0), size_t(1)}) {
                    compare_gated(cuda().swiglu, cuda().swiglu_backward, silu, silu_slope, value, count,
                                  shift);
                    compare_gated(cuda().geglu, cuda().geglu_backward, gelu, gelu_slope, value, count, shift);
                }
            }
        }
    }

    void a_gate_beyond_every_square_has_a_finite_gradient() {
        const OnDevice<float> gate(std::vector<float>{-1e30F, 1e30F}), ones(std::vector<float>{1, 1});
        const OnDevice<float> dgate(std::vector<float>(2)), dup(std::vector<float>(2));
        VERIFY_DONE(cuda().geglu_backward(DType::f32, gate.get(), ones.get(), ones.get(), 2, dgate.get(),
                                          dup.get(), nullptr));
        QCOMPARE(dgate.values(), (std::vector<float>{0, 1}));
        QCOMPARE(dup.values()[1], 1e30F);
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaOperations)
#include "test_cuda_operations.moc"
