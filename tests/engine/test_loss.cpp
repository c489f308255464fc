// SPDX-License-Identifier: Apache-2.0
// The chunked loss equals the plain one, and so do its gradients.
#include <torch/csrc/autograd/function.h>

#include "core/engine/evaluation/loss.h"
#include "core/engine/evaluation/score.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;

class Loss : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void loss_and_gradient_equal_plain_cross_entropy() {
        const auto model = load_model(golden("tiny_untied"));
        QVERIFY(model);
        at::manual_seed(3);
        // More rows than one chunk holds.
        const int64_t rows = (int64_t(16) << 20) / model->geometry().vocab_size + 100;
        const at::Tensor hidden = at::randn({rows, model->geometry().hidden_size}).set_requires_grad(true);
        const at::Tensor labels = at::randint(0, model->geometry().vocab_size, {rows}, at::kLong);
        const at::Tensor ours = engine::cross_entropy_sum(*model, hidden, labels);
        // The frozen head is no input of the graph: gradients go to `hidden` alone.
        int inputs = 0;
        for (const auto& edge : ours.grad_fn()->next_edges())
            inputs += edge.is_valid();
        QCOMPARE(inputs, 1);
        (ours * 0.5).backward();
        const at::Tensor gradient = hidden.grad().clone();
        hidden.mutable_grad() = at::Tensor();
        const at::Tensor log_probabilities = at::log_softmax(at::linear(hidden, head_weight(*model)), -1);
        const at::Tensor plain = -log_probabilities.gather(1, labels.unsqueeze(1)).to(at::kDouble).sum();
        (plain * 0.5).backward();
        QVERIFY(std::abs(ours.item<double>() / plain.item<double>() - 1) < 1e-6);
        QVERIFY(max_difference(gradient, hidden.grad()) < 1e-5);
    }

    void rows_add_up_to_the_sum() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        const at::Tensor hidden = at::randn({50, model->geometry().hidden_size});
        const at::Tensor labels = at::randint(0, model->geometry().vocab_size, {50}, at::kLong);
        const double sum = engine::cross_entropy_sum(*model, hidden, labels).item<double>();
        const double rows = engine::cross_entropy_rows(*model, hidden, labels).sum().item<double>();
        QVERIFY(std::abs(sum - rows) < 1e-3);
    }

    void an_examples_score_counts_only_its_masked_tokens() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        std::vector<TokenizedExample> examples(3);
        for (size_t i = 0; i < examples.size(); ++i) {
            examples[i].ids = some_ids(model->geometry(), 10 + static_cast<int>(i), static_cast<int>(i) * 20);
            examples[i].loss_mask.assign(examples[i].ids.size(), 0);
        }
        examples[0].loss_mask[0] = 1;  // the first token has nothing before it: no label
        examples[0].loss_mask[4] = examples[0].loss_mask[9] = 1;
        examples[1].loss_mask.assign(examples[1].ids.size(), 1);
        const auto scores = engine::score_examples(*model, {}, examples);
        QVERIFY(scores.ok());
        QCOMPARE((*scores)[0].tokens, int64_t(2));
        QCOMPARE((*scores)[1].tokens, int64_t(10));
        QCOMPARE((*scores)[2].tokens, int64_t(0));
        const at::Tensor log_probabilities = at::log_softmax(logits_of(*model, examples[0].ids), -1);
        const double expected = -log_probabilities[3][examples[0].ids[4]].item<double>() -
                                log_probabilities[8][examples[0].ids[9]].item<double>();
        QVERIFY(std::abs((*scores)[0].loss_sum - expected) < 1e-4);
    }

    void sequences_beyond_the_context_or_vocabulary_are_refused() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        QVERIFY(!engine::sequence_logits(*model, {}, std::vector<int32_t>(257, 5)).ok());
        QVERIFY(!engine::sequence_logits(*model, {}, {5, 384}).ok());
        QVERIFY(!engine::sequence_logits(*model, {}, {}).ok());
        QVERIFY(engine::sequence_logits(*model, {}, std::vector<int32_t>(256, 5)).ok());
    }
};

LORA_TEST_MAIN(Loss)
#include "test_loss.moc"
