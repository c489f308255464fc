// SPDX-License-Identifier: Apache-2.0
// Taking an adapter away: formats by name, each written whole or not at all and verified by reading it back.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/engine/models/model.h"

namespace lora::engine {

struct ExportRequest {
    std::filesystem::path adapter;  ///< folder in PEFT's layout
    std::string format = "peft";
    std::filesystem::path out;  ///< must not exist yet, or be an empty folder
    std::string data_sha256;    ///< for the model card; empty: taken from the run the adapter lies in, if any
    /// Phase (reading, writing, verifying), done, total; false cancels (interrupted).
    std::function<bool(const std::string&, int64_t, int64_t)> progress;
};

struct ExportedFile {
    std::string name;  ///< within the export's folder
    uint64_t size_bytes = 0;
    std::string sha256;
};

struct ExportResult {
    std::filesystem::path out;
    std::vector<ExportedFile> files;  ///< by name
    bool verified = false;
    double max_abs_difference = 0;  ///< between the logits of the adapter as read and as written
};

/// One format: writes `adapter` into `folder`, which exists and is empty.
struct ExportFormat {
    std::string_view name;
    Status (*write)(const Adapter& adapter, const BaseModel& base, const ExportRequest& request,
                    const std::filesystem::path& folder);
    /// Reads what write wrote.
    Result<std::shared_ptr<Adapter>> (*read)(const CausalModel& model, const std::filesystem::path& folder);
};

/// Keys out, files (name, size_bytes, sha256), verified, max_abs_difference.
Json to_json(const ExportResult& result);

/// Names of the formats there are.
std::vector<std::string> export_formats();

/// Writes beside `out`, compares logits, and renames into place; on any failure nothing is left behind.
Result<ExportResult> export_adapter(CausalModel& model, const ExportRequest& request);

Status write_peft(const Adapter& adapter, const BaseModel& base, const ExportRequest& request,
                  const std::filesystem::path& folder);

}  // namespace lora::engine
