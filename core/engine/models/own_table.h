// SPDX-License-Identifier: Apache-2.0
// Libraries of this installation that are opened while the program runs, each for a table of functions.
#pragma once

#include <ATen/DynamicLibrary.h>
#include <c10/util/Exception.h>

#include <filesystem>
#include <string>

#include "core/engine/models/device.h"

namespace lora::engine {

/// The table that `symbol` of the library `name` gives. Throws c10::Error with the reason where the library
/// is missing, cannot be opened or is of another version. Once opened it stays so for the life of the
/// process, as LibTorch's own do. Only where cuda_state() is usable: that has loaded what such a library
/// needs.
template <class Table>
const Table& own_table(const std::string& name, const char* symbol, int version) {
    const std::filesystem::path library = own_library(name);
    TORCH_CHECK(!library.empty(), "the library ", name, " is not part of this installation");
    auto* const opened = new at::DynamicLibrary(library.c_str(), nullptr, true);
    const auto* const table = reinterpret_cast<const Table* (*)()>(opened->sym(symbol))();
    TORCH_CHECK(table->version == version, name, " is of another version");
    return *table;
}

}  // namespace lora::engine
