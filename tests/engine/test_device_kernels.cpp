// SPDX-License-Identifier: Apache-2.0
// A model computed by our kernels answers and learns as one that LibTorch's operations make up, and a kernel
// that errs is not used. On the emulated GPU, whose memory is the processor's.
#include <cstring>
#include <set>

#include "core/engine/models/device_kernels.h"
#include "core/engine/models/llama/llama_model.h"
#include "core/engine/models/pointwise.h"
#include "tests/engine/emulated_gpu.h"
#include "tests/engine/learnt_pass.h"
#include "tests/engine/written_model.h"

using namespace lora;
using namespace lora::test;

namespace {

/// What LibTorch has for GPUs alone, so that the processor, whose memory the emulated GPU shares, lacks it.
bool on_gpus_alone(engine::DeviceOperation operation) {
    return operation == engine::DeviceOperation::attention ||
           operation == engine::DeviceOperation::even_attention ||
           operation == engine::DeviceOperation::step_graph;
}

/// A row of logits for each of `mixes` of the token that follows a prompt of its own.
at::Tensor next_token(engine::CausalModel& model, const std::vector<engine::AdapterMix>& mixes) {
    const at::NoGradGuard no_gradients;
    std::vector<engine::KvCache> caches;
    for (size_t i = 0; i < mixes.size(); ++i)
        caches.push_back(model.make_cache(40));
    std::vector<std::vector<int32_t>> prompts, tokens;
    for (int i = 0; i < static_cast<int>(mixes.size()); ++i) {
        prompts.push_back(some_ids(model.geometry(), 30, i));
        tokens.push_back({static_cast<int32_t>(i % model.geometry().vocab_size)});
    }
    engine::PackedBatch batch = pack(prompts, mixes);
    for (engine::KvCache& cache : caches)
        batch.caches.push_back(&cache);
    model.hidden_states(batch, false);
    engine::PackedBatch next = pack(tokens, mixes);
    next.positions.fill_(30);
    next.caches = batch.caches;
    return model.logits(model.hidden_states(next, false));
}

/// The emulated kernels, counted.
struct Counts {
    int gemv = 0, narrow = 0, widen = 0;
    int along = 0;                   ///< of narrow: those that an operation computed along with its rows
    std::set<const void*> segments;  ///< where arrays of them lay

    void take(const kernels::CudaNarrow* told) {
        if (!told) return;
        ++narrow;
        ++along;
        segments.insert(told->segments);
    }
} counts;

kernels::CudaBackend counting() {
    kernels::CudaBackend table = *emulated();
    table.block_gemv = [](auto... all) { return ++counts.gemv, emulated()->block_gemv(all...); };
    table.lora_narrow = [](DType values, const void* x, int64_t x_row, int64_t inputs, DType weights,
                           const kernels::CudaLoraSegment* segments, auto... rest) {
        ++counts.narrow;
        counts.segments.insert(segments);
        return emulated()->lora_narrow(values, x, x_row, inputs, weights, segments, rest...);
    };
    table.rms_norm = [](DType values, const void* x, const void* residual, const void* weight, int64_t rows,
                        int64_t columns, float epsilon, void* sum, void* y, const kernels::CudaNarrow* narrow,
                        kernels::CudaStream stream) {
        counts.take(narrow);
        return emulated()->rms_norm(values, x, residual, weight, rows, columns, epsilon, sum, y, narrow,
                                    stream);
    };
    table.swiglu = [](DType values, const void* gate, const void* up, int64_t rows, int64_t columns, void* y,
                      const kernels::CudaNarrow* narrow, kernels::CudaStream stream) {
        counts.take(narrow);
        return emulated()->swiglu(values, gate, up, rows, columns, y, narrow, stream);
    };
    table.lora_widen = [](auto... all) { return ++counts.widen, emulated()->lora_widen(all...); };
    return table;
}

/// The mixes of a comparison: the base, two adapters of different ranks, one of them twice and weaker.
std::vector<engine::AdapterMix> compared(const ModelGeometry& geometry) {
    const auto one = strong_adapter(geometry, 3, 5), other = strong_adapter(geometry, 4, 8);
    return {{}, {{one, 0.5}}, {{other, 0.5}}, {{other, 0.25}}};
}

}  // namespace

class TestDeviceKernels : public TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void initTestCase() {
        if (!emulated())
            QSKIP("no emulated GPU was built: it needs CUDA's headers, and a build with LORA_CUDA");
    }
    void cleanup() { engine::use_device_kernels(nullptr, at::kCPU); }

    void every_kernel_agrees_with_its_composed_form() {
        const auto checks = engine::use_device_kernels(emulated(), at::kCPU);
        QCOMPARE(checks.size(), std::size(engine::device_operation_names));
        for (const auto& check : checks)
            QVERIFY2(
                check.used || on_gpus_alone(check.operation),
                (std::string(engine::device_operation_names[size_t(check.operation)]) + " " + check.reason)
                    .c_str());
    }

    void a_model_answers_and_learns_alike_by_either_form() {
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto model = model_of(golden("tiny_tied"), type, engine::QuantisedForm::expanded);
            const auto composed = learn(*model);
            engine::use_device_kernels(emulated(), at::kCPU);
            const auto own = learn(*model);
            engine::use_device_kernels(nullptr, at::kCPU);
            QCOMPARE(own.size(), composed.size());
            for (size_t i = 0; i < own.size(); ++i)
                compare_close(composed[i], own[i], type);
        }
    }

    void a_quantised_model_answers_and_learns_bit_for_bit_alike_expanded_and_as_stored_data() {
        QTest::addColumn<QString>("path");
        for (const char* name :
             {"tiny_nf4", "tiny_nf4_bf16", "tiny_nf4_f16", "tiny_int8", "tiny_gguf/model.gguf"})
            QTest::newRow(name) << QString::fromStdString(golden(name));
        for (const DType type : {DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0, DType::q4_k,
                                 DType::q5_k, DType::q6_k}) {
            const auto path = folder_.path() / (std::string(dtype_info(type).name) + ".gguf");
            QVERIFY(write_model_of(type, path, type));
            QTest::addRow("%s, its table of words too", dtype_info(type).name)
                << QString::fromStdString(path.string());
        }
    }
    void a_quantised_model_answers_and_learns_bit_for_bit_alike_expanded_and_as_stored() {
        QFETCH(QString, path);
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto expanded = model_of(path.toStdString(), type, engine::QuantisedForm::expanded);
            const auto stored = model_of(path.toStdString(), type, engine::QuantisedForm::stored);
            for (const kernels::CudaBackend* backend :
                 {static_cast<const kernels::CudaBackend*>(nullptr), emulated()}) {
                engine::use_device_kernels(backend, at::kCPU);
                const auto wanted = learn(*expanded), got = learn(*stored);
                QCOMPARE(got.size(), wanted.size());
                for (size_t i = 0; i < got.size(); ++i)
                    QVERIFY2(at::equal(wanted[i], got[i]), std::to_string(i).c_str());
            }
            engine::use_device_kernels(nullptr, at::kCPU);
        }
    }

    void the_loss_of_more_rows_than_are_computed_at_once_is_that_of_its_parts() {
        constexpr int64_t rows = 180001, part = 90000;  // times 48 tokens: more than 8 M logits
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto model = model_of(golden("tiny_nf4"), type, engine::QuantisedForm::stored);
            QCOMPARE(model->geometry().vocab_size, int64_t(48));
            at::manual_seed(5);
            const at::Tensor hidden = at::randn({rows, model->geometry().hidden_size}).to(type);
            const at::Tensor labels = at::arange(rows, at::kLong).remainder(48);
            at::Tensor gradient;
            const at::Tensor losses = model->cross_entropy(hidden, labels, &gradient);
            for (int64_t first = 0; first < rows; first += part) {
                const int64_t count = std::min(part, rows - first);
                at::Tensor wanted;
                const at::Tensor of_part = model->cross_entropy(hidden.narrow(0, first, count),
                                                                labels.narrow(0, first, count), &wanted);
                compare_close(of_part, losses.narrow(0, first, count), at::kFloat);
                compare_close(wanted, gradient.narrow(0, first, count), type);
            }
        }
    }

    void a_quantised_model_is_held_in_about_the_bytes_of_its_file() {
        const auto written = folder_.path() / "held.gguf";
        QVERIFY(write_model_of(DType::q4_k, written, DType::q6_k));
        for (const std::string& path :
             {golden("tiny_nf4"), golden("tiny_nf4_bf16"), golden("tiny_int8"), written.string()}) {
            const char* name = path.c_str();
            const auto base = *BaseModel::open(path);
            const auto held = [&](engine::QuantisedForm form) {
                const auto weights = *engine::load_weights(*base, engine::LlamaModel::tensor_names(*base),
                                                           at::kCPU, at::kBFloat16, form, 2, {});
                uint64_t bytes = 0;
                for (const auto& [tensor, matrix] : weights.matrices)
                    bytes += matrix.data.nbytes();
                for (const auto& [tensor, vector] : weights.vectors)
                    bytes += vector.nbytes();
                return std::pair(bytes, weights.room.defined() ? weights.room.nbytes() : uint64_t(0));
            };
            const auto [stored, room] = held(engine::QuantisedForm::stored);
            const auto [expanded, none] = held(engine::QuantisedForm::expanded);
            QVERIFY2(stored <= base->weight_bytes() * 11 / 10, name);
            QVERIFY2(stored < expanded, name);
            int64_t largest = 0;
            for (const auto& [tensor, view] : base->tensors())
                largest = std::max(largest, view.elements());
            QVERIFY2(room > 0 && room <= static_cast<uint64_t>(largest) * 2, name);
            QCOMPARE(none, uint64_t(0));
        }
    }

    void loading_stored_weights_tells_its_progress_and_can_be_cancelled() {
        const auto base = *BaseModel::open(golden("tiny_nf4"));
        const auto names = engine::LlamaModel::tensor_names(*base);
        engine::LoadOptions options;
        int64_t told = 0;
        options.progress = [&](int64_t done, int64_t total) {
            told = done;
            return total == static_cast<int64_t>(names.size());
        };
        const auto load = [&] {
            return engine::load_weights(*base, names, at::kCPU, at::kFloat, engine::QuantisedForm::stored, 2,
                                        options);
        };
        QVERIFY(load().ok());
        QCOMPARE(told, static_cast<int64_t>(names.size()));
        options.progress = [](int64_t done, int64_t) { return done < 3; };
        const auto cancelled = load();
        QVERIFY(!cancelled.ok());
        QCOMPARE(cancelled.error().code, ErrorCode::interrupted);
    }

    void modules_that_read_the_same_token_and_their_adapters_are_computed_by_two_launches_data() {
        QTest::addColumn<QString>("path");
        for (const char* name : {"tiny_tied", "tiny_biases", "tiny_nf4", "tiny_int8", "tiny_gguf/model.gguf"})
            QTest::newRow(name) << QString::fromStdString(golden(name));
    }
    void modules_that_read_the_same_token_and_their_adapters_are_computed_by_two_launches() {
        QFETCH(QString, path);
        const kernels::CudaBackend counted = counting();
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto model = model_of(path.toStdString(), type, engine::QuantisedForm::stored);
            const auto mixes = compared(model->geometry());
            engine::use_device_kernels(nullptr, at::kCPU);
            const at::Tensor composed = next_token(*model, mixes);
            engine::use_device_kernels(&counted, at::kCPU);
            counts = {};
            compare_close(composed, next_token(*model, mixes), type);
            // Queries, keys and values; attention's output; gate and up; the way down.
            const int groups = model->geometry().layers * 4;
            QCOMPARE(counts.narrow, groups);
            QCOMPARE(counts.along, groups - model->geometry().layers);  // all but attention's output
            QCOMPARE(counts.widen, 0);
            QCOMPARE(counts.gemv, groups + 1);
        }
    }

    void the_adapters_of_a_batch_are_copied_to_the_device_once_and_again_when_they_change() {
        const kernels::CudaBackend counted = counting();
        const auto model = model_of(golden("tiny_tied"), at::kFloat, engine::QuantisedForm::stored);
        auto mixes = compared(model->geometry());
        engine::use_device_kernels(&counted, at::kCPU);
        counts = {};
        const at::Tensor first = next_token(*model, mixes);
        QVERIFY(at::equal(next_token(*model, mixes), first));
        QCOMPARE(counts.segments.size(), static_cast<size_t>(model->geometry().layers) * 4);
        mixes[1].front().weight = -1;
        const at::Tensor changed = next_token(*model, mixes);
        engine::use_device_kernels(nullptr, at::kCPU);
        compare_close(next_token(*model, mixes), changed, at::kFloat);
        QVERIFY(at::equal(changed[2], first[2]) && !at::equal(changed[1], first[1]));
    }

    void adapters_that_act_on_one_row_are_added_by_the_same_launches() {
        const kernels::CudaBackend counted = counting();
        const auto model = model_of(golden("tiny_tied"), at::kFloat, engine::QuantisedForm::stored);
        auto mixes = compared(model->geometry());
        mixes[3].push_back(mixes[1].front());
        const at::Tensor composed = next_token(*model, mixes);
        engine::use_device_kernels(&counted, at::kCPU);
        counts = {};
        compare_close(composed, next_token(*model, mixes), at::kFloat);
        QCOMPARE(counts.narrow, model->geometry().layers * 4);
    }

    void more_rows_than_the_kernels_are_for_are_multiplied_as_before() {
        const kernels::CudaBackend counted = counting();
        const auto model = model_of(golden("tiny_nf4"), at::kFloat, engine::QuantisedForm::stored);
        const auto adapter = strong_adapter(model->geometry(), 3);
        for (const size_t rows : {size_t(8), size_t(9), size_t(16), size_t(17)}) {
            const std::vector<engine::AdapterMix> mixes(rows, {{adapter, 1.0}});
            engine::use_device_kernels(nullptr, at::kCPU);
            const at::Tensor composed = next_token(*model, mixes);
            engine::use_device_kernels(&counted, at::kCPU);
            counts = {};
            compare_close(composed, next_token(*model, mixes), at::kFloat);
            QCOMPARE(counts.gemv > 0, rows <= 8);
            QCOMPARE(counts.narrow > 0, rows <= 16);
        }
    }

    void a_gradient_that_somebody_else_can_see_is_not_written_over() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto leaf = [] { return at::randn({3, 8}).requires_grad_(true); };
        const at::Tensor gate = leaf(), up = leaf(), gradient = at::randn({24}), copy = gradient.clone();
        engine::swiglu(gate, up).view({24}).backward(gradient);  // a view of it is what swiglu gets
        QVERIFY(gradient.equal(copy));
        const at::Tensor direct = copy.view({3, 8}).clone(), before = direct.clone();
        engine::swiglu(gate, up).backward(direct);
        QVERIFY(direct.equal(before));
    }

    void a_kernel_that_errs_is_left_out_by_name_and_the_others_are_used() {
        kernels::CudaBackend broken = *emulated();
        broken.swiglu = [](DType type, const void*, const void*, int64_t rows, int64_t columns, void* y,
                           const kernels::CudaNarrow*, kernels::CudaStream) {
            std::memset(y, 0, static_cast<size_t>(rows * columns * dtype_info(type).block_bytes));
            return kernels::CudaStatus{};
        };
        broken.adamw = [](float*, const float*, float*, float*, int64_t, const kernels::CudaAdamW*,
                          kernels::CudaStream) {
            kernels::CudaStatus status{false, {}};
            std::snprintf(status.reason, sizeof status.reason, "adamw failed: out of order");
            return status;
        };
        broken.block_gemv = [](DType, const kernels::CudaGemv* products, int product_count, int64_t,
                               DType type, const void*, int64_t, int rows, const float*,
                               kernels::CudaStream) {
            for (int i = 0; i < product_count; ++i)
                std::memset(products[i].y, 0,
                            static_cast<size_t>(products[i].outputs * rows * dtype_info(type).block_bytes));
            return kernels::CudaStatus{};
        };
        broken.room_attention = [](DType type, const void*, int64_t, const void*, const void*, int64_t rows,
                                   int heads, int, int head_dim, const int32_t*, const int32_t*, int64_t,
                                   float, float*, int64_t, void* out, kernels::CudaStream) {
            std::memset(out, 0, static_cast<size_t>(rows * heads * head_dim * dtype_info(type).block_bytes));
            return kernels::CudaStatus{};
        };
        broken.lora_widen = [](DType, auto...) { return kernels::CudaStatus{}; };
        for (const auto& check : engine::use_device_kernels(&broken, at::kCPU)) {
            const bool bad = check.operation == engine::DeviceOperation::swiglu ||
                             check.operation == engine::DeviceOperation::adamw ||
                             check.operation == engine::DeviceOperation::room_attention ||
                             check.operation == engine::DeviceOperation::block_gemv ||
                             check.operation == engine::DeviceOperation::lora_segments;
            QCOMPARE(check.used, !bad && !on_gpus_alone(check.operation));
            if (check.operation == engine::DeviceOperation::swiglu)
                QVERIFY(check.reason.find("differs from the composed form") != std::string::npos);
            if (check.operation == engine::DeviceOperation::adamw)
                QVERIFY(check.reason.find("out of order") != std::string::npos);
        }
    }

    void recorded_steps_are_left_out_by_name_where_the_device_lacks_them() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto graph = check_of(engine::DeviceOperation::step_graph);
        QVERIFY(!graph.used);
        QCOMPARE(graph.reason, std::string("steps cannot be recorded on this device"));
    }
};

LORA_TEST_MAIN(TestDeviceKernels)
#include "test_device_kernels.moc"
