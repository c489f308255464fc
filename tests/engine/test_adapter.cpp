// SPDX-License-Identifier: Apache-2.0
// Adapters begin as nothing, act as LoRA says, and come back from disk as they were.
#include <QtCore/QTemporaryDir>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/engine/adapters/dropout_mask.h"
#include "core/engine/adapters/lora/lora_linear.h"
#include "core/engine/training/adamw.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;
using engine::Adapter;
using engine::AdapterMix;

namespace {

at::Tensor adapted(const at::Tensor& x, const at::Tensor& weight, int layer, const char* module,
                   const std::vector<engine::AdapterRun>& runs, bool training) {
    const engine::FrozenLinear linear{{DType::f32, weight}, {}};
    return engine::adapted_linears(x, {&linear, 1}, layer, {&module, 1}, runs, training, {}).front();
}

}  // namespace

class AdapterTest : public TestObject {
    Q_OBJECT
    std::shared_ptr<engine::CausalModel> model_;

  private Q_SLOTS:
    void initTestCase() {
        model_ = load_model(golden("tiny_tied"));
        QVERIFY(model_);
    }

    void a_fresh_adapter_changes_nothing() {
        const auto adapter = Adapter::create({}, model_->geometry(), 1);
        QVERIFY(adapter.ok());
        const std::vector<int32_t> ids = some_ids(model_->geometry(), 20);
        QVERIFY(at::equal(logits_of(*model_, ids, {{*adapter, 1.0}}), logits_of(*model_, ids)));
    }

    void equal_seeds_give_equal_adapters() {
        const auto one = Adapter::create({}, model_->geometry(), 5),
                   two = Adapter::create({}, model_->geometry(), 5);
        const auto other = Adapter::create({}, model_->geometry(), 6);
        QVERIFY(one.ok() && two.ok() && other.ok());
        QCOMPARE((*one)->sha256(), (*two)->sha256());
        QVERIFY((*one)->sha256() != (*other)->sha256());
        const at::Tensor a = (*one)->modules().front().a;
        QVERIFY(a.abs().max().item<double>() <= 1 / std::sqrt(64.0));
        QVERIFY(a.abs().max().item<double>() > 0.9 / std::sqrt(64.0));
    }

    void an_adapted_product_equals_the_merged_weight() {
        const auto adapter = strong_adapter(model_->geometry(), 3);
        const engine::AdapterModule& module = *adapter->find(1, "down_proj");
        at::manual_seed(1);
        const at::Tensor x = at::randn({5, 96}), weight = at::randn({64, 96});
        const std::vector<AdapterMix> mixes{{{adapter, 0.5}}};
        const auto runs = engine::adapter_runs({0, 5}, mixes);
        const at::Tensor y = adapted(x, weight, 1, "down_proj", runs, false);
        const at::Tensor merged = weight + 0.5 * module.target.scaling * module.b.matmul(module.a);
        QVERIFY(max_difference(y, at::linear(x, merged)) < 1e-4);
    }

    void gradients_equal_those_of_plain_operations() {
        const auto adapter = strong_adapter(model_->geometry(), 3);
        adapter->set_requires_grad(true);
        const engine::AdapterModule& module = *adapter->find(0, "q_proj");
        at::manual_seed(2);
        const at::Tensor weight = at::randn({64, 64}), direction = at::randn({6, 64});
        const at::Tensor x = at::randn({6, 64}).set_requires_grad(true);
        const AdapterMix mix{{adapter, 1.0}};
        // One run, and two runs with the adapter on each: both ways through the code.
        for (const std::vector<int64_t>& starts :
             {std::vector<int64_t>{0, 6}, std::vector<int64_t>{0, 2, 6}}) {
            const std::vector<AdapterMix> mixes(starts.size() - 1, mix);
            const auto runs = engine::adapter_runs(starts, mixes);
            (adapted(x, weight, 0, "q_proj", runs, true) * direction).sum().backward();
            const at::Tensor x_gradient = x.grad().clone(), a_gradient = module.a.grad().clone(),
                             b_gradient = module.b.grad().clone();
            for (const at::Tensor& tensor : {x, module.a, module.b})
                tensor.mutable_grad() = at::Tensor();
            const at::Tensor plain =
                at::linear(x, weight) + at::linear(at::linear(x, module.a), module.b) * module.target.scaling;
            (plain * direction).sum().backward();
            QVERIFY(max_difference(x_gradient, x.grad()) < 1e-4);
            QVERIFY(max_difference(a_gradient, module.a.grad()) < 1e-4);
            QVERIFY(max_difference(b_gradient, module.b.grad()) < 1e-4);
            for (const at::Tensor& tensor : {x, module.a, module.b})
                tensor.mutable_grad() = at::Tensor();
        }
        QVERIFY(!weight.requires_grad());
    }

    void modules_that_read_the_same_rows_learn_as_each_by_itself() {
        const char* const names[] = {"q_proj", "k_proj", "v_proj"};
        const auto one = strong_adapter(model_->geometry(), 3, 5),
                   other = strong_adapter(model_->geometry(), 4, 8);
        for (const auto& adapter : {one, other})
            adapter->set_requires_grad(true);
        // The first alone, both at once, the second twice as strong.
        const std::vector<AdapterMix> mixes{{{one, 1.0}}, {{one, 1.0}, {other, 1.0}}, {{other, 2.0}}};
        const auto runs = engine::adapter_runs({0, 2, 5, 6}, mixes);
        at::manual_seed(1);
        const at::Tensor x = at::randn({6, 64}).requires_grad_(true);
        std::vector<engine::FrozenLinear> linears;
        std::vector<at::Tensor> gradients;
        for (const char* name : names) {
            const auto [outputs, inputs] = model_->geometry().linear_shape(name);
            linears.push_back({{DType::f32, at::randn({outputs, inputs})}, {}});
            gradients.push_back(at::randn({6, outputs}));
        }
        const auto learnt = [&](const auto& products) {
            at::Tensor sum = at::zeros({});
            for (size_t i = 0; i < linears.size(); ++i)
                sum = sum + (products(i) * gradients[i]).sum();
            sum.backward();
            std::vector<at::Tensor> out{x.grad()};
            x.mutable_grad().reset();
            for (const auto& adapter : {one, other})
                for (const at::Tensor& parameter : adapter->parameters()) {
                    out.push_back(parameter.grad().defined() ? parameter.grad() : at::zeros({1}));
                    parameter.mutable_grad().reset();
                }
            return out;
        };
        const auto together = engine::adapted_linears(x, linears, 0, names, runs, true, {});
        const auto got = learnt([&](size_t i) { return together[i]; });
        const auto wanted = learnt([&](size_t i) {
            at::Tensor y = x.matmul(linears[i].weight.data.t());
            std::vector<at::Tensor> rows;
            for (const engine::AdapterRun& run : runs) {
                const at::Tensor part = x.narrow(0, run.first_row, run.rows);
                at::Tensor sum = y.narrow(0, run.first_row, run.rows);
                for (const engine::WeightedAdapter& entry : *run.mix) {
                    const engine::AdapterModule& module = *entry.adapter->find(0, names[i]);
                    sum = sum + part.matmul(module.a.t()).matmul(module.b.t()) * module.target.scaling *
                                    entry.weight;
                }
                rows.push_back(sum);
            }
            return at::cat(rows);
        });
        for (size_t i = 0; i < wanted.size(); ++i)
            QVERIFY(max_difference(wanted[i], got[i]) <
                    1e-4 * std::max(1.0, wanted[i].abs().max().item<double>()));
    }

    void factors_rounded_together_are_those_rounded_one_by_one() {
        const auto flat = strong_adapter(model_->geometry(), 3),
                   apart = strong_adapter(model_->geometry(), 4);
        const engine::FlatParameters parameters(flat->parameters());
        const std::vector<AdapterMix> mixes{{{flat, 1.0}, {apart, 1.0}}};
        const auto runs = engine::adapter_runs({0, 4}, mixes);
        const engine::RoundedFactors rounded(runs, at::kBFloat16);
        const at::Tensor stranger = at::randn({3, 5});
        for (const auto& adapter : {flat, apart})
            for (const at::Tensor& factor : adapter->parameters()) {
                const at::Tensor got = rounded.of(factor, at::kBFloat16);
                QVERIFY(got.equal(factor.to(at::kBFloat16)) && !got.requires_grad());
                QVERIFY(rounded.of(factor, at::kFloat).equal(factor));
            }
        QVERIFY(rounded.of(stranger, at::kBFloat16).equal(stranger.to(at::kBFloat16)));
    }

    void dropout_drops_its_share_and_repeats_from_its_seed() {
        const at::Tensor ones = at::ones({500, 400});
        const at::Tensor dropped = engine::seeded_dropout(ones, 0.25, {9, {}});
        QVERIFY(at::equal(dropped, engine::seeded_dropout(ones, 0.25, {9, {}})));
        QVERIFY(!at::equal(dropped, engine::seeded_dropout(ones, 0.25, {10, {}})));
        QVERIFY(std::abs((dropped == 0).to(at::kFloat).mean().item<double>() - 0.25) < 0.01);
        QVERIFY(std::abs(dropped.max().item<double>() - 1 / 0.75) < 1e-6);
        const at::Tensor places = at::tensor({int64_t(9), int64_t(10)}, at::kLong);
        QVERIFY(at::equal(dropped, engine::seeded_dropout(ones, 0.25, {0, places.narrow(0, 0, 1)})));
    }

    void the_backward_pass_sees_the_mask_of_the_forward_pass() {
        AdapterSpec spec;
        spec.lora_dropout = 0.5;
        const auto adapter = *Adapter::create(spec, model_->geometry(), 4);
        for (const engine::AdapterModule& module : adapter->modules())
            at::Tensor(module.b).normal_(0, 0.1);
        const at::Tensor weight = at::zeros({64, 64}), x = at::randn({8, 64}).set_requires_grad(true);
        const std::vector<AdapterMix> mixes{{{adapter, 1.0}}};
        const auto runs = engine::adapter_runs({0, 8}, mixes);
        const at::Tensor y = adapted(x, weight, 0, "q_proj", runs, true);
        y.sum().backward();
        // With no base weight y is linear in x, so that the gradient gives the sum back.
        const double sum = y.sum().item<double>();
        QVERIFY(std::abs((x.grad() * x).sum().item<double>() - sum) < 1e-3 * (1 + std::abs(sum)));
    }

    void each_row_of_a_batch_gets_its_own_mix() {
        const auto one = strong_adapter(model_->geometry(), 3),
                   two = strong_adapter(model_->geometry(), 8, 2);
        const std::vector<int32_t> ids = some_ids(model_->geometry(), 15);
        const std::vector<AdapterMix> mixes{{}, {{one, 1.0}}, {{one, 0.5}, {two, -1.0}}};
        const engine::PackedBatch batch = pack({ids, ids, ids}, mixes);
        const at::NoGradGuard no_gradients;
        const at::Tensor together = model_->logits(model_->hidden_states(batch, false));
        for (size_t i = 0; i < mixes.size(); ++i) {
            const at::Tensor alone = logits_of(*model_, ids, mixes[i]);
            QVERIFY(max_difference(together.narrow(0, batch.starts[i], 15), alone) < 1e-4);
        }
        QVERIFY(max_difference(together.narrow(0, 0, 15), together.narrow(0, 15, 15)) > 0.01);
    }

    void saving_and_loading_gives_the_same_bits() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("adapter").toStdString();
        AdapterSpec spec;
        spec.r = 4;
        spec.lora_alpha = 6;
        spec.target_modules = {"q_proj", "down_proj"};
        spec.layers_to_transform = {1};
        spec.rank_pattern = {{"down_proj", 2}};
        spec.alpha_pattern = {{"down_proj", 8}};
        spec.use_rslora = true;
        const auto adapter = Adapter::create(spec, model_->geometry(), 11);
        QVERIFY(adapter.ok());
        QVERIFY((*adapter)->save(path, "/models/base", "abc").ok());
        const auto again = Adapter::load(path, model_->geometry(), "abc");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        QCOMPARE((*again)->sha256(), (*adapter)->sha256());
        QCOMPARE(*sha256_file(path + "/adapter_model.safetensors"), (*adapter)->sha256());
        QCOMPARE((*again)->modules().size(), size_t(2));
        for (size_t i = 0; i < 2; ++i) {
            QVERIFY(at::equal((*again)->modules()[i].a, (*adapter)->modules()[i].a));
            QCOMPARE((*again)->modules()[i].target.scaling, (*adapter)->modules()[i].target.scaling);
        }
        QCOMPARE((*again)->find(1, "down_proj")->target.scaling, 8 / std::sqrt(2.0));
    }

    void an_adapter_of_another_base_is_refused() {
        QTemporaryDir folder;
        const auto adapter = strong_adapter(model_->geometry(), 3);
        QVERIFY(adapter->save(folder.path().toStdString(), "/models/base", std::string(64, 'a')).ok());
        const auto wrong =
            Adapter::load(folder.path().toStdString(), model_->geometry(), std::string(64, 'b'));
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().code, ErrorCode::bad_input);
        QVERIFY(wrong.error().what.find("aaaaaaaaaaaa") != std::string::npos);
        QVERIFY(Adapter::load(folder.path().toStdString(), model_->geometry(), "").ok());
        ModelGeometry wider = model_->geometry();
        wider.hidden_size *= 2;
        const auto unfit = Adapter::load(folder.path().toStdString(), wider, "");
        QVERIFY(!unfit.ok());
        QVERIFY(unfit.error().where.find("lora_") != std::string::npos);
    }

    void adapters_that_cannot_be_applied_are_refused() {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const auto adapter = strong_adapter(model_->geometry(), 3);
        QVERIFY(adapter->save(path, "", "").ok());
        const Json config = *read_json_file(path + "/adapter_config.json");
        const auto refused = [&](const char* key, const Json& value) {
            Json changed = config;
            changed[key] = value;
            if (!write_file_atomic(path + "/adapter_config.json", to_text(changed)).ok()) return false;
            const auto loaded = Adapter::load(path, model_->geometry(), "");
            return !loaded.ok() && loaded.error().code == ErrorCode::bad_input;
        };
        QVERIFY(refused("peft_type", "IA3"));
        QVERIFY(refused("use_dora", true));
        QVERIFY(refused("bias", "all"));
        QVERIFY(refused("modules_to_save", Json{"lm_head"}));
        QVERIFY(refused("r", 0));
        QVERIFY(refused("target_modules", Json{"q_proj"}));
        QVERIFY(!refused("lora_dropout", 0.1));
        QFile::remove(folder.filePath("adapter_model.safetensors"));
        QVERIFY(!Adapter::load(path, model_->geometry(), "").ok());
    }
};

LORA_TEST_MAIN(AdapterTest)
#include "test_adapter.moc"
