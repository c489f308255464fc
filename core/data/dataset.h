// SPDX-License-Identifier: Apache-2.0
// Examples from files: rows → conversations, with everything that was wrong said by line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/contract/run_spec.h"
#include "core/text/chat.h"

namespace lora {

/// One training example. Either a conversation, or plain text all of which carries loss.
struct Example {
    std::vector<Message> messages;
    std::string text;    ///< for plain text; messages is then empty
    bool plain = false;  ///< prompt/completion or text without a chat template: prompt in `prompt`
    std::string prompt;  ///< for plain prompt/completion: carries no loss
    size_t file = 0;     ///< index into Dataset::paths
    int64_t line = 0;    ///< 1-based line (JSONL) or item (JSON)
};

struct DataIssue {
    enum class Kind { broken_row, empty_example, unknown_columns, no_assistant_turn, byte_order_mark, note };
    Kind kind = Kind::note;
    size_t file = 0;
    int64_t line = 0;
    std::string what;
    std::string hint;
};

struct Dataset {
    std::vector<std::string> paths;
    std::string format;                ///< messages, alpaca, sharegpt, prompt_completion, text
    std::vector<std::string> columns;  ///< of the first row
    std::vector<Example> examples;
    std::vector<DataIssue> issues;  ///< broken rows only when they were to be skipped
    std::string sha256;             ///< over the files' bytes, in order
};

/// JSON (a list, or an object with one list) or JSONL, plain .txt (one example a paragraph), told apart by
/// content. A broken line is an error that names it, unless `skip_broken_rows`. Columns that fit no format
/// are an error whose hint proposes a mapping. BOM and CRLF are fine. Lines above 64 MB, encodings other than
/// UTF-8 and empty files are refused. `progress` gets bytes done and in all and may return false to cancel.
Result<Dataset> read_dataset(const std::vector<std::string>& paths, const ColumnMapping& mapping,
                             bool skip_broken_rows,
                             const std::function<bool(uint64_t, uint64_t)>& progress = {});

/// A mapping from columns to a format's roles, guessed from the names and contents of a row; format empty if
/// none fits.
ColumnMapping propose_mapping(const std::vector<std::string>& columns);

}  // namespace lora
