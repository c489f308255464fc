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

MemoryPlan plan(int64_t length, int64_t batch, int rank = 16, int bytes = 4) {
    AdapterSpec spec;
    spec.r = rank;
    return plan_memory(smollm(), *resolve_adapter(spec, smollm()), length, batch, bytes, stored_bytes);
}

}  // namespace

class TestMemoryPlan : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void float32_reads_the_base_as_it_is_stored_and_bfloat16_expands_it() {
        QCOMPARE(plan(256, 1).weights_bytes, stored_bytes);
        QCOMPARE(plan(256, 1, 16, 2).weights_bytes, uint64_t(134515008) * 2);
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

    void a_plan_that_fits_needs_no_remedy() {
        const MemoryPlan fits = plan(256, 1);
        QCOMPARE(cheapest_remedy(fits, fits.total_bytes(), 256, 1), std::string());
    }

    void the_remedy_lowers_the_batch_first_and_then_fits() {
        const MemoryPlan large = plan(512, 8);
        const uint64_t available = plan(512, 3).total_bytes();
        const std::string remedy = cheapest_remedy(large, available, 512, 8);
        QVERIFY2(remedy.find("lower the batch size to 2") != std::string::npos ||
                     remedy.find("lower the batch size to 3") != std::string::npos,
                 remedy.c_str());
        QVERIFY(plan(512, 2).total_bytes() <= available);
    }

    void with_one_sequence_the_remedy_is_a_shorter_one() {
        const std::string remedy = cheapest_remedy(plan(2048, 1), plan(1024, 1).total_bytes(), 2048, 1);
        QVERIFY2(remedy.find("shorten the longest sequence to") != std::string::npos, remedy.c_str());
    }

    void a_base_that_does_not_fit_at_all_is_named() {
        const std::string remedy = cheapest_remedy(plan(256, 1), uint64_t(256) << 20, 256, 1);
        QVERIFY2(remedy.find("smaller base model") != std::string::npos, remedy.c_str());
    }
};

LORA_TEST_MAIN(TestMemoryPlan)
#include "test_memory_plan.moc"
