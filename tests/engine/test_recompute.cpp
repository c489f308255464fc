// SPDX-License-Identifier: Apache-2.0
// Activations that are made again instead of kept change memory and time, not what is learnt.
#include <torch/csrc/autograd/custom_function.h>

#include <set>

#include "core/engine/models/llama/llama_model.h"
#include "core/engine/models/llama/llama_pass.h"
#include "core/engine/models/recompute.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;

namespace {

constexpr Recompute modes[] = {Recompute::off, Recompute::selective, Recompute::full};

/// The processor's own form (float32), or the composed one. "drawn": three layers of drawn weights.
std::shared_ptr<engine::CausalModel> model_of(const std::string& name, bool own, at::ScalarType type) {
    const auto base = name == "drawn" ? BaseModel::drawn("tiny") : BaseModel::open(golden(name));
    if (!base) return nullptr;
    if (own) {
        const auto loaded = engine::load_model(*base, {});
        return loaded ? *loaded : nullptr;
    }
    const auto weights =
        engine::load_weights(**base, engine::LlamaModel::tensor_names(**base), at::kCPU, type,
                                 engine::QuantisedForm::expanded, 2, {});
    return weights ? std::make_shared<engine::LlamaModel>(*base, *weights, at::kCPU, type) : nullptr;
}

std::shared_ptr<engine::Adapter> drawn_adapter(const ModelGeometry& geometry, const AdapterSpec& spec,
                                               uint64_t seed) {
    auto adapter = engine::Adapter::create(spec, geometry, seed);
    if (!adapter) return nullptr;
    at::manual_seed(seed);
    for (const engine::AdapterModule& module : (*adapter)->modules())
        at::Tensor(module.b).normal_(0, 0.1);
    (*adapter)->set_requires_grad(true);
    return *adapter;
}

engine::PackedBatch packed(const ModelGeometry& geometry,
                           const std::vector<std::shared_ptr<engine::Adapter>>& adapters) {
    engine::PackedBatch batch =
        pack({some_ids(geometry, 9), some_ids(geometry, 2, 13), some_ids(geometry, 67, 26)});
    for (const auto& adapter : adapters)
        batch.adapters.push_back({{adapter, 0.75}});
    return batch;
}

/// Hidden states, every gradient, and what the generator gives next.
std::vector<at::Tensor> learn(engine::CausalModel& model,
                              const std::vector<std::shared_ptr<engine::Adapter>>& adapters) {
    for (const auto& adapter : adapters)
        for (at::Tensor parameter : adapter->parameters())
            parameter.mutable_grad() = at::Tensor();
    at::manual_seed(77);
    at::Tensor hidden;
    {
        const engine::PackedBatch batch =
            packed(model.geometry(), adapters);  // gone before the gradients are asked for
        hidden = model.hidden_states(batch, true);
    }
    const at::Tensor next = at::rand({4});
    (hidden * at::linspace(-1, 1, hidden.numel()).view(hidden.sizes()).to(hidden.scalar_type()))
        .sum()
        .backward();
    std::vector<at::Tensor> out{hidden.detach(), next, at::rand({4})};
    for (const auto& adapter : adapters)
        for (const at::Tensor& parameter : adapter->parameters())
            out.push_back(parameter.grad().defined() ? parameter.grad().clone() : at::Tensor());
    return out;
}

}  // namespace

class TestRecompute : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void gradients_and_all_chance_are_the_same_bits_in_every_mode_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("modules");
        QTest::addColumn<QString>("layers");
        QTest::addColumn<double>("dropout");
        QTest::addColumn<int>("adapters");
        const auto row = [](const char* name, const char* model, const char* modules, const char* layers,
                            double dropout, int adapters) {
            QTest::newRow(name) << QString(model) << QString(modules) << QString(layers) << dropout
                                << adapters;
        };
        row("every module", "tiny_tied", "", "", 0, 1);
        row("with dropout", "tiny_tied", "", "", 0.2, 1);
        row("biases, an adapter for each segment, dropout", "tiny_biases", "", "", 0.1, 3);
        row("blocks of a GGUF file", "tiny_gguf/model.gguf", "", "", 0.1, 3);
        row("attention's queries and values alone", "tiny_tied", "q_proj,v_proj", "", 0.1, 1);
        row("the gate alone", "tiny_tied", "gate_proj", "", 0.1, 1);
        row("the last product alone", "tiny_tied", "down_proj", "", 0.1, 1);
        row("every module of three layers", "drawn", "", "", 0.1, 1);
        row("frozen lower layers", "drawn", "", "1,2", 0.1, 1);
        row("the lowest that learns is one that is made again", "drawn", "v_proj,down_proj", "1", 0.1, 1);
        row("frozen upper layers", "drawn", "k_proj,up_proj", "0", 0.1, 1);
    }
    void gradients_and_all_chance_are_the_same_bits_in_every_mode() {
        QFETCH(QString, model);
        QFETCH(QString, modules);
        QFETCH(QString, layers);
        QFETCH(double, dropout);
        QFETCH(int, adapters);
        AdapterSpec spec;
        spec.r = 5;
        spec.lora_dropout = dropout;
        if (!modules.isEmpty()) {
            spec.target_modules.clear();
            for (const QString& module : modules.split(','))
                spec.target_modules.push_back(module.toStdString());
        }
        for (const QString& layer : layers.split(',', Qt::SkipEmptyParts))
            spec.layers_to_transform.push_back(layer.toInt());
        struct Form {
            bool own;
            at::ScalarType type;
        };
        for (const Form form :
             {Form{true, at::kFloat}, Form{false, at::kFloat}, Form{false, at::kBFloat16}}) {
            const auto computed = model_of(model.toStdString(), form.own, form.type);
            QVERIFY(computed);
            std::vector<std::shared_ptr<engine::Adapter>> mixed;
            for (int i = 0; i < adapters; ++i)
                mixed.push_back(drawn_adapter(computed->geometry(), spec, 40 + static_cast<uint64_t>(i)));
            std::vector<at::Tensor> kept;
            for (const Recompute mode : modes) {
                computed->set_recompute(mode);
                const std::vector<at::Tensor> got = learn(*computed, mixed);
                if (mode == Recompute::off) kept = got;
                QCOMPARE(got.size(), kept.size());
                for (size_t i = 0; i < got.size(); ++i) {
                    QCOMPARE(got[i].defined(), kept[i].defined());
                    if (!got[i].defined()) continue;
                    QVERIFY2(at::equal(got[i], kept[i]),
                             (std::string(form.own ? "own, " : "composed, ") + recompute_name(mode) + ", " +
                              std::to_string(i) + ": " +
                              std::to_string(max_difference(got[i].to(at::kFloat), kept[i].to(at::kFloat))))
                                 .c_str());
                }
            }
        }
    }

    void the_room_of_a_pass_shrinks_as_the_plan_says() {
        const auto base = *BaseModel::open(golden("tiny_tied"));
        const auto stored = *engine::stored_llama(base, {});
        const ModelGeometry& geometry = base->geometry();
        AdapterSpec spec;
        spec.r = 5;
        const auto adapter = drawn_adapter(geometry, spec, 3);
        const engine::PackedBatch batch = packed(geometry, {adapter});
        const int64_t tokens = batch.starts.back();
        const engine::Rope rope(geometry);
        const auto room_of = [&](Recompute mode) {
            engine::FloatRoom room;
            engine::LlamaPass(stored, batch, rope.tables(batch.positions, batch.starts), true, mode, true,
                              room);
            return room.size();
        };
        const auto planned = [&](Recompute mode) {
            const auto targets = *resolve_adapter(spec, geometry);
            return static_cast<int64_t>(
                plan_memory(geometry, targets, tokens, 1, {}, mode).activations_bytes / sizeof(float));
        };
        // Each array begins at a cache line.
        const int64_t rounding = 16 * (geometry.layers * (9 + 7) + 32);
        for (const Recompute mode : {Recompute::selective, Recompute::full}) {
            const int64_t saved = room_of(Recompute::off) - room_of(mode);
            const int64_t expected = planned(Recompute::off) - planned(mode);
            QVERIFY(saved > 0);
            QVERIFY2(std::abs(saved - expected) <= rounding,
                     (std::to_string(saved) + " instead of " + std::to_string(expected)).c_str());
        }
    }

    void the_composed_form_keeps_fewer_steps_the_more_it_makes_again() {
        const auto model = model_of("drawn", false, at::kFloat);
        const auto adapter = drawn_adapter(model->geometry(), {}, 3);
        const auto steps_of = [&](Recompute mode) {
            model->set_recompute(mode);
            const at::Tensor hidden = model->hidden_states(packed(model->geometry(), {adapter}), true);
            std::set<torch::autograd::Node*> seen;
            std::vector<torch::autograd::Node*> open{hidden.grad_fn().get()};
            while (!open.empty()) {
                torch::autograd::Node* node = open.back();
                open.pop_back();
                if (!node || !seen.insert(node).second) continue;
                for (const auto& edge : node->next_edges())
                    open.push_back(edge.function.get());
            }
            return seen.size();
        };
        const size_t off = steps_of(Recompute::off), selective = steps_of(Recompute::selective),
                     full = steps_of(Recompute::full);
        QVERIFY(full < selective && selective < off);
    }

    void what_is_made_again_runs_once_more_and_only_where_a_gradient_is_asked_for() {
        int runs = 0;
        const auto part = [&runs](const at::Tensor& x) {
            ++runs;
            return x * x;
        };
        const at::Tensor x = at::full({3}, 2.0).requires_grad_(true);
        const at::Tensor y = engine::recomputed(x, {}, part);
        QCOMPARE(runs, 1);
        y.sum().backward();
        QCOMPARE(runs, 2);
        QVERIFY(at::equal(x.grad(), at::full({3}, 4.0)));
    }

    void the_graph_lets_go_of_all_that_it_held() {
        const auto model = model_of("tiny_tied", false, at::kFloat);
        model->set_recompute(Recompute::full);
        std::weak_ptr<engine::Adapter> watched;
        {
            const auto adapter = drawn_adapter(model->geometry(), {}, 3);
            watched = adapter;
            model->hidden_states(packed(model->geometry(), {adapter}), true).sum().backward();
            model->hidden_states(packed(model->geometry(), {adapter}),
                                 true);  // whose gradient nobody asks for
        }
        QVERIFY(watched.expired());
    }

    void several_passes_add_up_their_gradients_as_without() {
        const auto model = model_of("tiny_tied", false, at::kFloat);
        const auto adapter = drawn_adapter(model->geometry(), {}, 3);
        std::vector<at::Tensor> sums;
        for (const Recompute mode : modes) {
            model->set_recompute(mode);
            for (at::Tensor parameter : adapter->parameters())
                parameter.mutable_grad() = at::Tensor();
            at::manual_seed(5);
            for (int pass = 0; pass < 3; ++pass)
                model->hidden_states(packed(model->geometry(), {adapter}), true).square().sum().backward();
            sums.push_back(adapter->parameters().back().grad().clone());
        }
        QVERIFY(at::equal(sums[0], sums[1]) && at::equal(sums[0], sums[2]));
    }

    void without_gradients_nothing_is_made_twice_and_answers_are_the_same() {
        const auto model = model_of("tiny_tied", false, at::kFloat);
        const auto ids = some_ids(model->geometry(), 20);
        const at::Tensor kept = logits_of(*model, ids);
        model->set_recompute(Recompute::full);
        QVERIFY(at::equal(logits_of(*model, ids), kept));
    }
};

LORA_TEST_MAIN(TestRecompute)
#include "test_recompute.moc"
