// SPDX-License-Identifier: Apache-2.0
#include "core/contract/run_spec.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>

#include "core/base/files.h"

namespace lora {
namespace {

/// Number of single-character edits between two names (Levenshtein).
size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// Refuses fields outside `known`, and names the one that was probably meant.
void only_known(FieldReader& fields, const Json& object, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) return;
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::string_view nearest;
        size_t best = key.size() / 2 + 1;
        for (const auto candidate : known) {
            const size_t distance = edit_distance(key, candidate);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        fields.fail(key, "This field is not known",
                    nearest.empty() ? "Remove it" : "Did you mean \"" + std::string(nearest) + "\"?");
        return;
    }
}

template <class Map>
Json map_to_json(const Map& map) {
    Json out = Json::object();
    for (const auto& [key, value] : map)
        out[key] = value;
    return out;
}

void read_ranks(FieldReader& fields, const char* key, std::map<std::string, int>& out) {
    const Json* object = fields.object(key);
    if (!object) return;
    out.clear();
    for (const auto& [name, value] : object->items()) {
        const std::string field = std::string(key) + "." + name;
        if (!value.is_number_integer()) return fields.fail(field, "Expected a whole number");
        const auto rank = value.template get<int64_t>();
        if (rank < 1 || rank > 65536)
            return fields.fail(field, "The rank " + value.dump() + " is out of range");
        out[name] = static_cast<int>(rank);
    }
}

void read_numbers(FieldReader& fields, const char* key, std::map<std::string, double>& out) {
    const Json* object = fields.object(key);
    if (!object) return;
    out.clear();
    for (const auto& [name, value] : object->items()) {
        if (!value.is_number()) return fields.fail(std::string(key) + "." + name, "Expected a number");
        out[name] = value.template get<double>();
    }
}

void read_columns(FieldReader& fields, const char* key, std::map<std::string, std::string>& out) {
    const Json* object = fields.object(key);
    if (!object) return;
    out.clear();
    for (const auto& [name, value] : object->items()) {
        if (!value.is_string()) return fields.fail(std::string(key) + "." + name, "Expected text");
        out[name] = value.template get<std::string>();
    }
}

Status read_base(const Json& json, const std::string& where, BaseSpec& base) {
    FieldReader fields(json, where);
    only_known(fields, json, {"path", "fingerprint"});
    fields.text("path", base.path);
    fields.text("fingerprint", base.fingerprint);
    return fields.status();
}

Status read_adapter(const Json& json, const std::string& where, AdapterSpec& adapter) {
    FieldReader fields(json, where);
    only_known(fields, json,
               {"method", "r", "lora_alpha", "lora_dropout", "target_modules", "layers_to_transform",
                "rank_pattern", "alpha_pattern", "use_rslora", "use_dora", "bias", "init_adapter"});
    fields.text("method", adapter.method);
    fields.integer("r", adapter.r, 1, 65536);
    fields.number("lora_alpha", adapter.lora_alpha);
    fields.number("lora_dropout", adapter.lora_dropout, 0, 1);
    fields.texts("target_modules", adapter.target_modules);
    fields.integers("layers_to_transform", adapter.layers_to_transform);
    read_ranks(fields, "rank_pattern", adapter.rank_pattern);
    read_numbers(fields, "alpha_pattern", adapter.alpha_pattern);
    fields.boolean("use_rslora", adapter.use_rslora);
    fields.boolean("use_dora", adapter.use_dora);
    fields.text("bias", adapter.bias);
    fields.text("init_adapter", adapter.init_adapter);
    return fields.status();
}

Status read_mapping(const Json& json, const std::string& where, ColumnMapping& mapping) {
    FieldReader fields(json, where);
    only_known(fields, json, {"format", "columns"});
    fields.text("format", mapping.format);
    read_columns(fields, "columns", mapping.columns);
    return fields.status();
}

Status read_data(const Json& json, const std::string& where, DataSpec& data) {
    FieldReader fields(json, where);
    only_known(fields, json,
               {"paths", "eval_paths", "eval_fraction", "mapping", "max_seq_length", "packing", "shuffle",
                "skip_broken_rows", "sha256"});
    fields.texts("paths", data.paths);
    fields.texts("eval_paths", data.eval_paths);
    fields.number("eval_fraction", data.eval_fraction, 0, 0.9);
    if (const Json* mapping = fields.object("mapping")) {
        if (auto status = read_mapping(*mapping, fields.path("mapping"), data.mapping); !status)
            return status;
    }
    fields.integer("max_seq_length", data.max_seq_length, 2, 1 << 22);
    fields.boolean("packing", data.packing);
    fields.boolean("shuffle", data.shuffle);
    fields.boolean("skip_broken_rows", data.skip_broken_rows);
    fields.text("sha256", data.sha256);
    return fields.status();
}

Status read_training(const Json& json, const std::string& where, TrainingSpec& training) {
    FieldReader fields(json, where);
    only_known(fields, json,
               {"learning_rate",
                "lr_scheduler_type",
                "warmup_ratio",
                "weight_decay",
                "adam_beta1",
                "adam_beta2",
                "adam_epsilon",
                "max_grad_norm",
                "num_train_epochs",
                "max_steps",
                "per_device_batch_size",
                "gradient_accumulation_steps",
                "seed",
                "eval_steps",
                "save_steps",
                "sample_steps",
                "keep_checkpoints",
                "sample_prompts",
                "sample_max_new_tokens",
                "dtype",
                "device",
                "threads",
                "activation_recompute"});
    constexpr int most = 1'000'000'000;
    fields.number("learning_rate", training.learning_rate, 0, 100);
    fields.text("lr_scheduler_type", training.lr_scheduler_type);
    fields.number("warmup_ratio", training.warmup_ratio, 0, 1);
    fields.number("weight_decay", training.weight_decay, 0, 1000);
    fields.number("adam_beta1", training.adam_beta1, 0, 1);
    fields.number("adam_beta2", training.adam_beta2, 0, 1);
    fields.number("adam_epsilon", training.adam_epsilon, 0, 1);
    fields.number("max_grad_norm", training.max_grad_norm, 0);
    fields.number("num_train_epochs", training.num_train_epochs, 0, 1e6);
    fields.integer("max_steps", training.max_steps, 0, most);
    fields.integer("per_device_batch_size", training.per_device_batch_size, 1, 1 << 20);
    fields.integer("gradient_accumulation_steps", training.gradient_accumulation_steps, 1, 1 << 20);
    fields.integer("seed", training.seed, uint64_t{0}, std::numeric_limits<uint64_t>::max());
    fields.integer("eval_steps", training.eval_steps, 0, most);
    fields.integer("save_steps", training.save_steps, 0, most);
    fields.integer("sample_steps", training.sample_steps, 0, most);
    fields.integer("keep_checkpoints", training.keep_checkpoints, 1, most);
    fields.texts("sample_prompts", training.sample_prompts);
    fields.integer("sample_max_new_tokens", training.sample_max_new_tokens, 1, 1 << 20);
    fields.text("dtype", training.dtype);
    fields.text("device", training.device);
    fields.integer("threads", training.threads, 0, 4096);
    fields.text("activation_recompute", training.activation_recompute);
    return fields.status();
}

Json adapter_to_json(const AdapterSpec& a) {
    return {{"method", a.method},
            {"r", a.r},
            {"lora_alpha", a.lora_alpha},
            {"lora_dropout", a.lora_dropout},
            {"target_modules", a.target_modules},
            {"layers_to_transform", a.layers_to_transform},
            {"rank_pattern", map_to_json(a.rank_pattern)},
            {"alpha_pattern", map_to_json(a.alpha_pattern)},
            {"use_rslora", a.use_rslora},
            {"use_dora", a.use_dora},
            {"bias", a.bias},
            {"init_adapter", a.init_adapter}};
}

Json data_to_json(const DataSpec& d) {
    return {{"paths", d.paths},
            {"eval_paths", d.eval_paths},
            {"eval_fraction", d.eval_fraction},
            {"mapping", {{"format", d.mapping.format}, {"columns", map_to_json(d.mapping.columns)}}},
            {"max_seq_length", d.max_seq_length},
            {"packing", d.packing},
            {"shuffle", d.shuffle},
            {"skip_broken_rows", d.skip_broken_rows},
            {"sha256", d.sha256}};
}

Json training_to_json(const TrainingSpec& t) {
    return {{"learning_rate", t.learning_rate},
            {"lr_scheduler_type", t.lr_scheduler_type},
            {"warmup_ratio", t.warmup_ratio},
            {"weight_decay", t.weight_decay},
            {"adam_beta1", t.adam_beta1},
            {"adam_beta2", t.adam_beta2},
            {"adam_epsilon", t.adam_epsilon},
            {"max_grad_norm", t.max_grad_norm},
            {"num_train_epochs", t.num_train_epochs},
            {"max_steps", t.max_steps},
            {"per_device_batch_size", t.per_device_batch_size},
            {"gradient_accumulation_steps", t.gradient_accumulation_steps},
            {"seed", t.seed},
            {"eval_steps", t.eval_steps},
            {"save_steps", t.save_steps},
            {"sample_steps", t.sample_steps},
            {"keep_checkpoints", t.keep_checkpoints},
            {"sample_prompts", t.sample_prompts},
            {"sample_max_new_tokens", t.sample_max_new_tokens},
            {"dtype", t.dtype},
            {"device", t.device},
            {"threads", t.threads},
            {"activation_recompute", t.activation_recompute}};
}

}  // namespace

Json to_json(const RunSpec& spec) {
    return {{"format", spec.format},
            {"name", spec.name},
            {"base", {{"path", spec.base.path}, {"fingerprint", spec.base.fingerprint}}},
            {"adapter", adapter_to_json(spec.adapter)},
            {"data", data_to_json(spec.data)},
            {"training", training_to_json(spec.training)}};
}

Result<RunSpec> run_spec_from_json(const Json& json, const std::string& where) {
    FieldReader fields(json, where);
    if (!fields.ok()) return fields.status().error();
    RunSpec spec;
    // The format comes first: a newer document may well have fields and values that are unknown here.
    fields.require("format");
    fields.integer("format", spec.format, 1, std::numeric_limits<int>::max());
    if (!fields.ok()) return fields.status().error();
    if (spec.format > run_spec_format) {
        return bad_input("This spec has format " + std::to_string(spec.format) + ", newer than format " +
                             std::to_string(run_spec_format) +
                             ", which is the newest that this program reads",
                         where, "Update LoRA Studio");
    }
    only_known(fields, json, {"format", "name", "base", "adapter", "data", "training"});
    fields.text("name", spec.name);
    const Json* base = fields.object("base");
    const Json* adapter = fields.object("adapter");
    const Json* data = fields.object("data");
    const Json* training = fields.object("training");
    if (!fields.ok()) return fields.status().error();
    Status status;
    if (base) status = read_base(*base, fields.path("base"), spec.base);
    if (status.ok() && adapter) status = read_adapter(*adapter, fields.path("adapter"), spec.adapter);
    if (status.ok() && data) status = read_data(*data, fields.path("data"), spec.data);
    if (status.ok() && training) status = read_training(*training, fields.path("training"), spec.training);
    if (!status) return status.error();
    return spec;
}

Result<RunSpec> read_run_spec(const std::filesystem::path& path) {
    auto json = read_json_file(path);
    if (!json) return json.error();
    return run_spec_from_json(*json, path.string());
}

}  // namespace lora
