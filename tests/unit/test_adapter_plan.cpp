// SPDX-License-Identifier: Apache-2.0
// Which modules an adapter touches, and with what rank: as PEFT decides it.
#include <random>

#include "core/plan/adapter_plan.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

ModelGeometry small_model(int layers = 12) {
    ModelGeometry g;
    g.family = "llama";
    g.layers = layers;
    g.hidden_size = 64;
    g.intermediate_size = 96;
    g.attention_heads = 4;
    g.key_value_heads = 2;
    g.head_dim = 16;
    g.vocab_size = 384;
    return g;
}

AdapterSpec spec_with(std::vector<std::string> modules) {
    AdapterSpec spec;
    spec.target_modules = std::move(modules);
    return spec;
}

std::vector<std::string> names(const AdapterSpec& spec, const ModelGeometry& geometry = small_model()) {
    const auto targets = resolve_adapter(spec, geometry);
    std::vector<std::string> out;
    if (!targets) return {targets.error().text()};
    for (const AdapterTarget& target : *targets) {
        out.push_back(std::to_string(target.layer) + "." + target.module + ":" + std::to_string(target.rank));
    }
    return out;
}

using Names = std::vector<std::string>;

bool same(const std::vector<AdapterTarget>& a, const std::vector<AdapterTarget>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const AdapterTarget& x, const AdapterTarget& y) {
                          return x.layer == y.layer && x.module == y.module && x.rank == y.rank &&
                                 x.alpha == y.alpha && x.scaling == y.scaling;
                      });
}

}  // namespace

#define VERIFY_REFUSED(spec, part)                                                                        \
    do {                                                                                                  \
        const auto refused = resolve_adapter(spec, small_model());                                        \
        QVERIFY(!refused.ok());                                                                           \
        QVERIFY(refused.error().code == ErrorCode::bad_input);                                            \
        QVERIFY2(refused.error().text().find(part) != std::string::npos, refused.error().text().c_str()); \
        QVERIFY(refused.error().where.starts_with("adapter."));                                           \
        QVERIFY(!refused.error().hint.empty());                                                           \
    } while (false)

class TestAdapterPlan : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void the_defaults_reach_every_linear_of_every_layer() {
        const auto targets = resolve_adapter({}, small_model());
        QVERIFY(targets.ok());
        QCOMPARE(targets->size(), size_t(12 * 7));
        QCOMPARE(targets->front().module, std::string("q_proj"));
        QCOMPARE(targets->back().module, std::string("down_proj"));
        QCOMPARE(targets->back().layer, 11);
        for (const AdapterTarget& target : *targets) {
            QCOMPARE(target.rank, 16);
            QCOMPARE(target.scaling, 2.0);
        }
    }

    void entries_match_the_end_of_a_name_at_a_dot() {
        QVERIFY(names(spec_with({"1.self_attn.q_proj"})) == Names({"1.q_proj:16"}));  // and not layer 11
        QVERIFY(names(spec_with({"model.layers.11.mlp.up_proj"})) == Names({"11.up_proj:16"}));
        QCOMPARE(names(spec_with({"self_attn.k_proj"})).size(), size_t(12));
        QCOMPARE(names(spec_with({"q_proj", "q_proj"})).size(), size_t(12));
        VERIFY_REFUSED(spec_with({"proj"}), "\"proj\"");
        VERIFY_REFUSED(spec_with({"_proj"}), "\"_proj\"");
        VERIFY_REFUSED(spec_with({"self_attn"}), "\"self_attn\"");
        VERIFY_REFUSED(spec_with({"q_proj", "lm_head"}), "\"lm_head\"");
    }

    void layers_to_transform_limits_short_names_but_not_whole_ones() {
        AdapterSpec spec = spec_with({"v_proj", "model.layers.9.self_attn.o_proj"});
        spec.layers_to_transform = {2, 0};
        QVERIFY(names(spec) == Names({"0.v_proj:16", "2.v_proj:16", "9.o_proj:16"}));
    }

    void pattern_keys_match_names_and_their_tails() {
        AdapterSpec spec = spec_with({"q_proj", "down_proj"});
        const ModelGeometry model = small_model(2);
        spec.rank_pattern = {{"down_proj", 4}, {"layers.1.self_attn.q_proj", 8}};
        QVERIFY(names(spec, model) == Names({"0.q_proj:16", "0.down_proj:4", "1.q_proj:8", "1.down_proj:4"}));
        spec.rank_pattern = {{R"(^model\.layers\.0\.self_attn\.q_proj)", 2}};
        QVERIFY(names(spec, model) ==
                Names({"0.q_proj:2", "0.down_proj:16", "1.q_proj:16", "1.down_proj:16"}));
        spec.rank_pattern = {{R"(0\.mlp\.down_proj$)", 2}};
        QVERIFY(names(spec, model) ==
                Names({"0.q_proj:16", "0.down_proj:2", "1.q_proj:16", "1.down_proj:16"}));
    }

    void a_caret_wants_the_whole_name() {
        AdapterSpec spec = spec_with({"q_proj"});
        spec.rank_pattern = {{"^q_proj", 2}};
        VERIFY_REFUSED(spec, "^q_proj");
    }

    void a_tail_does_not_begin_inside_a_number() {
        AdapterSpec spec = spec_with({"q_proj"});
        spec.rank_pattern = {{"1.self_attn.q_proj", 2}};
        const auto ranks = names(spec);
        QCOMPARE(ranks[1], std::string("1.q_proj:2"));
        QCOMPARE(ranks[11], std::string("11.q_proj:16"));
    }

    void alpha_has_a_pattern_of_its_own_and_scaling_follows() {
        AdapterSpec spec = spec_with({"q_proj", "k_proj"});
        spec.rank_pattern = {{"k_proj", 4}};
        spec.alpha_pattern = {{"k_proj", 6}};
        auto targets = *resolve_adapter(spec, small_model(1));
        QCOMPARE(targets[0].scaling, 2.0);
        QCOMPARE(targets[1].alpha, 6.0);
        QCOMPARE(targets[1].scaling, 1.5);
        spec.use_rslora = true;
        targets = *resolve_adapter(spec, small_model(1));
        QCOMPARE(targets[0].scaling, 8.0);
        QCOMPARE(targets[1].scaling, 3.0);
    }

    void what_cannot_be_adapted_is_refused_with_the_reason() {
        VERIFY_REFUSED(spec_with({}), "No module is chosen");
        AdapterSpec spec;
        spec.r = 0;
        VERIFY_REFUSED(spec, "Rank 0");
        spec.r = 33;  // k_proj gives 32
        VERIFY_REFUSED(spec, "from 1 to 32");
        spec = {};
        spec.rank_pattern = {{"q_proj", 65}};
        VERIFY_REFUSED(spec, "from 1 to 64");
        spec = {};
        spec.layers_to_transform = {12};
        VERIFY_REFUSED(spec, "Layer 12");
        spec.layers_to_transform = {-1};
        VERIFY_REFUSED(spec, "Layer -1");
        spec = {};
        spec.rank_pattern = {{"model.layers.99.self_attn.q_proj", 4}};
        VERIFY_REFUSED(spec, "layers.99");
        spec.rank_pattern = {{"layers.[0-3].self_attn.q_proj", 4}};
        VERIFY_REFUSED(spec, "regular expression");
        spec = {};
        spec.use_dora = true;
        VERIFY_REFUSED(spec, "DoRA");
        spec = {};
        spec.bias = "all";
        VERIFY_REFUSED(spec, "bias");
        spec = {};
        spec.method = "prefix";
        VERIFY_REFUSED(spec, "prefix");
        spec = {};
        spec.lora_alpha = std::numeric_limits<double>::quiet_NaN();
        VERIFY_REFUSED(spec, "Alpha");
        spec = spec_with({"3.self_attn.q_proj"});
        spec.layers_to_transform = {1};
        VERIFY_REFUSED(spec, "No module is chosen");
    }

    void counts_follow_from_ranks_and_shapes() {
        const auto targets = *resolve_adapter(spec_with({"k_proj", "down_proj"}), small_model(1));
        QCOMPARE(trainable_parameters(targets, small_model(1)), int64_t(16 * (32 + 64) + 16 * (64 + 96)));
        const uint64_t bytes = adapter_file_bytes(targets, small_model(1));
        QVERIFY(bytes > uint64_t(4 * 16 * (32 + 64 + 64 + 96)) && bytes < uint64_t(4 * 16 * 256 + 1024));
    }

    void a_whole_choice_is_worded_shortly() {
        const ModelGeometry model = small_model();
        const auto compact = [&](const AdapterSpec& spec) {
            return compact_adapter_spec(*resolve_adapter(spec, model), model, AdapterSpec());
        };
        QCOMPARE(compact({}).target_modules.size(), size_t(7));
        QVERIFY(compact({}).layers_to_transform.empty() && compact({}).rank_pattern.empty());
        AdapterSpec spec = spec_with({"v_proj", "q_proj"});
        spec.layers_to_transform = {0, 1, 2};
        spec.rank_pattern = {{"v_proj", 4}};
        const AdapterSpec again = compact(spec);
        QVERIFY(again.target_modules == Names({"q_proj", "v_proj"}));
        QVERIFY(again.layers_to_transform == std::vector<int>({0, 1, 2}));
        QCOMPARE(again.rank_pattern.size(), size_t(1));
        spec.rank_pattern.clear();
        spec.r = 8;
        QCOMPARE(compact(spec).r, 8);
        QVERIFY(compact(spec).rank_pattern.empty());
    }

    void any_painted_choice_survives_being_worded() {
        std::mt19937 random(11);
        for (int round = 0; round < 2000; ++round) {
            const ModelGeometry model = small_model(1 + static_cast<int>(random() % 12));
            const unsigned density = 1 + static_cast<unsigned>(random() % 10);
            const unsigned kinds = 1 + static_cast<unsigned>(random() % 4);
            const bool rslora = random() % 2 == 0;
            std::vector<bool> columns(7);
            for (size_t i = 0; i < 7; ++i)
                columns[i] = random() % 3 != 0;
            std::vector<AdapterTarget> painted;
            for (int layer = 0; layer < model.layers; ++layer) {
                for (size_t i = 0; i < 7; ++i) {
                    if (!columns[i] || random() % 10 >= density) continue;
                    AdapterTarget target;
                    target.layer = layer;
                    target.module = linear_modules[i];
                    target.rank = 1 << (random() % kinds);
                    target.alpha = 4.0 * static_cast<double>(1 + random() % kinds);
                    target.scaling = target.alpha / (rslora ? std::sqrt(double(target.rank)) : target.rank);
                    painted.push_back(target);
                }
            }
            if (painted.empty()) continue;
            AdapterSpec defaults;
            defaults.use_rslora = rslora;
            const AdapterSpec spec = compact_adapter_spec(painted, model, defaults);
            const auto resolved = resolve_adapter(spec, model);
            QVERIFY2(resolved.ok(), resolved ? "" : resolved.error().text().c_str());
            QVERIFY2(same(*resolved, painted), ("round " + std::to_string(round)).c_str());
        }
    }

    void module_paths_are_those_of_transformers() {
        QCOMPARE(module_path(3, "q_proj"), std::string("model.layers.3.self_attn.q_proj"));
        QCOMPARE(module_path(0, "down_proj"), std::string("model.layers.0.mlp.down_proj"));
        QVERIFY(small_model().linear_shape("lm_head") == std::pair(int64_t(0), int64_t(0)));
    }
};

LORA_TEST_MAIN(TestAdapterPlan)
#include "test_adapter_plan.moc"
