// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "core/base/sha256.h"
#include "core/contract/run_folder.h"

namespace lora {
namespace fs = std::filesystem;
namespace {

constexpr const char* seal_name = "DONE";

Result<std::vector<std::string>> file_names(const fs::path& folder) {
    std::error_code code;
    std::vector<std::string> names;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        if (it->is_regular_file(code) && it->path().filename() != seal_name)
            names.push_back(it->path().filename().string());
    }
    if (code) return system_error(code.value(), "listing a checkpoint", folder);
    std::sort(names.begin(), names.end());
    return names;
}

Result<CheckpointSeal> parse_seal(const Json& json, const fs::path& path) {
    FieldReader fields(json, path.string());
    int64_t format = 0;
    fields.require("format");
    fields.require("files");
    fields.integer("format", format, 1, 1);
    const Json* files = fields.array("files");
    if (!fields.ok()) return fields.status().error();
    CheckpointSeal seal;
    for (const auto& item : *files) {
        FieldReader part_fields(item, path.string() + ".files");
        CheckpointSeal::Part part;
        for (const char* key : {"name", "size_bytes", "sha256"})
            part_fields.require(key);
        part_fields.text("name", part.name);
        part_fields.integer("size_bytes", part.size_bytes, uint64_t{0}, std::numeric_limits<uint64_t>::max());
        part_fields.text("sha256", part.sha256);
        // A name that leads out of the folder is no part of a checkpoint.
        if (part.name.empty() || fs::path(part.name).filename() != part.name)
            part_fields.fail("name", "This is not a file name");
        if (!part_fields.ok()) return part_fields.status().error();
        seal.files.push_back(std::move(part));
    }
    return seal;
}

Status verify_part(const fs::path& folder, const CheckpointSeal::Part& part) {
    const fs::path path = folder / part.name;
    const std::string hint = "Resume from an older checkpoint";
    std::error_code code;
    const auto size = fs::file_size(path, code);
    if (code) return bad_input("A part of the checkpoint is missing", path.string(), hint);
    if (size != part.size_bytes)
        return bad_input("A part of the checkpoint has another size than its seal says", path.string(), hint);
    auto sha256 = sha256_file(path);
    if (!sha256) return sha256.error();
    if (*sha256 != part.sha256)
        return bad_input("A part of the checkpoint was changed after it was sealed", path.string(), hint);
    return {};
}

}  // namespace

Result<CheckpointSeal> seal_checkpoint(const fs::path& folder) {
    auto names = file_names(folder);
    if (!names) return names.error();
    CheckpointSeal seal;
    Json files = Json::array();
    for (const auto& name : *names) {
        const fs::path path = folder / name;
        if (auto status = sync_path(path); !status) return status.error();
        auto sha256 = sha256_file(path);
        if (!sha256) return sha256.error();
        std::error_code code;
        const uint64_t size = fs::file_size(path, code);
        if (code) return system_error(code.value(), "sealing a checkpoint", path);
        seal.files.push_back({name, size, *sha256});
        files.push_back({{"name", name}, {"size_bytes", size}, {"sha256", *sha256}});
    }
    const Json done = {{"format", 1}, {"files", files}};
    if (auto status = write_file_atomic(folder / seal_name, to_pretty_text(done)); !status)
        return status.error();
    return seal;
}

Result<CheckpointSeal> read_seal(const fs::path& folder, bool verify) {
    const fs::path path = folder / seal_name;
    std::error_code code;
    if (!fs::is_regular_file(path, code)) {
        return bad_input("This checkpoint is not sealed: it was never finished", folder.string(),
                         "Choose another checkpoint");
    }
    auto json = read_json_file(path);
    if (!json) return json.error();
    auto seal = parse_seal(*json, path);
    if (!seal || !verify) return seal;
    for (const auto& part : seal->files) {
        if (auto status = verify_part(folder, part); !status) return status.error();
    }
    return seal;
}

std::vector<std::pair<int64_t, fs::path>> list_checkpoints(const RunFolder& run) {
    std::vector<std::pair<int64_t, fs::path>> found;
    std::error_code code;
    for (fs::directory_iterator it(run.checkpoints(), code), end; !code && it != end; it.increment(code)) {
        const std::string name = it->path().filename().string();
        if (name.rfind("step-", 0) != 0) continue;
        int64_t step = 0;
        const auto parsed = std::from_chars(name.data() + 5, name.data() + name.size(), step);
        if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) continue;
        if (read_seal(it->path(), false)) found.emplace_back(step, it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace lora
