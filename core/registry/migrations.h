// SPDX-License-Identifier: Apache-2.0
// The schema as numbered steps, forward only: a step that was released is never changed, a new one is added.
#pragma once

#include <SQLiteCpp/Database.h>

namespace lora {

/// The newest schema that this program knows; PRAGMA user_version of a database at rest.
int newest_schema_version();

/// Schema of an open database; 0 when it is empty.
int schema_version(SQLite::Database& database);

/// Runs the steps behind the database's own version up to `version`, all or none. Throws SQLite::Exception.
/// Safe when several processes open an old database at once: the first migrates, the others wait and find it
/// done.
void migrate(SQLite::Database& database, int version);

}  // namespace lora
