// SPDX-License-Identifier: Apache-2.0
// The estimate of memory grows with what really costs, and says what to change when it does not fit.
#include "core/plan/memory_plan.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

/// The default base model, SmolLM2-135M.
ModelGeometry smollm() {
    ModelGeometry g;
    g.family = "llama";
    g.layers = 30;
    g.hidden_size = 576;
    g.intermediate_size = 1536;
    g.attention_heads = 9;
    g.key_value_heads = 3;
    g.head_dim = 64;
    g.vocab_size = 49152;
    g.tied_head = true;
    g.parameters = 134515008;
    return g;
}

constexpr uint64_t stored_bytes = 98000000;  // of its Q4_1 file

MemoryPlan plan_of(Recompute mode, int64_t length, int64_t batch, int rank = 16, int bytes = 4,
                   bool on_gpu = false) {
    AdapterSpec spec;
    spec.r = rank;
    return plan_memory(smollm(), *resolve_adapter(spec, smollm()), length, batch,
                       {on_gpu, bytes, stored_bytes}, mode);
}

MemoryPlan plan(int64_t length, int64_t batch, int rank = 16, int bytes = 4) {
    return plan_of(Recompute::off, length, batch, rank, bytes);
}

/// What a run of that size is told where so much is available and nothing else is asked for.
std::string remedy_for(int64_t length, int64_t batch, uint64_t available, const std::string& asked = "auto") {
    const auto modes = [&](Recompute mode) { return plan_of(mode, length, batch); };
    return cheapest_remedy(choose_recompute(asked, modes, available), modes, available, length, batch);
}

}  // namespace

class TestMemoryPlan : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void float32_reads_the_base_as_it_is_stored_and_bfloat16_expands_it() {
        QCOMPARE(plan(256, 1).weights_bytes, stored_bytes);
        QCOMPARE(plan(256, 1, 16, 2).weights_bytes, uint64_t(134515008) * 2);
    }

    void a_gpu_holds_quantised_weights_as_stored_and_room_for_the_largest_matrix() {
        QCOMPARE(plan_of(Recompute::off, 256, 1, 16, 2, true).weights_bytes,
                 stored_bytes + uint64_t(576) * 49152 * 2);
        const MemoryPlan of_a_wide_file =
            plan_memory(smollm(), *resolve_adapter(AdapterSpec(), smollm()), 256, 1,
                        {true, 2, uint64_t(134515008) * 4}, Recompute::off);
        QCOMPARE(of_a_wide_file.weights_bytes, uint64_t(134515008) * 2);
    }

    void a_gpu_short_of_memory_leaves_an_untied_embedding_table_to_the_host() {
        ModelGeometry untied = smollm();
        untied.tied_head = false;
        const auto weights = [&](const ModelGeometry& geometry, Recompute mode) {
            return plan_memory(geometry, *resolve_adapter(AdapterSpec(), geometry), 256, 1,
                               {true, 2, uint64_t(134515008) * 2}, mode)
                .weights_bytes;
        };
        const uint64_t all = uint64_t(134515008) * 2;
        QCOMPARE(weights(untied, Recompute::selective), all);
        const uint64_t left = weights(untied, Recompute::full), table = uint64_t(49152) * 576 * 2;
        QVERIFY(left >= all - table && left <= all - table + 1);
        QCOMPARE(weights(smollm(), Recompute::full), all);
    }

    void a_gpu_that_makes_layers_again_leaves_their_inputs_to_the_host() {
        const auto kept = [](int64_t layers, bool on_gpu) {
            ModelGeometry geometry = smollm();
            geometry.layers = static_cast<int>(layers);
            return plan_memory(geometry, {}, 512, 4, {on_gpu, 2, uint64_t(134515008) * 2}, Recompute::full)
                .activations_bytes;
        };
        QCOMPARE(kept(30, true), kept(10, true));
        QCOMPARE(kept(30, false), kept(10, false) + uint64_t(20) * 512 * 4 * 576 * 2);
    }

    void sequences_of_one_length_are_attended_on_a_gpu_with_a_workspace() {
        // What a length takes beyond the mean of its neighbours, which no kernel of its own attends.
        const auto beyond = [](int64_t length, int64_t batch, Recompute mode, int bytes, bool on_gpu) {
            const auto needed = [&](int64_t tokens) {
                return int64_t(plan_of(mode, tokens, batch, 16, bytes, on_gpu).activations_bytes);
            };
            return needed(length) - (needed(length - 1) + needed(length + 1)) / 2;
        };
        const int64_t workspace = int64_t(2) * 2048 * 9 * 64 * (1 + 16) * 4;
        QCOMPARE(beyond(2048, 2, Recompute::off, 2, true), workspace);
        QCOMPARE(beyond(2048, 2, Recompute::selective, 2, true), workspace);
        QCOMPARE(beyond(2048, 2, Recompute::full, 2, true), int64_t(0));
        QCOMPARE(beyond(2048, 2, Recompute::off, 4, true), int64_t(0));
        QCOMPARE(beyond(2048, 2, Recompute::off, 2, false), int64_t(0));
        for (const int64_t length : {512, 2000, 2176, 32768})  // too short, of no such multiple, too large
            QCOMPARE(beyond(length, 2, Recompute::off, 2, true), int64_t(0));
    }

    void the_optimiser_keeps_four_numbers_a_trained_parameter() {
        const auto targets = *resolve_adapter(AdapterSpec(), smollm());
        QCOMPARE(plan(256, 1).optimiser_bytes, uint64_t(trainable_parameters(targets, smollm())) * 16);
    }

    void activations_grow_with_tokens_and_rank() {
        QVERIFY(plan(512, 1).activations_bytes > plan(256, 1).activations_bytes);
        QVERIFY(plan(256, 4).activations_bytes > 3 * plan(256, 1).activations_bytes / 2);
        QVERIFY(plan(256, 1, 64).activations_bytes > plan(256, 1, 8).activations_bytes);
    }

    void what_is_recomputed_is_not_kept() {
        for (const bool on_gpu : {false, true}) {
            for (const int bytes : {4, 2}) {
                const auto activations = [&](Recompute mode) {
                    return plan_of(mode, 512, 4, 16, bytes, on_gpu).activations_bytes;
                };
                QVERIFY(activations(Recompute::selective) * 10 < activations(Recompute::off) * 7);
                QVERIFY(activations(Recompute::full) * 2 < activations(Recompute::selective));
            }
        }
        const MemoryPlan off = plan(512, 4), full = plan_of(Recompute::full, 512, 4);
        QCOMPARE(full.weights_bytes, off.weights_bytes);
        QCOMPARE(full.optimiser_bytes, off.optimiser_bytes);
    }

    void the_automatic_choice_is_the_fastest_that_fits() {
        const auto modes = [](Recompute mode) { return plan_of(mode, 512, 4); };
        uint64_t available = ~uint64_t(0);
        for (const Recompute mode : {Recompute::off, Recompute::selective, Recompute::full}) {
            const RecomputeChoice chosen = choose_recompute("auto", modes, available);
            QCOMPARE(chosen.mode, mode);
            QCOMPARE(chosen.plan.total_bytes(), modes(mode).total_bytes());
            available = modes(mode).total_bytes() - 1;
        }
        // Where nothing fits, what needs least.
        QCOMPARE(choose_recompute("auto", modes, available).mode, Recompute::full);
    }

    void the_choice_says_why_and_what_is_asked_for_is_done() {
        const auto modes = [](Recompute mode) { return plan_of(mode, 512, 4); };
        const uint64_t available = modes(Recompute::selective).total_bytes();
        const std::string reason = choose_recompute("auto", modes, available).reason;
        QVERIFY2(reason.find("keeping all would need") != std::string::npos, reason.c_str());
        for (const Recompute mode : {Recompute::off, Recompute::selective, Recompute::full}) {
            const RecomputeChoice chosen = choose_recompute(recompute_name(mode), modes, available);
            QCOMPARE(chosen.mode, mode);
            QCOMPARE(chosen.reason, std::string("as asked"));
        }
    }

    void a_plan_that_fits_needs_no_remedy() {
        QCOMPARE(remedy_for(256, 1, plan(256, 1).total_bytes()), std::string());
        QCOMPARE(remedy_for(256, 4, plan_of(Recompute::full, 256, 4).total_bytes()), std::string());
    }

    void recomputing_is_the_first_remedy_where_it_was_forbidden() {
        const uint64_t available = plan_of(Recompute::selective, 512, 8).total_bytes();
        const std::string remedy = remedy_for(512, 8, available, "off");
        QVERIFY2(remedy.find("recompute activations (selective)") != std::string::npos, remedy.c_str());
    }

    void the_remedy_lowers_the_batch_next_and_then_fits() {
        const uint64_t available = plan_of(Recompute::full, 512, 3).total_bytes();
        for (const char* asked : {"auto", "off"}) {
            const std::string remedy = remedy_for(512, 8, available, asked);
            QVERIFY2(remedy.find("lower the batch size to 2") != std::string::npos ||
                         remedy.find("lower the batch size to 3") != std::string::npos,
                     remedy.c_str());
        }
        QVERIFY(plan_of(Recompute::full, 512, 2).total_bytes() <= available);
    }

    void with_one_sequence_the_remedy_is_a_shorter_one() {
        const std::string remedy = remedy_for(2048, 1, plan_of(Recompute::full, 1024, 1).total_bytes());
        QVERIFY2(remedy.find("shorten the longest sequence to") != std::string::npos, remedy.c_str());
    }

    void a_base_that_does_not_fit_at_all_is_named() {
        const std::string remedy = remedy_for(256, 1, uint64_t(256) << 20);
        QVERIFY2(remedy.find("smaller base model") != std::string::npos, remedy.c_str());
    }
};

LORA_TEST_MAIN(TestMemoryPlan)
#include "test_memory_plan.moc"
