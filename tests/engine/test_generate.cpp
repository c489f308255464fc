// SPDX-License-Identifier: Apache-2.0
// Text comes out as the seed, the adapters and the limits say, token by token.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include "core/base/utf8.h"
#include "core/engine/counter_random.h"
#include "core/engine/inference/generate.h"
#include "core/engine/inference/sampler.h"
#include "core/text/chat.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;
using engine::SamplingOptions;
using engine::Variant;

class Generate : public TestObject {
    Q_OBJECT
    std::shared_ptr<engine::CausalModel> model_;
    std::optional<Tokenizer> tokenizer_;
    std::vector<int32_t> prompt_;

    std::vector<engine::Generation> run(const std::vector<Variant>& variants,
                                        const SamplingOptions& options) {
        auto answers = engine::generate(*model_, *tokenizer_, prompt_, variants, options);
        if (!answers) {
            QTest::qFail(answers.error().text().c_str(), __FILE__, __LINE__);
            return std::vector<engine::Generation>(variants.size());
        }
        return *answers;
    }
    static SamplingOptions options(double temperature, int tokens = 12) {
        SamplingOptions options;
        options.temperature = temperature;
        options.max_new_tokens = tokens;
        options.top_p = 1;
        return options;
    }

  private Q_SLOTS:
    void initTestCase() {
        model_ = load_model(golden("tiny_tied"));
        QVERIFY(model_);
        auto tokenizer = model_->base().tokenizer();
        QVERIFY(tokenizer.ok());
        tokenizer_.emplace(*tokenizer);
        prompt_ = some_ids(model_->geometry(), 10);
    }

    void greedy_text_takes_the_likeliest_token_of_a_full_pass() {
        const auto answer = run({{"base", {}}}, options(0)).front();
        std::vector<int32_t> ids = prompt_;
        for (const int32_t id : answer.ids) {
            QCOMPARE(logits_of(*model_, ids)[-1].argmax().item<int64_t>(), int64_t(id));
            ids.push_back(id);
        }
        QVERIFY(answer.finish_reason == "stop" || answer.ids.size() == 12);
    }

    void the_default_base_answers_as_transformers_does() {
        if (!QFile::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not there");
        const auto model = load_model(LORA_DEFAULT_BASE);
        QVERIFY(model);
        const auto tokenizer = model->base().tokenizer();
        QVERIFY(tokenizer.ok());
        const auto text = render_chat(*tokenizer, {{"user", "What is the capital of France?"}}, true);
        QVERIFY(text.ok());
        const auto ids = tokenizer->encode(*text);
        QVERIFY(ids.ok());
        const auto answers = engine::generate(*model, *tokenizer, *ids, {{"base", {}}}, options(0, 32));
        QVERIFY(answers.ok());
        // transformers' greedy answer to the same ids from the same file, in float32.
        QCOMPARE(answers->front().ids, (std::vector<int32_t>{504, 3575, 282, 4649, 314, 7042, 30}));
        QCOMPARE(answers->front().text, std::string("The capital of France is Paris."));
        QCOMPARE(answers->front().finish_reason, std::string("stop"));
    }

    void variants_in_one_batch_answer_as_alone() {
        const auto adapter = strong_adapter(model_->geometry(), 3);
        const std::vector<Variant> variants{{"base", {}}, {"adapter", {{adapter, 1.0}}}, {"base again", {}}};
        const auto together = run(variants, options(1.0));
        for (size_t i = 0; i < variants.size(); ++i) {
            QCOMPARE(together[i].ids, run({variants[i]}, options(1.0)).front().ids);
        }
        QCOMPARE(together[0].ids, together[2].ids);
        QVERIFY(together[0].ids != together[1].ids);
        QCOMPARE(QString::fromStdString(together[0].weights_sha256),
                 QString::fromStdString(*model_->base().fingerprint()));
        QVERIFY(together[1].weights_sha256 != together[0].weights_sha256);
    }

    void a_seed_decides_the_text() {
        SamplingOptions one = options(1.0, 24);
        const auto first = run({{"base", {}}}, one).front().ids;
        QCOMPARE(run({{"base", {}}}, one).front().ids, first);
        one.seed = 43;
        QVERIFY(run({{"base", {}}}, one).front().ids != first);
    }

    void a_stream_adds_up_to_the_text_and_is_whole_characters() {
        const auto adapter = strong_adapter(model_->geometry(), 5);
        std::vector<std::string> streamed(2);
        SamplingOptions sampling = options(1.2, 60);
        sampling.logprobs = sampling.base_logprobs = true;
        double worst = 0;
        std::vector<int32_t> ids = prompt_;
        const auto on_token = [&](const engine::GeneratedToken& token) {
            streamed[static_cast<size_t>(token.variant)] += token.text;
            if (find_invalid_utf8(token.text)) worst = 1e9;
            if (token.variant == 1) {
                // The base's opinion of what the adapter wrote, after the same text.
                const at::Tensor expected = at::log_softmax(logits_of(*model_, ids)[-1], -1);
                worst = std::max(worst, std::abs(expected[token.id].item<double>() - token.base_logprob));
                ids.push_back(token.id);
            } else if (token.logprob != token.base_logprob) {
                worst = 1e9;
            }
            return true;
        };
        const auto answers = engine::generate(
            *model_, *tokenizer_, prompt_, {{"base", {}}, {"adapter", {{adapter, 1.0}}}}, sampling, on_token);
        QVERIFY(answers.ok());
        QVERIFY2(worst < 1e-3, qPrintable(QString::number(worst)));
        for (size_t i = 0; i < 2; ++i) {
            QCOMPARE((*answers)[i].text, streamed[i]);
            QCOMPARE((*answers)[i].logprobs.size(), (*answers)[i].ids.size());
        }
    }

    /// Else a short answer would seem slower than a long one behind the same prompt.
    void the_speed_of_an_answer_leaves_out_what_reading_the_prompt_took() {
        engine::Generation answer;
        answer.finish_reason = "length";
        answer.ids.assign(11, 5);
        answer.first_seconds = 2;
        answer.seconds = 3;
        QCOMPARE(answer.tokens_per_second(), 10.0);
        answer.finish_reason = "stop";  // the end token took a step as well
        QCOMPARE(answer.tokens_per_second(), 11.0);
        answer.finish_reason = "length";
        answer.ids.assign(1, 5);
        answer.seconds = 2;
        QCOMPARE(answer.tokens_per_second(), 0.5);
        const auto answers =
            engine::generate(*model_, *tokenizer_, prompt_, {{"one", {}}, {"two", {}}}, options(1.0, 20));
        QVERIFY(answers.ok());
        for (const auto& each : *answers)
            QVERIFY(each.first_seconds > 0 && each.first_seconds <= each.seconds);
    }

    void cancelling_ends_every_variant() {
        int seen = 0;
        const auto answers =
            engine::generate(*model_, *tokenizer_, prompt_, {{"one", {}}, {"two", {}}}, options(1.0, 50),
                             [&](const engine::GeneratedToken&) { return ++seen < 5; });
        QVERIFY(answers.ok());
        QCOMPARE(seen, 5);
        for (const auto& answer : *answers)
            QCOMPARE(answer.finish_reason, std::string("cancelled"));
    }

    void the_context_ends_a_text_and_refuses_a_longer_prompt() {
        const std::vector<int32_t> long_prompt = some_ids(model_->geometry(), 250);
        const auto answers =
            engine::generate(*model_, *tokenizer_, long_prompt, {{"base", {}}}, options(1.0, 500));
        QVERIFY(answers.ok());
        QVERIFY(answers->front().ids.size() <= 7);
        const auto refused =
            engine::generate(*model_, *tokenizer_, std::vector<int32_t>(256, 9), {{"base", {}}}, options(0));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::bad_input);
        QVERIFY(refused.error().what.find("256") != std::string::npos);
        QVERIFY(!engine::generate(*model_, *tokenizer_, {}, {{"base", {}}}, options(0)).ok());
    }

    void sampling_keeps_to_top_k_and_top_p() {
        std::vector<float> logits(2000);
        for (size_t i = 0; i < logits.size(); ++i)
            logits[i] = static_cast<float>((i * 7919) % 2000) * -0.01f;
        // Probabilities fall by 1 % a rank from id 0 on; the ids of the ranks are found by sorting.
        std::vector<int32_t> order(2000);
        for (int32_t i = 0; i < 2000; ++i)
            order[static_cast<size_t>((i * 7919) % 2000)] = i;
        SamplingOptions narrow = options(1.0);
        narrow.top_k = 3;
        SamplingOptions nucleus = options(1.0);
        nucleus.top_p = 0.5;  // 1 - 0.99^n = 0.5: about 69 ranks
        std::set<int32_t> top(order.begin(), order.begin() + 3), half(order.begin(), order.begin() + 70),
            seen, seen_half;
        for (uint64_t step = 0; step < 3000; ++step) {
            seen.insert(engine::sample_token(logits, narrow, step).id);
            seen_half.insert(engine::sample_token(logits, nucleus, step).id);
        }
        QVERIFY(seen == top);
        QVERIFY(std::includes(half.begin(), half.end(), seen_half.begin(), seen_half.end()));
        QVERIFY(seen_half.size() > 60);
        QCOMPARE(engine::sample_token(logits, options(0), 1).id, order[0]);
    }

    /// Tokens lie side by side by falling probability, equal ones by number, and a uniform number points at
    /// one: rare ones too, however many are asked for.
    void a_draw_is_what_sorting_all_tokens_would_give() {
        std::vector<float> logits(3000);
        for (size_t i = 0; i < logits.size(); ++i)
            logits[i] = static_cast<float>((i * 7919) % 1000) * -0.03f;  // three of each
        std::vector<int32_t> order(logits.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
            return logits[static_cast<size_t>(a)] > logits[static_cast<size_t>(b)];
        });
        for (const auto& [temperature, top_p, top_k] :
             {std::tuple(0.7, 0.95, 0), {1.0, 1.0, 0}, {8.0, 1.0, 0}, {8.0, 0.9, 700}, {2.0, 1.0, 40}}) {
            SamplingOptions wanted = options(temperature);
            wanted.top_p = top_p;
            wanted.top_k = top_k;
            const auto weight = [&, by = temperature](size_t place) {
                return std::exp(double(logits[static_cast<size_t>(order[place])]) / by);
            };
            size_t count = top_k > 0 ? static_cast<size_t>(top_k) : order.size();
            double total = 0, held = 0;
            for (size_t i = 0; i < count; ++i)
                total += weight(i);
            for (size_t i = 0; i < count && held < top_p * total; ++i)
                held += weight(i);
            for (uint64_t step = 0; step < 500; ++step) {
                double left = engine::random_uniform(wanted.seed, step) * std::min(held, total);
                size_t place = 0;
                while ((left -= weight(place)) >= 0)
                    ++place;
                QCOMPARE(engine::sample_token(logits, wanted, step).id, order[place]);
            }
        }
    }

    void senseless_options_are_refused() {
        SamplingOptions wrong = options(-1);
        QCOMPARE(engine::generate(*model_, *tokenizer_, prompt_, {{"base", {}}}, wrong).error().code,
                 ErrorCode::usage);
        wrong = options(1, 0);
        QCOMPARE(engine::generate(*model_, *tokenizer_, prompt_, {{"base", {}}}, wrong).error().code,
                 ErrorCode::usage);
        wrong = options(1);
        wrong.top_p = 0;
        QCOMPARE(engine::generate(*model_, *tokenizer_, prompt_, {{"base", {}}}, wrong).error().code,
                 ErrorCode::usage);
    }
};

LORA_TEST_MAIN(Generate)
#include "test_generate.moc"
