// SPDX-License-Identifier: Apache-2.0
#include "app/worker/train_flags.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>

namespace lora::worker {
namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    for (size_t at = 0; at <= text.size();) {
        const size_t comma = std::min(text.find(',', at), text.size());
        if (comma > at) parts.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return parts;
}

bool parse_whole(std::string_view text, int& out) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
}

bool parse_number(const std::string& text, double& out) {
    char* end = nullptr;
    out = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0';
}

/// "q_proj=8,layers.2.self_attn.k_proj=4"
template <class Value, class Parse>
Status parse_pattern(const std::string& text, const char* flag, std::map<std::string, Value>& out, Parse parse) {
    out.clear();
    for (const auto& part : split(text)) {
        const size_t equals = part.rfind('=');
        Value value{};
        if (equals == std::string::npos || equals == 0 || !parse(part.substr(equals + 1), value)) {
            return usage_error("\"" + part + "\" was not understood", flag, "Write module=number,module=number");
        }
        out[part.substr(0, equals)] = value;
    }
    return {};
}

std::string absolute(const std::string& path) {
    std::error_code code;
    const auto full = std::filesystem::absolute(path, code);
    return code ? path : full.lexically_normal().string();
}

}  // namespace

Result<std::vector<int>> parse_layers(const std::string& text) {
    std::vector<int> layers;
    for (const auto& part : split(text)) {
        const size_t dash = part.find('-');
        int first = 0, last = 0;
        const bool fine = dash == std::string::npos
                              ? parse_whole(part, first) && parse_whole(part, last)
                              : parse_whole(part.substr(0, dash), first) && parse_whole(part.substr(dash + 1), last);
        if (!fine || first > last || first < 0 || last > 100'000) {
            return usage_error("\"" + part + "\" is not a layer or a range of layers", "--layers", "Write for example 0-3,7");
        }
        for (int layer = first; layer <= last; ++layer) layers.push_back(layer);
    }
    return layers;
}

template <class Value, class Field>
CLI::Option* SpecFlags::value(CLI::App& verb, const char* flag, Field field, const char* help) {
    return verb.add_option_function<Value>(
        flag,
        [this, field](const Value& given) {
            changes_.push_back([field, given](RunSpec& spec) {
                field(spec) = given;
                return Status();
            });
        },
        help);
}

template <class Change>
void SpecFlags::text(CLI::App& verb, const char* flag, Change change, const char* help) {
    verb.add_option_function<std::string>(
        flag,
        [this, change](const std::string& given) {
            changes_.push_back([change, given](RunSpec& spec) -> Status { return change(spec, given); });
        },
        help);
}

void SpecFlags::add_adapter_flags(CLI::App& verb) {
    value<int>(verb, "--r", [](RunSpec& s) -> int& { return s.adapter.r; }, "Rank");
    value<double>(verb, "--lora-alpha", [](RunSpec& s) -> double& { return s.adapter.lora_alpha; }, "Scale is lora_alpha / r");
    value<double>(verb, "--lora-dropout", [](RunSpec& s) -> double& { return s.adapter.lora_dropout; }, "Dropout before A");
    text(
        verb, "--target-modules",
        [](RunSpec& s, const std::string& given) {
            s.adapter.target_modules = split(given);
            return Status();
        },
        "Modules to adapt: q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj");
    text(
        verb, "--layers",
        [](RunSpec& s, const std::string& given) -> Status {
            auto layers = parse_layers(given);
            if (!layers) return layers.error();
            s.adapter.layers_to_transform = *layers;
            return {};
        },
        "Layers to adapt, for example 0-3,7; all when left out");
    text(
        verb, "--rank-pattern",
        [](RunSpec& s, const std::string& given) {
            return parse_pattern(given, "--rank-pattern", s.adapter.rank_pattern, parse_whole);
        },
        "Ranks of single modules: q_proj=8,layers.2.self_attn.k_proj=4");
    text(
        verb, "--alpha-pattern",
        [](RunSpec& s, const std::string& given) {
            return parse_pattern(given, "--alpha-pattern", s.adapter.alpha_pattern, parse_number);
        },
        "Alphas of single modules, written as in --rank-pattern");
    verb.add_flag_callback(
        "--use-rslora",
        [this] {
            changes_.push_back([](RunSpec& s) {
                s.adapter.use_rslora = true;
                return Status();
            });
        },
        "Scale by lora_alpha / sqrt(r)");
    text(
        verb, "--init-adapter",
        [](RunSpec& s, const std::string& given) {
            s.adapter.init_adapter = absolute(given);
            return Status();
        },
        "Go on from this adapter (PEFT's layout); its ranks and modules hold");
}

void SpecFlags::add_data_flags(CLI::App& verb) {
    verb.add_option_function<std::vector<std::string>>(
        "--data",
        [this](const std::vector<std::string>& given) {
            changes_.push_back([given](RunSpec& s) {
                s.data.paths.clear();
                for (const auto& path : given) s.data.paths.push_back(absolute(path));
                return Status();
            });
        },
        "Files of examples: JSON, JSONL or text");
    verb.add_option_function<std::vector<std::string>>(
        "--eval-data",
        [this](const std::vector<std::string>& given) {
            changes_.push_back([given](RunSpec& s) {
                s.data.eval_paths.clear();
                for (const auto& path : given) s.data.eval_paths.push_back(absolute(path));
                return Status();
            });
        },
        "Files of held-out examples");
    value<double>(verb, "--eval-fraction", [](RunSpec& s) -> double& { return s.data.eval_fraction; },
                  "Share of examples held out when there is no --eval-data");
    value<int>(verb, "--max-seq-length", [](RunSpec& s) -> int& { return s.data.max_seq_length; },
               "Tokens of a sequence at most");
    const auto flag = [&](const char* name, void (*change)(RunSpec&), const char* help) {
        verb.add_flag_callback(
            name,
            [this, change] {
                changes_.push_back([change](RunSpec& s) {
                    change(s);
                    return Status();
                });
            },
            help);
    };
    flag("--no-packing", [](RunSpec& s) { s.data.packing = false; }, "One example a sequence");
    flag("--no-shuffle", [](RunSpec& s) { s.data.shuffle = false; }, "Keep the order of the file");
    flag("--skip-broken-rows", [](RunSpec& s) { s.data.skip_broken_rows = true; }, "Go on with the rows that can be read");
}

void SpecFlags::add_training_flags(CLI::App& verb) {
    using S = RunSpec;
    value<double>(verb, "--learning-rate", [](S& s) -> double& { return s.training.learning_rate; }, "Highest learning rate");
    value<std::string>(verb, "--lr-scheduler-type", [](S& s) -> std::string& { return s.training.lr_scheduler_type; },
                       "constant, linear or cosine");
    value<double>(verb, "--warmup-ratio", [](S& s) -> double& { return s.training.warmup_ratio; }, "Share of steps to warm up");
    value<double>(verb, "--weight-decay", [](S& s) -> double& { return s.training.weight_decay; }, "AdamW's weight decay");
    value<double>(verb, "--max-grad-norm", [](S& s) -> double& { return s.training.max_grad_norm; }, "Clip the gradient; 0: do not");
    value<double>(verb, "--epochs", [](S& s) -> double& { return s.training.num_train_epochs; }, "Times through the data");
    value<int>(verb, "--max-steps", [](S& s) -> int& { return s.training.max_steps; }, "Optimiser steps; wins over --epochs");
    value<int>(verb, "--per-device-batch-size", [](S& s) -> int& { return s.training.per_device_batch_size; },
               "Sequences in one forward pass");
    value<int>(verb, "--gradient-accumulation-steps", [](S& s) -> int& { return s.training.gradient_accumulation_steps; },
               "An optimiser step takes this many batches' examples");
    value<uint64_t>(verb, "--seed", [](S& s) -> uint64_t& { return s.training.seed; }, "Seed of order, dropout and A");
    value<int>(verb, "--eval-steps", [](S& s) -> int& { return s.training.eval_steps; }, "Evaluate every N steps");
    value<int>(verb, "--save-steps", [](S& s) -> int& { return s.training.save_steps; }, "Write a checkpoint every N steps");
    value<int>(verb, "--sample-steps", [](S& s) -> int& { return s.training.sample_steps; }, "Sample every N steps");
    value<int>(verb, "--keep-checkpoints", [](S& s) -> int& { return s.training.keep_checkpoints; },
               "Newest checkpoints kept besides best and last");
    value<std::vector<std::string>>(
        verb, "--sample-prompts", [](S& s) -> std::vector<std::string>& { return s.training.sample_prompts; },
        "Prompts answered while training");
    value<int>(verb, "--sample-max-new-tokens", [](S& s) -> int& { return s.training.sample_max_new_tokens; },
               "Tokens of a sample at most");
    value<std::string>(verb, "--dtype", [](S& s) -> std::string& { return s.training.dtype; }, "auto, float32, bfloat16 or int16");
    value<std::string>(verb, "--device", [](S& s) -> std::string& { return s.training.device; }, "auto, cpu or cuda");
    value<int>(verb, "--threads", [](S& s) -> int& { return s.training.threads; }, "Threads; 0: all usable cores");
    value<std::string>(verb, "--activation-recompute",
                       [](S& s) -> std::string& { return s.training.activation_recompute; },
                       "Activations made again in the backward pass instead of kept: auto, off, selective or full")
        ->check(CLI::IsMember({"auto", "off", "selective", "full"}));
}

std::shared_ptr<SpecFlags> SpecFlags::add_to(CLI::App& verb) {
    auto flags = std::make_shared<SpecFlags>();
    flags->text(
        verb, "--base",
        [](RunSpec& s, const std::string& given) {
            s.base.path = absolute(given);
            return Status();
        },
        "Base model: GGUF file or Hugging Face folder");
    flags->value<std::string>(verb, "--name", [](RunSpec& s) -> std::string& { return s.name; }, "What to call the run");
    flags->add_adapter_flags(verb);
    flags->add_data_flags(verb);
    flags->add_training_flags(verb);
    return flags;
}

Status SpecFlags::apply(RunSpec& spec) const {
    for (const auto& change : changes_) {
        if (auto status = change(spec); !status) return status;
    }
    return {};
}

}  // namespace lora::worker
