// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "core/contract/run_spec.h"

namespace lora {
namespace {

bool one_of(const std::string& value, std::initializer_list<const char*> choices) {
    return std::find(choices.begin(), choices.end(), value) != choices.end();
}

std::string list_of(std::initializer_list<const char*> choices) {
    std::string out;
    for (const char* choice : choices)
        out += (out.empty() ? "" : ", ") + std::string(choice);
    return out;
}

/// First problem found; later checks keep it.
class Checks {
  public:
    void expect(bool fine, const std::string& what, const char* field, const std::string& hint) {
        if (!fine && status_.ok()) status_ = bad_input(what, field, hint);
    }
    void choice(const std::string& value, std::initializer_list<const char*> choices, const char* field) {
        expect(one_of(value, choices), "\"" + value + "\" is not one of the choices", field,
               "Choose " + list_of(choices));
    }
    const Status& status() const { return status_; }

  private:
    Status status_;
};

void check_adapter(const AdapterSpec& adapter, Checks& checks) {
    checks.expect(adapter.method == "lora", "The adapter method \"" + adapter.method + "\" is not known",
                  "adapter.method", "Choose lora");
    checks.expect(adapter.r >= 1, "The rank is " + std::to_string(adapter.r), "adapter.r",
                  "Choose a rank of 1 or more, for example 16");
    checks.expect(std::isfinite(adapter.lora_alpha) && adapter.lora_alpha != 0,
                  "lora_alpha must not be zero: the adapter would do nothing", "adapter.lora_alpha",
                  "Twice the rank is usual");
    checks.expect(adapter.lora_dropout >= 0 && adapter.lora_dropout < 1,
                  "lora_dropout must be at least 0 and below 1", "adapter.lora_dropout", "0.05 is usual");
    checks.expect(!adapter.target_modules.empty(), "No module is chosen to adapt", "adapter.target_modules",
                  "Choose at least one of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj");
    for (const int layer : adapter.layers_to_transform) {
        checks.expect(layer >= 0, "Layer " + std::to_string(layer) + " does not exist",
                      "adapter.layers_to_transform", "Layers are counted from 0");
    }
    for (const auto& [name, rank] : adapter.rank_pattern) {
        checks.expect(rank >= 1, "The rank of \"" + name + "\" is " + std::to_string(rank),
                      "adapter.rank_pattern",
                      "Choose a rank of 1 or more, or leave the module out of target_modules");
    }
    for (const auto& [name, alpha] : adapter.alpha_pattern) {
        checks.expect(std::isfinite(alpha) && alpha != 0, "The alpha of \"" + name + "\" must not be zero",
                      "adapter.alpha_pattern", "Twice the rank is usual");
    }
    checks.expect(!adapter.use_dora, "DoRA is not available", "adapter.use_dora", "Set use_dora to false");
    checks.expect(adapter.bias == "none", "Training biases is not available", "adapter.bias",
                  "Set bias to none");
}

void check_data(const DataSpec& data, Checks& checks) {
    checks.expect(!data.paths.empty(), "No data is given to train on", "data.paths",
                  "Name at least one file of examples");
    for (const auto& path : data.paths) {
        checks.expect(!path.empty(), "A data path is empty", "data.paths", "Name a file of examples");
    }
    checks.expect(data.eval_fraction >= 0 && data.eval_fraction <= 0.9,
                  "The held-out share must lie between 0 and 0.9", "data.eval_fraction", "0.1 is usual");
    checks.expect(
        data.max_seq_length >= 2,
        "Sequences of " + std::to_string(data.max_seq_length) + " tokens have nothing to learn from",
        "data.max_seq_length", "1024 is usual");
    checks.expect(
        data.mapping.format.empty() ||
            one_of(data.mapping.format, {"messages", "alpaca", "sharegpt", "prompt_completion", "text"}),
        "\"" + data.mapping.format + "\" is not a data format", "data.mapping.format",
        "Choose messages, alpaca, sharegpt, prompt_completion or text, or leave it empty");
}

void check_training(const TrainingSpec& t, Checks& checks) {
    checks.expect(std::isfinite(t.learning_rate) && t.learning_rate > 0,
                  "The learning rate must be above zero", "training.learning_rate", "2e-4 is usual");
    checks.choice(t.lr_scheduler_type, {"constant", "linear", "cosine"}, "training.lr_scheduler_type");
    checks.expect(t.warmup_ratio >= 0 && t.warmup_ratio <= 1, "The warm-up must lie between 0 and 1",
                  "training.warmup_ratio", "0.1 is usual");
    checks.expect(t.weight_decay >= 0, "The weight decay must not be negative", "training.weight_decay",
                  "0 is usual");
    checks.expect(t.adam_beta1 >= 0 && t.adam_beta1 < 1 && t.adam_beta2 >= 0 && t.adam_beta2 < 1,
                  "AdamW's betas must be at least 0 and below 1", "training.adam_beta1, adam_beta2",
                  "0.9 and 0.999 are usual");
    checks.expect(t.adam_epsilon > 0, "AdamW's epsilon must be above zero", "training.adam_epsilon",
                  "1e-8 is usual");
    checks.expect(t.max_grad_norm >= 0, "The gradient norm limit must not be negative",
                  "training.max_grad_norm", "1 is usual, 0 switches clipping off");
    checks.expect(t.max_steps > 0 || t.num_train_epochs > 0,
                  "There is nothing to train: no epochs and no steps", "training.num_train_epochs",
                  "Give epochs above 0, or max_steps");
    checks.expect(t.max_steps >= 0, "The number of steps must not be negative", "training.max_steps",
                  "0 lets epochs decide");
    checks.expect(t.per_device_batch_size >= 1, "The batch must hold at least one example",
                  "training.per_device_batch_size", "4 is usual");
    checks.expect(t.gradient_accumulation_steps >= 1, "At least one batch makes a step",
                  "training.gradient_accumulation_steps", "4 is usual");
    checks.expect(t.eval_steps >= 0 && t.save_steps >= 0 && t.sample_steps >= 0,
                  "Intervals in steps must not be negative", "training.eval_steps, save_steps, sample_steps",
                  "0 lets the program choose");
    checks.expect(t.keep_checkpoints >= 1, "At least one checkpoint must be kept",
                  "training.keep_checkpoints", "3 is usual");
    checks.expect(t.sample_max_new_tokens >= 1, "A sample must have at least one token",
                  "training.sample_max_new_tokens", "64 is usual");
    checks.choice(t.dtype, {"auto", "float32", "bfloat16", "int16"}, "training.dtype");
    checks.choice(t.device, {"auto", "cpu", "cuda"}, "training.device");
    checks.expect(t.threads >= 0, "The number of threads must not be negative", "training.threads",
                  "0 takes all usable cores");
    checks.choice(t.activation_recompute, {"auto", "off", "selective", "full"},
                  "training.activation_recompute");
}

}  // namespace

Status validate(const RunSpec& spec) {
    Checks checks;
    checks.expect(!spec.base.path.empty(), "No base model is given", "base.path",
                  "Name a GGUF file or a Hugging Face folder");
    check_adapter(spec.adapter, checks);
    check_data(spec.data, checks);
    check_training(spec.training, checks);
    return checks.status();
}

}  // namespace lora
