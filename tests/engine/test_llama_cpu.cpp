// SPDX-License-Identifier: Apache-2.0
// The processor's own form of the Llama family answers and learns as the one that LibTorch's operations make
// up.
#include <ATen/CPUGeneratorImpl.h>

#include "core/engine/models/llama/llama_model.h"
#include "kernels/include/matmul.h"
#include "tests/engine/tiny_model.h"
#include "tests/engine/written_model.h"

using namespace lora;
using namespace lora::test;

namespace {

std::shared_ptr<engine::CausalModel> composed_model(const std::string& path) {
    const auto base = BaseModel::open(path);
    if (!base) return nullptr;
    const auto weights = engine::load_weights(**base, engine::LlamaModel::tensor_names(**base), at::kCPU,
                                              at::kFloat, engine::QuantisedForm::expanded, 2, {});
    if (!weights) return nullptr;
    return std::make_shared<engine::LlamaModel>(*base, *weights, at::kCPU, at::kFloat);
}

std::shared_ptr<engine::Adapter> drawn_adapter(const ModelGeometry& geometry, AdapterSpec spec,
                                               uint64_t seed) {
    auto adapter = engine::Adapter::create(spec, geometry, seed);
    if (!adapter) return nullptr;
    at::manual_seed(seed);
    for (const engine::AdapterModule& module : (*adapter)->modules())
        at::Tensor(module.b).normal_(0, 0.1);
    (*adapter)->set_requires_grad(true);
    return *adapter;
}

/// Hidden states and every adapter's gradients of one pass of `lengths` segments.
struct Learned {
    at::Tensor hidden;
    std::vector<at::Tensor> gradients;
};

Learned learn(engine::CausalModel& model, const std::vector<int>& lengths,
              const std::vector<std::shared_ptr<engine::Adapter>>& adapters, bool training) {
    std::vector<std::vector<int32_t>> ids;
    for (size_t i = 0; i < lengths.size(); ++i)
        ids.push_back(some_ids(model.geometry(), lengths[i], static_cast<int>(i) * 13));
    engine::PackedBatch batch = pack(ids);
    for (const auto& adapter : adapters) {
        batch.adapters.push_back({{adapter, 0.75}});
        for (at::Tensor parameter : adapter->parameters())
            parameter.mutable_grad() = at::Tensor();
    }
    at::manual_seed(77);  // both draw the same dropout
    Learned out;
    out.hidden = model.hidden_states(batch, training);
    at::manual_seed(78);
    (out.hidden * at::randn_like(out.hidden)).sum().backward();
    for (const auto& adapter : adapters)
        for (const at::Tensor& parameter : adapter->parameters())
            out.gradients.push_back(parameter.grad().clone());
    return out;
}

/// The processor's own form, its products' factors rounded.
std::shared_ptr<engine::CausalModel> rounding_to(const QString& dtype, const std::string& path) {
    const auto base = BaseModel::open(path);
    engine::LoadOptions options;
    options.dtype = dtype.toStdString();
    if (!base) return nullptr;
    const auto model = engine::load_model(*base, options);
    return model ? *model : nullptr;
}

}  // namespace

class LlamaCpu : public TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void answers_and_gradients_equal_the_composed_form_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("modules");
        QTest::addColumn<QString>("layers");
        QTest::addColumn<double>("dropout");
        QTest::addColumn<int>("adapters");
        const auto row = [](const char* name, const char* model, const char* modules, const char* layers,
                            double dropout, int adapters) {
            QTest::newRow(name) << QString::fromStdString(golden(model)) << QString(modules)
                                << QString(layers) << dropout << adapters;
        };
        row("every module", "tiny_tied", "", "", 0, 1);
        row("every module, with dropout", "tiny_tied", "", "", 0.2, 1);
        row("biases, an adapter for each segment", "tiny_biases", "", "", 0.1, 3);
        row("a head of its own", "tiny_untied", "", "", 0, 1);
        row("wide heads", "tiny_head_dim", "", "", 0, 1);
        row("blocks of a GGUF file", "tiny_gguf/model.gguf", "", "", 0, 3);
        row("attention's queries and values alone", "tiny_tied", "q_proj,v_proj", "", 0, 1);
        row("the last product of a layer above the lowest", "tiny_tied", "down_proj", "1", 0, 1);
        row("what attention gives", "tiny_tied", "o_proj", "1", 0, 1);
        row("the gate alone", "tiny_tied", "gate_proj", "", 0.1, 1);
        for (const char* name : {"tiny_nf4", "tiny_nf4_bf16", "tiny_nf4_f16", "tiny_int8"})
            row(name, name, "", "", 0, 1);
        for (const DType type : {DType::f16, DType::bf16, DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1,
                                 DType::q8_0, DType::q4_k, DType::q5_k, DType::q6_k}) {
            const auto path = folder_.path() / (std::string(dtype_info(type).name) + ".gguf");
            QVERIFY(write_model_of(type, path));
            QTest::addRow("%s", dtype_info(type).name)
                << QString::fromStdString(path.string()) << QString() << QString() << 0.0 << 1;
        }
    }
    void answers_and_gradients_equal_the_composed_form() {
        QFETCH(QString, path);
        QFETCH(QString, modules);
        QFETCH(QString, layers);
        QFETCH(double, dropout);
        QFETCH(int, adapters);
        const auto own = load_model(path.toStdString()), composed = composed_model(path.toStdString());
        QVERIFY(own && composed);
        AdapterSpec spec;
        spec.r = 5;
        spec.lora_alpha = 10;
        spec.lora_dropout = dropout;
        if (!modules.isEmpty()) {
            spec.target_modules.clear();
            for (const QString& module : modules.split(','))
                spec.target_modules.push_back(module.toStdString());
        }
        if (!layers.isEmpty()) spec.layers_to_transform = std::vector<int>{layers.toInt()};
        std::vector<std::shared_ptr<engine::Adapter>> mixed;
        for (int i = 0; i < adapters; ++i) {
            mixed.push_back(drawn_adapter(own->geometry(), spec, 40 + static_cast<uint64_t>(i)));
            QVERIFY(mixed.back());
        }
        const std::vector<int> lengths{9, 2, 130};
        const Learned expected = learn(*composed, lengths, mixed, dropout > 0);
        const Learned got = learn(*own, lengths, mixed, dropout > 0);
        const double difference = max_difference(expected.hidden, got.hidden);
        QVERIFY2(difference < 2e-5 * std::max(1.0, expected.hidden.abs().max().item<double>()),
                 std::to_string(difference).c_str());
        QCOMPARE(got.gradients.size(), expected.gradients.size());
        for (size_t i = 0; i < got.gradients.size(); ++i) {
            const double size = expected.gradients[i].abs().max().item<double>();
            const double apart = max_difference(expected.gradients[i], got.gradients[i]);
            QVERIFY2(apart < 2e-5 * size + 5e-6,
                     (std::to_string(apart) + " of " + std::to_string(size)).c_str());
        }
    }

    void a_token_outside_the_vocabulary_is_an_error_and_no_read_of_other_memory() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        const at::NoGradGuard no_gradients;
        for (const int64_t id : {int64_t(-1), int64_t(model->geometry().vocab_size)})
            QVERIFY_THROWS_EXCEPTION(c10::Error,
                                     model->hidden_states(pack({{3, static_cast<int32_t>(id)}}), false));
    }

    /// An answer must not depend on what it is compared with: a token decoded alone and beside another,
    /// longer sequence, behind more positions than one stretch of attention holds.
    void a_sequence_has_the_same_bits_alone_and_beside_others() {
        const auto model = load_model(golden("tiny_gguf") + "/model.gguf");
        QVERIFY(model);
        const at::NoGradGuard no_gradients;
        const auto read = [&](int length, int start) {
            engine::KvCache cache = model->make_cache(length + 1);
            engine::PackedBatch batch = pack({some_ids(model->geometry(), length, start)});
            batch.caches = {&cache};
            model->hidden_states(batch, false);
            return cache;
        };
        const auto next = [&](const std::vector<engine::KvCache*>& caches) {
            engine::PackedBatch batch = pack(std::vector<std::vector<int32_t>>(caches.size(), {9}));
            std::vector<int64_t> positions;
            for (const engine::KvCache* cache : caches)
                positions.push_back(cache->length);
            batch.positions = at::tensor(positions, at::kLong);
            batch.caches = caches;
            return model->logits(model->hidden_states(batch, false))[0].clone();
        };
        for (const int length : {20, 255, 256, 600}) {
            engine::KvCache alone = read(length, 7), beside = read(length, 7), longer = read(700, 3);
            const at::Tensor expected = next({&alone});
            QVERIFY(at::equal(next({&beside, &longer}), expected));
            std::vector<int32_t> whole = some_ids(model->geometry(), length, 7);
            whole.push_back(9);
            QVERIFY(max_difference(logits_of(*model, whole)[length], expected) < 1e-4);
        }
    }

    /// Token by token float32 changes next to nothing; eight-bit activations trade words for speed: what they
    /// change is bounded, and prompts are untouched.
    void decoding_stays_near_the_prompt_read_whole_data() {
        QTest::addColumn<double>("most");
        QTest::addColumn<double>("same_at_least");
        QTest::addRow("float32") << 1e-7 << 1.0;
        QTest::addRow("int8") << 0.02 << 0.9;
    }
    void decoding_stays_near_the_prompt_read_whole() {
        QFETCH(double, most);
        QFETCH(double, same_at_least);
        if (!QFile::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not there");
        const auto base = *BaseModel::open(LORA_DEFAULT_BASE);
        engine::LoadOptions options;
        const auto exact = *engine::load_model(base, options);
        options.activations = QTest::currentDataTag();
        const auto rounded = *engine::load_model(base, options);
        const auto ids = *base->tokenizer()->encode(
            "The lighthouse keeper wrote down the hour of every ship that passed, and at the end of the year "
            "she sent the book to the harbour office, where nobody had ever asked for it. One spring a clerk "
            "found the shelf and began to read.");
        const at::NoGradGuard no_gradients;
        const at::Tensor whole = logits_of(*exact, ids);
        QVERIFY(at::equal(logits_of(*rounded, ids), whole));
        engine::KvCache cache = rounded->make_cache(static_cast<int64_t>(ids.size()));
        int64_t same = 0;
        double divergence = 0;  // of Kullback and Leibler, in nats
        for (size_t t = 0; t < ids.size(); ++t) {
            engine::PackedBatch batch = pack({{ids[t]}});
            batch.positions = at::full({1}, static_cast<int64_t>(t), at::kLong);
            batch.caches = {&cache};
            const at::Tensor row = rounded->logits(rounded->hidden_states(batch, false))[0];
            const at::Tensor wanted = whole[static_cast<int64_t>(t)];
            same += row.argmax().item<int64_t>() == wanted.argmax().item<int64_t>();
            const at::Tensor expected = at::log_softmax(wanted, 0, at::kDouble);
            divergence +=
                (expected.exp() * (expected - at::log_softmax(row, 0, at::kDouble))).sum().item<double>();
        }
        const auto count = static_cast<double>(ids.size());
        qInfo("%g %% of %zu tokens have the same likeliest successor; the divergence is %g",
              100.0 * static_cast<double>(same) / count, ids.size(), divergence / count);
        QVERIFY(static_cast<double>(same) >= same_at_least * count);
        QVERIFY(divergence / count < most);
    }

    /// Steps read a loaded adapter in 16 bits: its answer stays, and weights that may change are never
    /// copies.
    void an_adapter_read_in_16_bits_answers_as_it_is() {
        const auto model = load_model(golden("tiny_gguf") + "/model.gguf");
        QVERIFY(model);
        const at::NoGradGuard no_gradients;
        const auto next = [&](const std::shared_ptr<engine::Adapter>& adapter) {
            engine::KvCache cache = model->make_cache(2);
            engine::PackedBatch batch = pack({{9}});
            batch.adapters = {{{adapter, 1.0}}};
            batch.caches = {&cache};
            return model->logits(model->hidden_states(batch, false))[0].clone();
        };
        const auto adapter = drawn_adapter(model->geometry(), {}, 3);
        const at::Tensor exact = next(adapter);
        const double added = max_difference(exact, next(std::make_shared<engine::Adapter>()));
        adapter->set_requires_grad(false);
        QVERIFY(at::equal(next(adapter), exact));
        adapter->shorten();
        const double changed = max_difference(next(adapter), exact);
        qInfo("the adapter adds %g at most; in 16 bits it differs by %g", added, changed);
        QVERIFY(changed > 0 && changed < 1e-4 * added);

        const auto twice = drawn_adapter(model->geometry(), {}, 3);
        adapter->set_requires_grad(true);
        for (const auto& learning : {adapter, twice})
            for (const engine::AdapterModule& module : learning->modules())
                at::Tensor(module.b).mul_(2);
        QVERIFY(at::equal(next(adapter), next(twice)));
    }

    void activations_are_float32_or_int8() {
        const auto base = *BaseModel::open(golden("tiny_tied"));
        engine::LoadOptions options;
        options.activations = "int4";
        QVERIFY(!engine::load_model(base, options).ok());
        options.activations = "int8";
        options.dtype = "bfloat16";
        QVERIFY(!engine::load_model(base, options).ok());
    }

    /// What training gains in speed by rounding what products multiply must not cost what it learns.
    void rounded_factors_change_answers_and_gradients_by_their_rounding_data() { rounded_factors(); }
    void rounded_factors_change_answers_and_gradients_by_their_rounding() {
        QFETCH(QString, dtype);
        QFETCH(double, most);
        QFETCH(kernels::Factors, factors);
        if (!kernels::multiplies(factors)) QSKIP("this processor does not multiply them");
        for (const char* name : {"tiny_tied", "tiny_gguf/model.gguf"}) {
            const auto exact = rounding_to("float32", golden(name)),
                       rounded = rounding_to(dtype, golden(name));
            QVERIFY(exact && rounded);
            QCOMPARE(rounded->dtype(), at::kFloat);
            QCOMPARE(rounded->products(), engine::number_type(factors));
            AdapterSpec spec;
            spec.lora_dropout = 0.1;
            const auto adapter = drawn_adapter(exact->geometry(), spec, 3);
            const Learned expected = learn(*exact, {40, 23}, {adapter, adapter}, true);
            const Learned got = learn(*rounded, {40, 23}, {adapter, adapter}, true);
            const auto part = [](const at::Tensor& a, const at::Tensor& b) {
                return ((a - b).norm() / b.norm()).item<double>();
            };
            double largest = 0;
            for (size_t i = 0; i < got.gradients.size(); ++i)
                largest = std::max(largest, part(got.gradients[i], expected.gradients[i]));
            qInfo("%s: hidden states differ by %g, gradients by %g at most", name,
                  part(got.hidden, expected.hidden), largest);
            QVERIFY(part(got.hidden, expected.hidden) > 0);
            QVERIFY2(part(got.hidden, expected.hidden) < most, name);
            QVERIFY2(largest < 2 * most, name);
        }
    }

    void rounded_factors_give_the_same_bits_alone_and_beside_others_and_made_again_data() {
        rounded_factors();
    }
    void rounded_factors_give_the_same_bits_alone_and_beside_others_and_made_again() {
        QFETCH(QString, dtype);
        QFETCH(kernels::Factors, factors);
        if (!kernels::multiplies(factors)) QSKIP("this processor does not multiply them");
        const auto model = rounding_to(dtype, golden("tiny_tied"));
        QVERIFY(model);
        const auto adapter = drawn_adapter(model->geometry(), {}, 3);
        const Learned beside = learn(*model, {40, 23}, {adapter, adapter}, false);
        QVERIFY(at::equal(learn(*model, {40}, {adapter}, false).hidden, beside.hidden.narrow(0, 0, 40)));
        for (const Recompute mode : {Recompute::selective, Recompute::full}) {
            model->set_recompute(mode);
            const Learned again = learn(*model, {40, 23}, {adapter, adapter}, false);
            for (size_t i = 0; i < again.gradients.size(); ++i)
                QVERIFY(at::equal(again.gradients[i], beside.gradients[i]));
        }
    }

    /// On the default base; the divergence is Kullback's and Leibler's, in nats.
    void prompts_read_with_rounded_factors_go_on_as_exact_ones_data() {
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<kernels::Factors>("factors");
        QTest::addColumn<double>("most");
        QTest::newRow("bfloat16") << "bfloat16" << kernels::Factors::bfloat16 << 2e-3;
        QTest::newRow("int16") << "int16" << kernels::Factors::int16 << 2e-5;
    }
    void prompts_read_with_rounded_factors_go_on_as_exact_ones() {
        QFETCH(QString, dtype);
        QFETCH(double, most);
        QFETCH(kernels::Factors, factors);
        if (!QFile::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not there");
        if (!kernels::multiplies(factors)) QSKIP("this processor does not multiply them");
        const auto exact = rounding_to("float32", LORA_DEFAULT_BASE),
                   rounded = rounding_to(dtype, LORA_DEFAULT_BASE);
        QVERIFY(exact && rounded);
        const auto ids = *exact->base().tokenizer()->encode(
            "Minutes of the harbour board: the crane on the north quay was repaired for 4,310 crowns, the "
            "ferry "
            "will leave at half past six from March on, and Mrs. Okafor asked why nobody had painted the "
            "lamps.");
        const at::NoGradGuard no_gradients;
        const at::Tensor expected = at::log_softmax(logits_of(*exact, ids), 1),
                         got = at::log_softmax(logits_of(*rounded, ids), 1);
        const at::Tensor divergence = (expected.exp() * (expected - got)).sum(1);
        const int64_t same = (expected.argmax(1) == got.argmax(1)).sum().item<int64_t>();
        qInfo("%lld of %zu tokens have the same likeliest successor; the divergence is %g, at most %g",
              static_cast<long long>(same), ids.size(), divergence.mean().item<double>(),
              divergence.max().item<double>());
        QVERIFY(divergence.mean().item<double>() < most);
        QVERIFY(static_cast<double>(same) >= 0.95 * static_cast<double>(ids.size()));
    }

    void gradients_of_a_pass_are_given_once() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        engine::PackedBatch batch = pack({some_ids(model->geometry(), 8)});
        batch.adapters = {{{drawn_adapter(model->geometry(), {}, 3), 1.0}}};
        const at::Tensor sum = model->hidden_states(batch, true).sum();
        sum.backward({}, true);
        QVERIFY_THROWS_EXCEPTION(c10::Error, sum.backward());
    }

    void a_pass_whose_gradient_is_never_asked_for_gives_its_memory_back() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        AdapterSpec spec;
        const auto adapter = drawn_adapter(model->geometry(), spec, 3);
        const Learned first = learn(*model, {20}, {adapter}, false);
        for (int i = 0; i < 3; ++i) {
            engine::PackedBatch batch = pack({some_ids(model->geometry(), 40)});
            batch.adapters = {{{adapter, 1.0}}};
            model->hidden_states(batch, true);
        }
        const Learned again = learn(*model, {20}, {adapter}, false);
        QVERIFY(at::equal(first.hidden, again.hidden));
        for (size_t i = 0; i < first.gradients.size(); ++i)
            QVERIFY(at::equal(first.gradients[i], again.gradients[i]));
    }

  private:
    static void rounded_factors() {
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<kernels::Factors>("factors");
        QTest::addColumn<double>("most");
        QTest::newRow("bfloat16") << "bfloat16" << kernels::Factors::bfloat16 << 0.02;
        QTest::newRow("int16") << "int16" << kernels::Factors::int16 << 0.004;
    }
};

LORA_TEST_MAIN(LlamaCpu)
#include "test_llama_cpu.moc"
