// SPDX-License-Identifier: GPL-3.0-or-later
// The list of training settings: what each means, its default, and why one would change it.
#include <algorithm>

#include "ui/pages/train/training_settings.h"
#include "ui/services/services.h"

namespace lora::ui {

void TrainingSettings::add_basic() {
    add_number(QStringLiteral("learning_rate"), tr("Learning rate"),
               tr("How far each step moves the adapter. Default 2e-4. Raise it when the loss hardly falls, "
                  "lower it when "
                  "the loss jumps."),
               false, 0, 1, [](RunSpec& s) -> double& { return s.training.learning_rate; });
    add_number(QStringLiteral("num_train_epochs"), tr("Epochs"),
               tr("How often every example is seen. Default 3. More for few examples; fewer when the "
                  "hold-out loss rises."),
               false, 0.01, 10000, [](RunSpec& s) -> double& { return s.training.num_train_epochs; });
    add_integer(QStringLiteral("max_steps"), tr("Steps at most"),
                tr("Ends the run after so many steps, whatever the epochs say. Default: as the epochs say. "
                   "Set it for a "
                   "quick trial."),
                //: instead of a number of steps: the number of epochs decides
                false, 0, 10'000'000, tr("by epochs"),
                [](RunSpec& s) -> int& { return s.training.max_steps; });
    add_integer(
        QStringLiteral("max_seq_length"), tr("Longest example"),
        tr("Examples are cut at so many tokens. Default 1,024. Longer needs more memory; shorter is faster."),
        false, 8, 1'000'000, {}, [](RunSpec& s) -> int& { return s.data.max_seq_length; });
    add_number(QStringLiteral("eval_fraction"), tr("Hold-out share"),
               tr("Part of the examples kept aside to judge the adapter on what it has not seen. Default "
                  "0.1, which is "
                  "10 %. 0 keeps none."),
               false, 0, 0.9, [](RunSpec& s) -> double& { return s.data.eval_fraction; });
    add_integer(
        QStringLiteral("per_device_batch_size"), tr("Batch size"),
        tr("Packed sequences in one pass. Default 1. More of them keep a large GPU busy, and need as much more "
           "memory."),
        false, 1, 4096, {}, [](RunSpec& s) -> int& { return s.training.per_device_batch_size; });
    add_integer(QStringLiteral("gradient_accumulation_steps"), tr("Accumulation"),
                tr("Passes summed into one step. Default 16: a step learns from 16 × batch size examples. "
                   "Costs time, no memory."),
                false, 1, 4096, {},
                [](RunSpec& s) -> int& { return s.training.gradient_accumulation_steps; });
    add_sample_prompts();
}

void TrainingSettings::add_sample_prompts() {
    auto* edit = new QPlainTextEdit(this);
    edit->setPlaceholderText(tr("One prompt a line"));
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(64);
    add_field(QStringLiteral("sample_prompts"), tr("Sample prompts"),
              tr("The adapter answers these while it trains, so that you see it change. One a line. Default: "
                 "none."),
              false, edit, [edit](const RunSpec& spec) {
                  QStringList lines;
                  for (const auto& prompt : spec.training.sample_prompts)
                      lines << QString::fromStdString(prompt);
                  if (!edit->hasFocus() && edit->toPlainText() != lines.join(u'\n'))
                      edit->setPlainText(lines.join(u'\n'));
              });
    connect(edit, &QPlainTextEdit::textChanged, this, [this, edit] {
        apply([&](RunSpec& spec) {
            spec.training.sample_prompts.clear();
            for (const auto& line : edit->toPlainText().split(u'\n'))
                if (!line.trimmed().isEmpty())
                    spec.training.sample_prompts.push_back(line.trimmed().toStdString());
        });
    });
}

void TrainingSettings::add_advanced() {
    add_choice(QStringLiteral("lr_scheduler_type"), tr("Schedule"),
               tr("How the learning rate goes on after warm-up. Default cosine: it eases out to zero. "
                  "Constant suits runs "
                  "you stop by hand."),
               true,
               {{QStringLiteral("cosine"), tr("Cosine")},
                {QStringLiteral("linear"), tr("Linear")},
                {QStringLiteral("constant"), tr("Constant")}},
               [](RunSpec& s) -> std::string& { return s.training.lr_scheduler_type; });
    add_number(QStringLiteral("warmup_ratio"), tr("Warm-up share"),
               tr("Share of the steps in which the learning rate rises from zero. Default 0.1. More when the "
                  "loss jumps "
                  "early on."),
               true, 0, 1, [](RunSpec& s) -> double& { return s.training.warmup_ratio; });
    add_number(QStringLiteral("weight_decay"), tr("Weight decay"),
               tr("Pulls the adapter's weights towards zero. Default 0. A little, such as 0.01, can help few "
                  "examples."),
               true, 0, 10, [](RunSpec& s) -> double& { return s.training.weight_decay; });
    add_number(QStringLiteral("max_grad_norm"), tr("Gradient clip"),
               tr("Longer gradients are shortened to this. Default 1. Lower it when the loss jumps; 0 turns "
                  "it off."),
               true, 0, 1e6, [](RunSpec& s) -> double& { return s.training.max_grad_norm; });
    add_number(QStringLiteral("adam_beta1"), tr("Adam β₁"),
               tr("How long AdamW remembers the gradient's direction. Default 0.9. Rarely changed."), true, 0,
               0.9999, [](RunSpec& s) -> double& { return s.training.adam_beta1; });
    add_number(QStringLiteral("adam_beta2"), tr("Adam β₂"),
               tr("How long AdamW remembers the gradient's size. Default 0.999. 0.95 reacts faster."), true,
               0, 0.999999, [](RunSpec& s) -> double& { return s.training.adam_beta2; });
    add_number(QStringLiteral("adam_epsilon"), tr("Adam ε"),
               tr("Keeps AdamW from dividing by zero. Default 1e-8. Rarely changed."), true, 0, 1,
               [](RunSpec& s) -> double& { return s.training.adam_epsilon; });
    add_integer(QStringLiteral("eval_steps"), tr("Evaluate every"),
                tr("Steps between two looks at the hold-out. Default: about ten times a run."), true, 0,
                10'000'000, tr("automatic"), [](RunSpec& s) -> int& { return s.training.eval_steps; });
    add_integer(QStringLiteral("save_steps"), tr("Checkpoint every"),
                tr("Steps between two checkpoints. Default: at each evaluation. Fewer steps lose less when "
                   "the machine "
                   "goes down."),
                //: instead of a number of steps, after "Checkpoint every" or "Sample every": at each evaluation
                true, 0, 10'000'000, tr("evaluation"),
                [](RunSpec& s) -> int& { return s.training.save_steps; });
    add_integer(QStringLiteral("sample_steps"), tr("Sample every"),
                tr("Steps between two rounds of the sample prompts. Default: at each evaluation."), true, 0,
                10'000'000, tr("evaluation"), [](RunSpec& s) -> int& { return s.training.sample_steps; });
    add_integer(
        QStringLiteral("sample_max_new_tokens"), tr("Sample length"),
        tr("Tokens in a sample answer at most. Default 64. Longer samples cost time during training."), true,
        1, 8192, {}, [](RunSpec& s) -> int& { return s.training.sample_max_new_tokens; });
    add_integer(QStringLiteral("keep_checkpoints"), tr("Keep checkpoints"),
                tr("Newest checkpoints kept besides the best and the last. Default 3. More costs disk."),
                true, 1, 1000, {}, [](RunSpec& s) -> int& { return s.training.keep_checkpoints; });
    add_choice(QStringLiteral("dtype"), tr("Number type"),
               tr("How finely the base multiplies. Default automatic: what this machine multiplies fastest "
                  "without harm. float32 is exact; int16 is finer than bfloat16, and for processors alone."),
               true,
               {{QStringLiteral("auto"), tr("Automatic")},
                {QStringLiteral("float32"), QStringLiteral("float32")},
                {QStringLiteral("bfloat16"), QStringLiteral("bfloat16")},
                {QStringLiteral("int16"), QStringLiteral("int16")}},
               [](RunSpec& s) -> std::string& { return s.training.dtype; });
    add_choice(
        QStringLiteral("device"), tr("Device"),
        tr("Where training runs. Default automatic: the GPU if there is one it can use, else the processor."),
        true,
        {{QStringLiteral("auto"), tr("Automatic")},
         {QStringLiteral("cpu"), tr("Processor")},
         {QStringLiteral("cuda"), tr("GPU")}},
        [](RunSpec& s) -> std::string& { return s.training.device; });
    add_integer(QStringLiteral("threads"), tr("Threads"),
                tr("Processor threads used. Default: all. Fewer leave room for other work."), true, 0, 1024,
                //: instead of a number: all processor threads
                tr("all"), [](RunSpec& s) -> int& { return s.training.threads; });
    add_choice(QStringLiteral("activation_recompute"), tr("Recompute activations"),
               tr("What the backward pass makes again instead of keeping it in memory. Default automatic: as little "
                  "as fits. More needs less memory and more time; what is learnt is the same."),
               true,
               {{QStringLiteral("auto"), tr("Automatic")},
                //: what is computed again in the backward pass to save memory
                {QStringLiteral("off"), tr("Nothing")},
                {QStringLiteral("selective"), tr("Feed-forward")},
                {QStringLiteral("full"), tr("Whole layers")}},
               [](RunSpec& s) -> std::string& { return s.training.activation_recompute; });
    add_switch(QStringLiteral("packing"), tr("Pack short examples together"),
               tr("Lays several examples into one sequence; none sees another. Default on: faster. Off for "
                  "strict batches "
                  "of single examples."),
               true, [](RunSpec& s) -> bool& { return s.data.packing; });
    add_switch(
        QStringLiteral("shuffle"), tr("Shuffle the examples"),
        tr("A new order every epoch, from the seed. Default on. Off when the order of your file matters."),
        true, [](RunSpec& s) -> bool& { return s.data.shuffle; });
    auto* seed = new QLineEdit(this);
    seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), seed));
    add_field(QStringLiteral("seed"), tr("Seed"),
              tr("Start of all chance. Default 42. The same seed gives the same run; another shows how much "
                 "was luck."),
              true, seed, [seed](const RunSpec& spec) {
                  const QString text = QString::number(spec.training.seed);
                  if (seed->text() != text) seed->setText(text);
              });
    connect(seed, &QLineEdit::editingFinished, this, [this, seed] {
        const auto value = static_cast<uint64_t>(seed->text().toULongLong());
        if (value != services_.projects.draft().training.seed)
            apply([&](RunSpec& spec) { spec.training.seed = value; });
    });
}

}  // namespace lora::ui
