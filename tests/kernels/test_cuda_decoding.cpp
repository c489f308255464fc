// SPDX-License-Identifier: Apache-2.0
// Products with adapters, rooms for keys and values, and sampling on the GPU against float64. Skipped as a
// whole where there is none.
#include <limits>
#include <numeric>

#include "kernels/include/expand_blocks.h"
#include "tests/kernels/cuda_arrays.h"
#include "tests/kernels/stored_weights.h"

namespace lora::kernels {

class TestCudaDecoding : public test::TestObject {
    Q_OBJECT

    struct AdapterShape {
        int64_t first_row, rows;
        int rank;
    };
    /// A matrix of a launch: as it lies on the device, and what its product must be.
    struct Product {
        std::unique_ptr<OnDevice<unsigned char>> weights;
        std::unique_ptr<Values> bias, y, y_alone;
        std::vector<std::unique_ptr<Values>> factors;
        std::unique_ptr<OnDevice<CudaLoraSegment>> segments;
        std::vector<CudaLoraSegment> laid;
        std::vector<double> wanted;
        CudaGemv told;
    };

    struct Batch {
        DType type;
        const ValueType& value;
        int64_t columns;
        int rows;
        bool odd;
        std::vector<float> x{};
        int64_t x_row() const { return odd ? columns + 1 : columns; }
        size_t shift() const { return odd ? 1 : 0; }
    };

    /// The product and its bias, and the size of its summands: rounding grows with it.
    static double lay_product(Product& product, const Batch& batch, int64_t outputs, unsigned seed,
                              bool biased) {
        std::mt19937_64 random(seed);
        const int64_t columns = batch.columns, y_row = batch.odd ? outputs + 2 : outputs;
        const auto stored = test::any_weights(batch.type, outputs * columns, random);
        std::vector<float> w(size_t(outputs * columns));
        expand_blocks_reference(batch.type, stored.data(), outputs * columns, w.data());
        const auto* first = reinterpret_cast<const unsigned char*>(stored.data());
        product.weights = std::make_unique<OnDevice<unsigned char>>(
            std::vector<unsigned char>(first, first + stored.size()));
        const auto bias = normal_values(size_t(outputs), seed + 1, batch.value.type);
        if (biased) product.bias = std::make_unique<Values>(batch.value.type, bias, batch.shift());
        product.wanted.assign(size_t(batch.rows * y_row), 7);
        double size = 1;
        for (int64_t r = 0; r < batch.rows; ++r) {
            for (int64_t o = 0; o < outputs; ++o) {
                double sum = biased ? double(bias[size_t(o)]) : 0, absolute = std::abs(sum);
                for (int64_t c = 0; c < columns; ++c) {
                    const double term =
                        double(batch.x[size_t(r * batch.x_row() + c)]) * double(w[size_t(o * columns + c)]);
                    sum += term;
                    absolute += std::abs(term);
                }
                product.wanted[size_t(r * y_row + o)] = sum;
                size = std::max(size, absolute);
            }
        }
        const std::vector<float> untouched(product.wanted.size(), 7);
        product.y = std::make_unique<Values>(batch.value.type, untouched, batch.shift());
        product.y_alone = std::make_unique<Values>(batch.value.type, untouched, batch.shift());
        product.told = {product.weights->get(),
                        outputs,
                        biased ? product.bias->get() : nullptr,
                        product.y->get(),
                        y_row,
                        nullptr,
                        0};
        return size;
    }

    /// Adapters of the product, one behind the other's h from `h_end` on, which moves behind them.
    static void lay_adapters(Product& product, const Batch& batch, const std::vector<AdapterShape>& shapes,
                             unsigned seed, int64_t& h_end) {
        for (const AdapterShape& shape : shapes) {
            seed += 2;
            const auto a = normal_values(size_t(shape.rank * batch.columns), seed, DType::f32, 0.1F);
            const auto b =
                normal_values(size_t(shape.rank * product.told.outputs), seed + 1, DType::f32, 0.1F);
            CudaLoraSegment segment;
            segment.first_row = shape.first_row;
            segment.rows = shape.rows;
            segment.rank = shape.rank;
            segment.scale = 0.5F;
            segment.h_offset = h_end;
            segment.h_row = batch.odd ? shape.rank + 1 : (shape.rank + 3) / 4 * 4;
            h_end += batch.rows * segment.h_row;
            for (int64_t r = shape.first_row; r < shape.first_row + shape.rows; ++r) {
                for (int j = 0; j < shape.rank; ++j) {
                    double h = 0;
                    for (int64_t c = 0; c < batch.columns; ++c)
                        h += double(batch.x[size_t(r * batch.x_row() + c)]) *
                             double(a[size_t(j * batch.columns + c)]);
                    for (int64_t o = 0; o < product.told.outputs; ++o)
                        product.wanted[size_t(r * product.told.y_row + o)] +=
                            0.5 * h * double(b[size_t(o * shape.rank + j)]);
                }
            }
            if (shape.rank > 0) {
                product.factors.push_back(std::make_unique<Values>(DType::f32, a));
                segment.a = product.factors.back()->get();
                product.factors.push_back(std::make_unique<Values>(DType::f32, b, batch.shift()));
                segment.b = product.factors.back()->get();
            }
            product.laid.push_back(segment);
        }
        product.segments = std::make_unique<OnDevice<CudaLoraSegment>>(product.laid);
        product.told.segments = product.segments->get();
        product.told.segment_count = int(product.laid.size());
    }

    /// Three matrices of unequal outputs, two with a bias, two with adapters whose rows overlap and leave the
    /// last row alone, by one launch each for narrow and for all products; then each by itself.
    static void compare_products(Batch batch, const std::vector<int64_t>& outputs) {
        batch.x = normal_values(size_t(batch.rows * batch.x_row()), 20, batch.value.type);
        const int64_t adapted = std::max(1, batch.rows - 1);
        std::vector<Product> products(outputs.size());
        std::vector<CudaLoraSegment> all;
        double size = 1;
        int64_t h_end = batch.odd ? 1 : 0;
        for (size_t i = 0; i < outputs.size(); ++i) {
            const auto seed = unsigned(30 + 20 * i);
            size = std::max(size, lay_product(products[i], batch, outputs[i], seed, i != 1));
            if (i == 0)
                lay_adapters(products[i], batch, {{0, adapted, 3}, {0, 1, 0}, {adapted - 1, 1, 36}}, seed,
                             h_end);
            if (i == 2) lay_adapters(products[i], batch, {{0, 1, 8}, {0, adapted, 12}}, seed, h_end);
            all.insert(all.end(), products[i].laid.begin(), products[i].laid.end());
        }
        const Values x(batch.value.type, batch.x, batch.shift());
        const OnDevice<float> h(std::vector<float>(size_t(h_end), std::numeric_limits<float>::quiet_NaN()));
        const OnDevice<CudaLoraSegment> segments(all);
        VERIFY_DONE(cuda().lora_narrow(batch.value.type, x.get(), batch.x_row(), batch.columns, DType::f32,
                                       segments.get(), int(all.size()), 36, h.get(), nullptr));
        const auto multiply = [&](const std::vector<CudaGemv>& told) {
            return cuda().block_gemv(batch.type, told.data(), int(told.size()), batch.columns,
                                     batch.value.type, x.get(), batch.x_row(), batch.rows, h.get(), nullptr);
        };
        std::vector<CudaGemv> told;
        for (const Product& product : products)
            told.push_back(product.told);
        VERIFY_DONE(multiply(told));
        for (size_t i = 0; i < products.size(); ++i) {
            const QString what = QString("%1 by %2, matrix %3 of %4 x %5, %6 rows")
                                     .arg(dtype_info(batch.type).name, batch.value.name)
                                     .arg(i)
                                     .arg(outputs[i])
                                     .arg(batch.columns)
                                     .arg(batch.rows);
            const double tolerance =
                (batch.value.type == DType::f32 ? 0 : batch.value.tolerance) + 2e-5 + 2e-6 * size;
            VERIFY_CLOSE(products[i].y->values(), products[i].wanted, tolerance, what);
            told[i].y = products[i].y_alone->get();
            VERIFY_DONE(multiply({told[i]}));
            QVERIFY2(products[i].y->values() == products[i].y_alone->values(), qPrintable(what + ", alone"));
        }
    }

    struct Heads {
        int query, key, dim;
    };

    /// Five rows, the fourth of which has no place; each array's rows `apart` further than they are wide.
    static void compare_rooms(const ValueType& value, const Heads& heads, int64_t apart, size_t shift) {
        constexpr int64_t rows = 5, room_places = 9;
        const std::vector<int64_t> places{4, 0, 8, -1, 5};
        const int64_t half = heads.dim / 2, width = int64_t{heads.key} * heads.dim;
        const int64_t query_row = int64_t{heads.query} * heads.dim + apart, key_row = width + apart;
        const int64_t value_row = width + 2 * apart;
        const auto query = normal_values(size_t(rows * query_row), 40, value.type);
        const auto key = normal_values(size_t(rows * key_row), 41, value.type);
        const auto values = normal_values(size_t(rows * value_row), 42, value.type);
        const auto angles = normal_values(size_t(rows * half), 43);
        std::vector<float> cosine, sine;
        for (const float angle : angles) {
            cosine.push_back(std::cos(angle));
            sine.push_back(std::sin(angle));
        }
        const OnDevice<float> device_cosine(cosine, shift), device_sine(sine, shift);
        // What rope makes of both, a row's angles in its row.
        const auto turned = [&](const std::vector<float>& x, int64_t row, int count) {
            const Values device(value.type, x);
            const CudaStatus status =
                cuda().rope(value.type, device.get(), row, device.get(), row, rows, count, heads.dim,
                            device_cosine.get(), device_sine.get(), rows, nullptr, false, nullptr);
            if (!status.ok) qFatal("%s", status.reason);
            return device.values();
        };
        auto wanted_query = turned(query, query_row, heads.query);
        const auto turned_key = turned(key, key_row, heads.key);
        std::vector<float> wanted_keys(size_t(room_places * width), 7), wanted_values = wanted_keys;
        for (int64_t r = 0; r < rows; ++r) {
            for (int64_t i = 0; i < width && places[size_t(r)] >= 0; ++i) {
                const auto to = size_t(places[size_t(r)] * width + i);
                wanted_keys[to] = turned_key[size_t(r * key_row + i)];
                wanted_values[to] = values[size_t(r * value_row + i)];
            }
        }
        const Values device_query(value.type, query, shift), device_key(value.type, key, shift);
        const Values device_values(value.type, values, shift);
        const std::vector<float> untouched(wanted_keys.size(), 7);
        const Values keys(value.type, untouched, shift), all_values(value.type, untouched, shift);
        const OnDevice<int64_t> device_places(places);
        VERIFY_DONE(cuda().store_in_rooms(value.type, device_query.get(), query_row, device_key.get(),
                                          key_row, device_values.get(), value_row, rows, heads.query,
                                          heads.key, heads.dim, device_cosine.get(), device_sine.get(),
                                          device_places.get(), keys.get(), all_values.get(), nullptr));
        QCOMPARE(keys.values(), wanted_keys);
        QCOMPARE(all_values.values(), wanted_values);
        QCOMPARE(device_key.values(), key);
        QCOMPARE(device_values.values(), values);
        auto got = device_query.values();
        for (int64_t i = 0; i < query_row - apart; ++i) {
            const auto at = size_t(3 * query_row + i);
            QVERIFY(std::isnan(got[at]));
            got[at] = wanted_query[at];
        }
        QCOMPARE(got, wanted_query);
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

    void products_of_one_launch_equal_their_definitions_and_those_of_single_launches() {
        for (const DType type : test::stored_types) {
            if (!block_gemv_takes(type)) continue;
            const int64_t block = dtype_info(type).block_elements;
            for (const ValueType& value : value_types) {
                compare_products({type, value, block == 1 ? 1336 : 5 * block, 1, false}, {17, 9, 2});
                compare_products({type, value, block == 1 ? 1024 : 4 * block, 2, false}, {4, 33, 7});
                compare_products({type, value, block == 1 ? 296 : block, 4, false}, {1, 3, 12});
                compare_products({type, value, block == 1 ? 301 : 3 * block, 7, true}, {9, 1, 5});
                compare_products({type, value, block == 1 ? 8 : block, 8, false}, {5, 0, 3});
            }
        }
        // More than a GPU computes at a time.
        compare_products({DType::bf16, value_types[1], 1144, 3, false}, {4300, 40, 3});
    }

    void new_keys_and_values_go_to_their_rooms_turned_as_rope_turns_them() {
        for (const ValueType& value : value_types) {
            compare_rooms(value, {6, 2, 64}, 0, 0);
            compare_rooms(value, {4, 4, 128}, 16, 0);
            compare_rooms(value, {3, 1, 10}, 1, 0);
            compare_rooms(value, {2, 1, 64}, 0, 1);
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
