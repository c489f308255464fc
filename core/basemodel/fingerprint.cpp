// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <system_error>

#include "core/base/log.h"
#include "core/base/platform/process.h"
#include "core/base/sha256.h"
#include "core/basemodel/base_model.h"
#include "core/tensorio/gguf.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

constexpr int fingerprint_format = 1;

/// What of the configuration changes the numbers a model computes; a list of its own, so that new fields for
/// display leave old fingerprints alone.
std::string configuration_text(const ModelGeometry& g, bool interleaved) {
    const RopeScaling& rope = g.rope_scaling;
    return to_text(Json{{"format", fingerprint_format},
                        {"family", g.family},
                        {"layers", g.layers},
                        {"hidden_size", g.hidden_size},
                        {"intermediate_size", g.intermediate_size},
                        {"attention_heads", g.attention_heads},
                        {"key_value_heads", g.key_value_heads},
                        {"head_dim", g.head_dim},
                        {"rms_norm_eps", g.rms_norm_eps},
                        {"rope_theta", g.rope_theta},
                        {"rope",
                         {rope.type, rope.factor, rope.low_freq_factor, rope.high_freq_factor,
                          rope.original_max_position_embeddings, rope.beta_fast, rope.beta_slow,
                          rope.attention_factor, rope.factors}},
                        {"tied_head", g.tied_head},
                        {"rope_rows_interleaved", interleaved}});
}

/// Path, size and time of every file of the model: the name under which a fingerprint is remembered.
std::string cache_key(const std::vector<std::shared_ptr<const MappedFile>>& files, const fs::path& model) {
    std::string key;
    const auto add = [&](const fs::path& path) {
        std::error_code ignored;
        const auto time = fs::last_write_time(path, ignored);
        key += fs::weakly_canonical(path, ignored).string() + "\n" +
               std::to_string(fs::file_size(path, ignored)) + "\n" +
               std::to_string(time.time_since_epoch().count()) + "\n";
    };
    for (const auto& file : files)
        add(file->path());
    std::error_code ignored;
    if (fs::is_directory(model, ignored)) add(model / "config.json");
    return sha256_hex(key);
}

std::string remembered(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return {};
    const auto json = read_json_file(path, 4096);
    if (!json || !json->is_object() || json->value("format", Json()) != fingerprint_format) return {};
    const Json value = json->value("fingerprint", Json());
    const std::string hex = value.is_string() ? value.get<std::string>() : std::string();
    return hex.size() == 64 && hex.find_first_not_of("0123456789abcdef") == std::string::npos ? hex
                                                                                              : std::string();
}

void remember(const fs::path& path, const std::string& hex) {
    auto written = make_folders(path.parent_path());
    if (written) {
        written =
            write_file_atomic(path, to_text(Json{{"format", fingerprint_format}, {"fingerprint", hex}}));
    }
    // Without it the next question takes longer, no more.
    if (!written) log_debug("The fingerprint was not remembered: " + written.error().text());
}

}  // namespace

Result<std::string> BaseModel::fingerprint(const std::function<bool(uint64_t, uint64_t)>& progress) const {
    const fs::path cache = user_cache_folder() / "fingerprints" / (cache_key(files_, path_) + ".json");
    if (std::string known = remembered(cache); !known.empty()) return known;

    constexpr size_t step_bytes = size_t(8) << 20;
    const uint64_t all = weight_bytes();
    uint64_t done = 0;
    Sha256 digest;
    digest.add(configuration_text(geometry_, rope_rows_interleaved_));
    for (const auto& [name, tensor] : tensors_) {
        digest.add("\n" + to_text(Json{name, dtype_info(tensor.dtype).name, tensor.shape}) + "\n");
        const BitsandbytesMatrix* matrix = quantised(name);
        if (matrix && matrix->nested) digest.add(to_text(Json(matrix->offset)) + "\n");
        for (const TensorView* whole : stored_parts(name)) {
            for (size_t at = 0; at < whole->bytes.size(); at += step_bytes) {
                const auto part = whole->bytes.subspan(at, std::min(step_bytes, whole->bytes.size() - at));
                digest.add(part);
                done += part.size();
                if (progress && !progress(done, all)) {
                    return Error{
                        ErrorCode::interrupted, "Reading the weights was cancelled", path_.string(), {}};
                }
            }
        }
    }
    std::string hex = digest.hex();
    remember(cache, hex);
    return hex;
}

}  // namespace lora
