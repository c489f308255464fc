// SPDX-License-Identifier: Apache-2.0
// What a run was asked to do: spec.json. Written once, never rewritten. Names are PEFT's and the field's own.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora {

/// Format of spec.json that this program writes, and the newest it reads.
inline constexpr int run_spec_format = 1;

/// The seven linear modules of a decoder layer, in the order that every table of ours shows them.
inline constexpr const char* linear_modules[] = {"q_proj", "k_proj", "v_proj", "o_proj",
                                                 "gate_proj", "up_proj", "down_proj"};

struct BaseSpec {
    std::string path;         ///< GGUF file or Hugging Face folder, absolute
    std::string fingerprint;  ///< SHA-256 of its weights and configuration (BaseModel::fingerprint); empty: not checked
};

/// LoRA (arXiv:2106.09685) with PEFT's names and meanings.
struct AdapterSpec {
    std::string method = "lora";
    int r = 16;
    double lora_alpha = 32;
    double lora_dropout = 0.05;
    /// Short names ("q_proj") or whole ones ("model.layers.3.self_attn.q_proj"), matched as PEFT matches a list:
    /// the module's name equals the entry or ends in "." + entry.
    std::vector<std::string> target_modules{"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};
    std::vector<int> layers_to_transform;          ///< empty: all layers
    std::map<std::string, int> rank_pattern;       ///< module name or its tail after a dot → rank
    std::map<std::string, double> alpha_pattern;   ///< likewise → alpha
    bool use_rslora = false;                       ///< scale alpha/sqrt(r) instead of alpha/r
    bool use_dora = false;                         ///< refused until the method exists
    std::string bias = "none";
    std::string init_adapter;                      ///< folder of an adapter in PEFT's layout to go on from; empty: fresh
};

/// How columns of an unknown table become a conversation.
struct ColumnMapping {
    std::string format;  ///< messages, alpaca, sharegpt, prompt_completion, text; empty: detect
    /// Role in the format ("instruction", "input", "output", "prompt", "completion", "messages", "text", "system")
    /// → column of the file. Empty: the format's own names.
    std::map<std::string, std::string> columns;
};

struct DataSpec {
    std::vector<std::string> paths;       ///< absolute
    std::vector<std::string> eval_paths;  ///< hold-out files; empty: split off by eval_fraction
    double eval_fraction = 0.1;           ///< share of examples held out when eval_paths is empty; 0: none
    ColumnMapping mapping;
    int max_seq_length = 1024;
    bool packing = true;
    bool shuffle = true;
    bool skip_broken_rows = false;        ///< go on with the rows that can be read
    std::string sha256;                   ///< of the files together, for lineage; empty: not checked
};

struct TrainingSpec {
    double learning_rate = 2e-4;
    std::string lr_scheduler_type = "cosine";  ///< constant, linear, cosine
    double warmup_ratio = 0.1;
    double weight_decay = 0.0;
    double adam_beta1 = 0.9, adam_beta2 = 0.999, adam_epsilon = 1e-8;
    double max_grad_norm = 1.0;                ///< 0: no clipping
    double num_train_epochs = 3;
    int max_steps = 0;                         ///< above 0: wins over epochs
    /// Examples, or packed sequences, in one forward pass. One by default: a packed sequence keeps a processor busy, and
    /// memory grows with this number while what is learnt depends on its product with the next alone.
    int per_device_batch_size = 1;
    int gradient_accumulation_steps = 16;
    uint64_t seed = 42;
    int eval_steps = 0;                        ///< 0: about ten times a run
    int save_steps = 0;                        ///< 0: at each evaluation
    int sample_steps = 0;                      ///< 0: at each evaluation when there are sample prompts
    int keep_checkpoints = 3;                  ///< newest kept besides best and last
    std::vector<std::string> sample_prompts;
    int sample_max_new_tokens = 64;
    std::string dtype = "auto";                ///< auto, float32, bfloat16, int16
    std::string device = "auto";               ///< auto, cpu, cuda
    int threads = 0;                           ///< 0: all usable cores
    /// auto, off, selective, full: which activations the backward pass makes again instead of keeping them. auto: the
    /// fewest that memory allows. Changes time and memory, not what is learnt.
    std::string activation_recompute = "auto";
};

struct RunSpec {
    int format = run_spec_format;
    std::string name;  ///< what the user calls this run; may be empty
    BaseSpec base;
    AdapterSpec adapter;
    DataSpec data;
    TrainingSpec training;
};

Json to_json(const RunSpec& spec);
/// Refuses unknown fields, wrong types, absurd values and newer formats, naming field and `where`.
Result<RunSpec> run_spec_from_json(const Json& json, const std::string& where);
/// Checks values that need no base model: ranks, dropout, schedules, at least one target module, data paths given.
Status validate(const RunSpec& spec);
Result<RunSpec> read_run_spec(const std::filesystem::path& path);

}  // namespace lora
