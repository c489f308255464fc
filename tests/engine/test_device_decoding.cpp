// SPDX-License-Identifier: Apache-2.0
// Text that a GPU decodes by itself, each step reading what the last one chose, is the text that the host
// would have chosen: on the emulated GPU, whose memory is the processor's.
#include <set>

#include "core/engine/evaluation/bench.h"
#include "core/engine/inference/decode_step.h"
#include "core/engine/inference/generate.h"
#include "core/engine/models/llama/llama_model.h"
#include "tests/engine/emulated_gpu.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;
using engine::DeviceOperation;
using engine::SamplingOptions;

namespace {

/// The composed model, which GPUs use.
std::shared_ptr<engine::CausalModel> composed_model(at::ScalarType type = at::kFloat,
                                                    const char* name = "tiny_tied") {
    const auto base = *BaseModel::open(golden(name));
    const auto weights = *engine::load_weights(*base, engine::LlamaModel::tensor_names(*base), at::kCPU, type,
                                               engine::QuantisedForm::expanded, 2, {});
    return std::make_shared<engine::LlamaModel>(base, weights, at::kCPU, type);
}

SamplingOptions options(double temperature, int top_k, double top_p, uint64_t seed = 42) {
    SamplingOptions options;
    options.seed = seed;
    options.temperature = temperature;
    options.top_k = top_k;
    options.top_p = top_p;
    options.max_new_tokens = 40;
    options.logprobs = options.base_logprobs = true;
    return options;
}

struct Answers {
    std::vector<engine::Generation> texts;
    std::vector<double> base_logprobs;
};

}  // namespace

class DeviceDecoding : public TestObject {
    Q_OBJECT
    std::shared_ptr<engine::CausalModel> model_;
    std::optional<Tokenizer> tokenizer_;
    std::vector<engine::Variant> variants_;

    Answers answer(engine::CausalModel& model, const SamplingOptions& sampling) {
        Answers out;
        auto texts = engine::generate(model, *tokenizer_, some_ids(model.geometry(), 10), variants_, sampling,
                                      [&](const engine::GeneratedToken& token) {
                                          out.base_logprobs.push_back(token.base_logprob);
                                          return true;
                                      });
        if (texts) {
            out.texts = *texts;
        } else {
            QTest::qFail(texts.error().text().c_str(), __FILE__, __LINE__);
        }
        return out;
    }
    /// Empty where both say the same, else where they part.
    static std::string apart(const Answers& a, const Answers& b) {
        const auto differ = [](const std::vector<double>& x, const std::vector<double>& y) {
            for (size_t i = 0; i < x.size(); ++i)
                if (!(std::abs(x[i] - y[i]) <= 1e-5)) return true;
            return x.size() != y.size();
        };
        for (size_t i = 0; i < a.texts.size(); ++i) {
            if (a.texts[i].ids != b.texts[i].ids || a.texts[i].text != b.texts[i].text)
                return a.texts[i].name + ": " + a.texts[i].text + " | " + b.texts[i].text;
            if (a.texts[i].finish_reason != b.texts[i].finish_reason)
                return a.texts[i].name + " ends otherwise";
            if (differ(a.texts[i].logprobs, b.texts[i].logprobs)) return a.texts[i].name + ": logprobs";
        }
        return differ(a.base_logprobs, b.base_logprobs) ? "base_logprobs" : "";
    }
    std::vector<SamplingOptions> ways() const {
        return {options(0, 0, 1), options(1, 0, 1), options(0.8, 20, 1, 7), options(1, 0, 0.9, 8),
                options(1.5, 50, 0.8, 9)};  // greedy, whole, top-k, top-p, both
    }

    /// Sampling by which the variants end at three different tokens; found with the processor's own form,
    /// which is fast.
    SamplingOptions with_three_ends() {
        const auto model = load_model(golden("tiny_tied"));
        engine::use_device_kernels(nullptr, at::kCPU);
        for (uint64_t seed = 100; seed < 300; ++seed) {
            const SamplingOptions sampling = options(3, 0, 1, seed);
            std::set<size_t> ends;
            for (const auto& text : answer(*model, sampling).texts)
                ends.insert(text.ids.size());
            if (ends.size() == 3) return sampling;
        }
        QTest::qFail("no seed ends the texts at three tokens", __FILE__, __LINE__);
        return options(3, 0, 1);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!emulated())
            QSKIP("no emulated GPU was built: it needs CUDA's headers, and a build with LORA_CUDA");
        model_ = composed_model();
        tokenizer_.emplace(*model_->base().tokenizer());
        variants_ = {{"base", {}},
                     {"one", {{strong_adapter(model_->geometry(), 3), 1.0}}},
                     {"other", {{strong_adapter(model_->geometry(), 5), 0.5}}}};
    }
    void cleanup() { engine::use_device_kernels(nullptr, at::kCPU); }

    void text_is_the_same_whether_the_host_or_the_device_samples() {
        const auto model = load_model(golden("tiny_tied"));
        std::set<std::vector<int32_t>> different;
        for (const SamplingOptions& sampling : ways()) {
            engine::use_device_kernels(nullptr, at::kCPU);
            const auto host = answer(*model, sampling);
            engine::use_device_kernels(emulated(), at::kCPU);
            QVERIFY(engine::device_operation_used(DeviceOperation::sample, at::kCPU, at::kFloat));
            const std::string where = apart(host, answer(*model, sampling));
            QVERIFY2(where.empty(), where.c_str());
            different.insert(host.texts.front().ids);
        }
        QVERIFY(different.size() >= 4);
    }

    void text_is_the_same_from_recorded_steps_while_rows_end_one_after_another() {
        // In float64: logarithms from LibTorch's float32 products are off by up to 1e-5 themselves, more or less
        // by processor.
        const auto exact = composed_model(at::kDouble);
        size_t lengths = 0;
        std::vector<SamplingOptions> tried = ways();
        tried.push_back(with_three_ends());
        for (const SamplingOptions& sampling : tried) {
            engine::use_device_kernels(nullptr, at::kCPU);
            QVERIFY(!engine::decodes_in_rooms(*model_));
            const auto eager = answer(*exact, sampling);
            KeptSteps recorder;
            engine::use_device_kernels(emulated(), at::kCPU, &recorder);
            QVERIFY(engine::decodes_in_rooms(*model_));
            const int recorded = recorder.recorded;
            const std::string where = apart(eager, answer(*model_, sampling));
            QVERIFY2(where.empty(), where.c_str());
            QVERIFY(recorder.recorded > recorded);
            std::set<size_t> ends;
            for (const auto& text : eager.texts)
                ends.insert(text.ids.size());
            lengths = std::max(lengths, ends.size());
            if (ends.size() == 3) QCOMPARE(recorder.recorded - recorded, 3);
        }
        QVERIFY2(lengths == 3, std::to_string(lengths).c_str());
    }

    void a_recording_that_replays_something_else_is_left_out_and_the_text_stays() {
        engine::use_device_kernels(emulated(), at::kCPU);
        const auto eager = answer(*model_, options(1, 0, 1));
        KeptSteps recorder;
        recorder.stale_from = 2;  // the check's own is right
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        QVERIFY(engine::decodes_in_rooms(*model_));
        const std::string where = apart(eager, answer(*model_, options(1, 0, 1)));
        QVERIFY2(where.empty(), where.c_str());
        const auto& check = engine::device_kernel_checks()[size_t(DeviceOperation::step_graph)];
        QVERIFY(!check.used);
        QVERIFY2(check.reason.find("a replay differs from the step by") == 0, check.reason.c_str());
        QCOMPARE(recorder.recorded, 2);
    }

    void a_device_that_records_wrongly_is_found_out_before_a_model_uses_it() {
        KeptSteps recorder;
        recorder.stale_from = 1;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        const auto& check = engine::device_kernel_checks()[size_t(DeviceOperation::step_graph)];
        QVERIFY(!check.used);
        QVERIFY2(check.reason.find("a replay differs from the step by") == 0, check.reason.c_str());
        QVERIFY(!engine::step_recorder(at::kCPU));
    }

    void the_comparing_bench_measures_recorded_steps() {
        KeptSteps recorder;
        engine::use_device_kernels(emulated(), at::kCPU, &recorder);
        const int replayed = recorder.replayed;
        engine::BenchOptions bench;
        bench.seq_length = 8;
        bench.max_new_tokens = 6;
        bench.steps = 1;
        const auto measured = engine::bench_compare(*model_, bench);
        QVERIFY2(measured.ok(), measured ? "" : measured.error().text().c_str());
        QVERIFY((*measured)["tokens_per_second"].get<double>() > 0);
        QVERIFY(recorder.replayed > replayed);
    }

    void a_token_in_a_room_is_read_as_one_behind_a_cache_whatever_the_angles() {
        const at::NoGradGuard no_gradients;
        const kernels::CudaBackend* forms[] = {nullptr, emulated()};
        for (const auto* form : forms) {
            engine::use_device_kernels(form, at::kCPU);
            for (const char* name : {"tiny_tied", "tiny_dynamic", "tiny_yarn", "tiny_llama3"}) {
                const auto model = composed_model(at::kFloat, name);
                // Past the length that the dynamic variant was trained on.
                const auto length = model->geometry().context_length + 8;
                const auto prompt = some_ids(model->geometry(), static_cast<int>(length));
                engine::KvCache cache = model->make_cache(length + 2);
                const engine::KvRooms rooms = model->make_rooms(2, length + 2);
                QCOMPARE(rooms.attention.defined(), form != nullptr);
                engine::KvCache room = rooms.room(1);
                for (engine::KvCache* one : {&cache, &room}) {
                    engine::PackedBatch first = pack({prompt});
                    first.caches = {one};
                    model->hidden_states(first, false);
                }
                engine::PackedBatch next;
                next.starts = {0, 1};
                next.input_ids = at::tensor({int64_t(11)}, at::kLong);
                next.positions = at::tensor({length}, at::kLong);
                engine::PackedBatch in_room = next;
                next.caches = {&cache};
                in_room.rooms = engine::RoomRows{&rooms, at::tensor({length + 2}, at::kInt)};
                const at::Tensor wanted = model->logits(model->hidden_states(next, false));
                const at::Tensor got = model->logits(model->hidden_states(in_room, false));
                QVERIFY2(max_difference(wanted, got) < 1e-4, name);
            }
        }
    }

    void a_step_attends_over_all_rooms_by_one_launch_a_layer() {
        static int launches, rows_launched;
        kernels::CudaBackend counting = *emulated();
        counting.room_attention = [](DType values, const void* query, int64_t query_row, const void* keys,
                                     const void* all_values, int64_t rows, auto... more) {
            ++launches;
            rows_launched += static_cast<int>(rows);
            return emulated()->room_attention(values, query, query_row, keys, all_values, rows, more...);
        };
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            const auto model = composed_model(type);
            engine::use_device_kernels(&counting, at::kCPU);
            QVERIFY(engine::decodes_in_rooms(*model));
            launches = rows_launched = 0;
            SamplingOptions sampling = options(0, 0, 1);
            sampling.max_new_tokens = 4;
            sampling.base_logprobs = false;
            const auto texts = answer(*model, sampling).texts;
            size_t tokens = 0, longest = 0;
            for (const auto& text : texts) {
                tokens += text.ids.size();
                longest = std::max(longest, text.ids.size());
            }
            // The prompt's pass, which gives the first token, is none of them.
            const auto layers = static_cast<size_t>(model->geometry().layers);
            QCOMPARE(size_t(launches), layers * (longest - 1));
            QCOMPARE(size_t(rows_launched), layers * (tokens - texts.size()));
        }
    }
};

LORA_TEST_MAIN(DeviceDecoding)
#include "test_device_decoding.moc"
