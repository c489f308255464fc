// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/engine/training/checkpoint.h"

namespace lora::engine {
namespace {

constexpr int trainer_state_format = 1;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

void read_optional(const Json& json, FieldReader& fields, const char* key, std::optional<double>& out) {
    if (!json.is_object() || !json.contains(key) || json.at(key).is_null()) return;
    double value = 0;
    fields.number(key, value);
    out = value;
}

}  // namespace

Json to_json(const TrainerState& s) {
    return {{"format", trainer_state_format},
            {"kind", s.kind},
            {"step", s.step},
            {"epoch", s.position.epoch},
            {"cursor", s.position.cursor},
            {"tokens", s.tokens},
            {"supervised_tokens", s.supervised_tokens},
            {"seconds", s.seconds},
            {"loss", s.loss},
            {"eval_loss", or_null(s.eval_loss)},
            {"eval_loss_before", or_null(s.eval_loss_before)},
            {"best_eval_loss", or_null(s.best_eval_loss)},
            {"best_step", s.best_step},
            {"evaluated_step", s.evaluated_step},
            {"learning_rate", s.schedule.learning_rate},
            {"lr_scheduler_type", static_cast<int>(s.schedule.type)},
            {"warmup_steps", s.schedule.warmup_steps},
            {"total_steps", s.schedule.total_steps},
            {"base_fingerprint", s.base_fingerprint},
            {"data_sha256", s.data_sha256}};
}

Result<TrainerState> trainer_state_from_json(const Json& json, const std::string& where) {
    FieldReader fields(json, where);
    TrainerState s;
    int format = 0, type = 0;
    constexpr int64_t most = std::numeric_limits<int64_t>::max();
    for (const char* key : {"format", "step", "epoch", "cursor", "total_steps"}) fields.require(key);
    fields.integer("format", format, 1, trainer_state_format);
    fields.text("kind", s.kind);
    fields.integer("step", s.step, 0, most);
    fields.integer("epoch", s.position.epoch, 0, most);
    fields.integer("cursor", s.position.cursor, 0, most);
    fields.integer("tokens", s.tokens, 0, most);
    fields.integer("supervised_tokens", s.supervised_tokens, 0, most);
    fields.number("seconds", s.seconds);
    fields.number("loss", s.loss);
    read_optional(json, fields, "eval_loss", s.eval_loss);
    read_optional(json, fields, "eval_loss_before", s.eval_loss_before);
    read_optional(json, fields, "best_eval_loss", s.best_eval_loss);
    fields.integer("best_step", s.best_step, 0, most);
    fields.integer("evaluated_step", s.evaluated_step, -1, most);
    fields.number("learning_rate", s.schedule.learning_rate);
    fields.integer("lr_scheduler_type", type, 0, 2);
    s.schedule.type = static_cast<Schedule::Type>(type);
    fields.integer("warmup_steps", s.schedule.warmup_steps, 0, most);
    fields.integer("total_steps", s.schedule.total_steps, 0, most);
    fields.text("base_fingerprint", s.base_fingerprint);
    fields.text("data_sha256", s.data_sha256);
    if (!fields.ok()) return fields.status().error();
    return s;
}

Result<TrainerState> read_trainer_state(const std::filesystem::path& checkpoint) {
    const auto path = checkpoint / "trainer_state.json";
    auto json = read_json_file(path);
    if (!json) return json.error();
    return trainer_state_from_json(*json, path.string());
}

}  // namespace lora::engine
