// SPDX-License-Identifier: Apache-2.0
// The open connection, and the one place where SQLite's exceptions become errors with a hint.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <mutex>
#include <string>

#include "core/base/result.h"
#include "core/registry/registry.h"

namespace lora {

/// Written into the file's header (PRAGMA application_id): tells our index from any other SQLite database.
inline constexpr int registry_application_id = 0x4c6f5261;

/// How long a statement waits for another window or worker that writes.
inline constexpr int registry_busy_timeout_ms = 10'000;

/// What went wrong in SQLite, worded for the person at the screen.
Error sqlite_error(const SQLite::Exception& exception, const std::filesystem::path& database);

struct Registry::Database {
    std::filesystem::path path;
    SQLite::Database connection;
    std::mutex mutex;  ///< one connection: its transactions must not mix between threads

    /// Runs `work` (which gives a Result) alone on the connection.
    template <class Work>
    auto guarded(Work work) -> decltype(work()) {
        const std::lock_guard guard(mutex);
        try {
            return work();
        } catch (const SQLite::Exception& exception) {
            return sqlite_error(exception, path);
        }
    }

    /// The same within one write transaction, rolled back when `work` gives an error. It is immediate: a
    /// transaction that reads first and wants to write later cannot wait for another writer.
    template <class Work>
    auto in_transaction(Work work) -> decltype(work()) {
        return guarded([&]() -> decltype(work()) {
            SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work();
            if (result) transaction.commit();
            return result;
        });
    }
};

/// The form in which the index names a folder or file: absolute, without links, dots and a slash at the end.
std::string registry_path(const std::filesystem::path& path);

/// Makes room for what a run or a draft refers to. What is known already is kept; an empty fingerprint or
/// hash refers to nothing.
void refer_to_base(SQLite::Database& connection, const BaseRecord& base);
void refer_to_dataset(SQLite::Database& connection, const DatasetRecord& dataset);
/// Forgets a run by its path as registry_path gives it, with its checkpoints and result; its exports stay.
void remove_run(SQLite::Database& connection, const std::string& path);

}  // namespace lora
