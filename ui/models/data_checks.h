// SPDX-License-Identifier: GPL-3.0-or-later
// What is right and wrong with a data set, as the pre-flight list of the data page.
#pragma once

#include <QtCore/QString>

#include <vector>

#include "core/basemodel/base_model.h"
#include "ui/services/data_service.h"
#include "ui/widgets/check_list.h"

namespace lora::ui {

class ExampleTable;

struct DataCheckInput {
    DataService::State state = DataService::State::none;
    double progress = 0;
    const Dataset* dataset = nullptr;
    const Dataset* holdout = nullptr;  ///< the hold-out's own files; null where it is a share of the examples
    const ExampleTable* table = nullptr;
    const Tokenizer* tokenizer = nullptr;  ///< null: no base, or one without
    const Error* error = nullptr;          ///< valid when failed
    std::vector<int> duplicates;           ///< rows that repeat an earlier one
    int64_t truncated = 0;
    const DataSpec* spec = nullptr;
};

/// Actions of the buttons: "show:<row>", "keep_rest", "all_rows", "map_columns", "base".
std::vector<Check> data_checks(const DataCheckInput& input);

/// "conversations": a data set's format as a person calls it.
QString format_name(const std::string& format);

/// Whether the failure names one row, so that the rest could be kept.
bool is_broken_row(const Error& error);
/// Whether the failure is about columns that fit no format.
bool is_unknown_columns(const Error& error);

/// Rows whose text repeats an earlier row's. Linear; meant for a worker thread.
std::vector<int> duplicate_rows(const Dataset& dataset);

}  // namespace lora::ui
