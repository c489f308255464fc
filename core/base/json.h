// SPDX-License-Identifier: Apache-2.0
// JSON as every part uses it: key order kept, parse errors as values with line and column.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace lora {

using Json = nlohmann::ordered_json;

/// Parses one document. `where` names it in the error, which adds line and column.
Result<Json> parse_json(std::string_view text, const std::string& where);

/// Reads and parses a file (at most `limit_bytes`; larger is refused).
Result<Json> read_json_file(const std::filesystem::path& path, uint64_t limit_bytes = 256u << 20);

/// Compact text; bytes that are not UTF-8 become U+FFFD rather than an exception.
std::string to_text(const Json& json);
/// The same with two spaces of indent, and a line feed at the end.
std::string to_pretty_text(const Json& json);

/// Reads typed fields from one JSON object and remembers the first thing wrong, so that a reader is a list of
/// fields followed by one check. Missing fields keep the value they had.
class FieldReader {
  public:
    /// `where` prefixes field names in errors, e.g. "spec.json: adapter".
    FieldReader(const Json& object, std::string where);

    void text(const char* key, std::string& out);
    void boolean(const char* key, bool& out);
    void integer(const char* key, int& out, int64_t min, int64_t max);
    void integer(const char* key, int64_t& out, int64_t min, int64_t max);
    void integer(const char* key, uint64_t& out, uint64_t min, uint64_t max);
    void number(const char* key, double& out, double min = -std::numeric_limits<double>::max(),
                double max = std::numeric_limits<double>::max());
    void texts(const char* key, std::vector<std::string>& out);
    void integers(const char* key, std::vector<int>& out);
    /// Fails when the key is absent or null.
    void require(const char* key);
    /// Fails when the object has a key outside `known`: a misspelt field must not be ignored in silence.
    void only(std::initializer_list<std::string_view> known);
    /// The member if it is an object, else null (and an error if it is there but something else).
    const Json* object(const char* key);
    const Json* array(const char* key);
    /// Records a failure of the caller's own about `key`.
    void fail(const std::string& key, const std::string& what, const std::string& hint = {});
    std::string path(const std::string& key) const { return where_ + "." + key; }

    bool ok() const { return status_.ok(); }
    const Status& status() const { return status_; }

  private:
    const Json* find(const char* key) const;
    const Json& object_;
    std::string where_;
    Status status_;
};

}  // namespace lora
