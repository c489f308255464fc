// SPDX-License-Identifier: Apache-2.0
#include "core/engine/exporters/exporter.h"

#include "core/base/files.h"
#include "core/base/platform/process.h"
#include "core/base/sha256.h"
#include "core/contract/run_folder.h"
#include "core/engine/counter_random.h"
#include "core/engine/evaluation/score.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {
namespace {

namespace fs = std::filesystem;

constexpr ExportFormat formats[] = {
    {"peft", write_peft, load_adapter},
};

/// Largest difference of logits that passes: float32 weights come back exactly, so this is generous.
constexpr double tolerance = 1e-5;
constexpr size_t probe_tokens = 32;

const ExportFormat* find_format(const std::string& name) {
    for (const ExportFormat& format : formats) {
        if (format.name == name) return &format;
    }
    return nullptr;
}

Status check_target(const fs::path& out) {
    std::error_code ignored;
    if (out.empty()) return usage_error("No folder was given for the export", "out");
    if (!fs::exists(out, ignored)) return {};
    if (fs::is_directory(out, ignored) && fs::is_empty(out, ignored)) return {};
    return bad_input("The target of the export exists already", out.string(), "Choose a new or empty folder");
}

/// Ids spread over the vocabulary, the same for every export from one base.
std::vector<int32_t> probe_ids(const ModelGeometry& geometry) {
    std::vector<int32_t> ids;
    const auto count = std::min<int64_t>(probe_tokens, geometry.context_length);
    for (int64_t i = 0; i < count; ++i) {
        ids.push_back(static_cast<int32_t>(random_bits(1, static_cast<uint64_t>(i)) %
                                           static_cast<uint64_t>(geometry.vocab_size)));
    }
    return ids;
}

Result<double> compare_logits(CausalModel& model, std::shared_ptr<const Adapter> left,
                              std::shared_ptr<const Adapter> right) {
    const std::vector<int32_t> ids = probe_ids(model.geometry());
    const Result<at::Tensor> a = sequence_logits(model, {{std::move(left), 1.0}}, ids);
    if (!a) return a.error();
    const Result<at::Tensor> b = sequence_logits(model, {{std::move(right), 1.0}}, ids);
    if (!b) return b.error();
    return guard_torch("verifying the export",
                       [&]() -> Result<double> { return (*a - *b).abs().max().item<double>(); });
}

/// Removes the folder unless it was kept.
struct Scratch {
    fs::path path;
    ~Scratch() {
        std::error_code ignored;
        if (!path.empty()) fs::remove_all(path, ignored);
    }
};

/// Data hash of the run that `adapter` lies in (its result, or a checkpoint); empty where that is not known.
std::string data_hash_of_run(const fs::path& adapter) {
    std::error_code ignored;
    const fs::path folder = fs::weakly_canonical(adapter, ignored);
    for (const fs::path& run : {folder.parent_path(), folder.parent_path().parent_path()}) {
        if (!fs::exists(RunFolder{run}.spec(), ignored)) continue;
        const Result<RunSpec> spec = read_run_spec(RunFolder{run}.spec());
        if (spec) return spec->data.sha256;
    }
    return {};
}

Result<std::vector<ExportedFile>> files_in(const fs::path& folder) {
    std::vector<ExportedFile> files;
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem)) {
        const Result<std::string> sha256 = sha256_file(entry.path());
        if (!sha256) return sha256.error();
        files.push_back({entry.path().filename().string(), entry.file_size(problem), *sha256});
    }
    if (problem) return system_error(problem.value(), "reading the export back", folder);
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return files;
}

}  // namespace

Json to_json(const ExportResult& result) {
    Json files = Json::array();
    for (const ExportedFile& file : result.files)
        files.push_back({{"name", file.name}, {"size_bytes", file.size_bytes}, {"sha256", file.sha256}});
    return {{"out", result.out.string()},
            {"files", files},
            {"verified", result.verified},
            {"max_abs_difference", result.max_abs_difference}};
}

std::vector<std::string> export_formats() {
    std::vector<std::string> names;
    for (const ExportFormat& format : formats)
        names.emplace_back(format.name);
    return names;
}

Result<ExportResult> export_adapter(CausalModel& model, const ExportRequest& request) {
    const ExportFormat* format = find_format(request.format);
    if (!format) {
        return usage_error("Unknown export format \"" + request.format + "\"", "format", "Choose peft");
    }
    const auto report = [&](const char* phase, int64_t done) -> Status {
        if (!request.progress || request.progress(phase, done, 3)) return {};
        return Error{ErrorCode::interrupted, "The export was cancelled", request.out.string(), {}};
    };
    std::error_code problem;
    const fs::path out = fs::absolute(request.out, problem).lexically_normal();
    if (const Status status = check_target(request.out); !status) return status.error();
    if (const Status status = report("reading", 0); !status) return status.error();
    const Result<std::shared_ptr<Adapter>> adapter = load_adapter(model, request.adapter);
    if (!adapter) return adapter.error();

    if (const Status status = report("writing", 1); !status) return status.error();
    const fs::path plain = out.has_filename() ? out : out.parent_path();
    Scratch scratch{plain.parent_path() /
                    ("." + plain.filename().string() + ".part-" + std::to_string(current_process_id()))};
    if (const Status status = make_folders(scratch.path); !status) return status.error();
    ExportRequest described = request;
    if (described.data_sha256.empty()) described.data_sha256 = data_hash_of_run(request.adapter);
    if (const Status status = format->write(**adapter, model.base(), described, scratch.path); !status)
        return status.error();

    if (const Status status = report("verifying", 2); !status) return status.error();
    const Result<std::shared_ptr<Adapter>> again = format->read(model, scratch.path);
    if (!again) return again.error();
    const Result<double> difference = compare_logits(model, *adapter, *again);
    if (!difference) return difference.error();
    if (!(*difference <= tolerance)) {
        return Error{ErrorCode::bug,
                     "The export was refused: what was written answers differently, by up to " +
                         std::to_string(*difference) + " in the logits",
                     out.string(), "Check the disk, and report this if it happens again"};
    }
    const Result<std::vector<ExportedFile>> files = files_in(scratch.path);
    if (!files) return files.error();
    ExportResult result{plain, *files, true, *difference};
    if (const Status status = sync_path(scratch.path); !status) return status.error();
    fs::remove(plain, problem);  // an empty folder is in the way of the rename
    fs::rename(scratch.path, plain, problem);
    if (problem) return system_error(problem.value(), "moving the export into place", plain);
    scratch.path.clear();
    if (request.progress) request.progress("done", 3, 3);  // too late to cancel
    return result;
}

}  // namespace lora::engine
