// SPDX-License-Identifier: Apache-2.0
// From one JSON row to one example, for each format of training data.
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/contract/run_spec.h"
#include "core/data/dataset.h"

namespace lora {

/// How the rows of one file are read: a format, and the column of each of its roles.
struct RowFormat {
    std::string name;  ///< messages, alpaca, sharegpt, prompt_completion, text
    std::map<std::string, std::string> columns;
    std::string column(const std::string& role) const;
};

/// Columns of a row, in order; none for a row that is plain text.
std::vector<std::string> columns_of(const Json& row);
/// The format that fits a row by its columns and what they hold; name empty: none does.
RowFormat detect_format(const Json& row);
/// The mapping the user gave, checked against a row.
Result<RowFormat> mapped_format(const ColumnMapping& mapping, const Json& row, const std::string& where);
/// What to say when no format fits.
Error unknown_columns(const std::vector<std::string>& columns, const std::string& where);

/// The error has no place: the caller knows file and line.
Result<Example> read_row(const Json& row, const RowFormat& format);

}  // namespace lora
