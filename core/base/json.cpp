// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <algorithm>
#include <cmath>

#include "core/base/files.h"

namespace lora {

Result<Json> parse_json(std::string_view text, const std::string& where) {
    try {
        return Json::parse(text);
    } catch (const nlohmann::json::parse_error& e) {
        const size_t at = std::min<size_t>(e.byte > 0 ? e.byte - 1 : 0, text.size());
        const auto before = text.substr(0, at);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto feed = before.rfind('\n');
        const size_t column = feed == std::string_view::npos ? at + 1 : at - feed;
        return bad_input("This is not valid JSON",
                         where + ", line " + std::to_string(line) + ", column " + std::to_string(column),
                         "Check for a missing quote, comma or bracket there");
    } catch (const nlohmann::json::exception& e) {
        return bad_input("This JSON cannot be read: " + std::string(e.what()), where);
    }
}

Result<Json> read_json_file(const std::filesystem::path& path, uint64_t limit_bytes) {
    auto text = read_file(path, limit_bytes);
    if (!text) return text.error();
    return parse_json(*text, path.string());
}

std::string to_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string to_pretty_text(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

FieldReader::FieldReader(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object_.is_object()) status_ = bad_input("Expected a JSON object", where_);
}

const Json* FieldReader::find(const char* key) const {
    if (!object_.is_object()) return nullptr;
    const auto it = object_.find(key);
    return it == object_.end() || it->is_null() ? nullptr : &*it;
}

void FieldReader::fail(const std::string& key, const std::string& what, const std::string& hint) {
    if (status_.ok()) status_ = bad_input(what, path(key), hint);
}

void FieldReader::text(const char* key, std::string& out) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_string()) return fail(key, "Expected text");
    out = j->get<std::string>();
}

void FieldReader::boolean(const char* key, bool& out) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_boolean()) return fail(key, "Expected true or false");
    out = j->get<bool>();
}

void FieldReader::integer(const char* key, int64_t& out, int64_t min, int64_t max) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_number_integer()) return fail(key, "Expected a whole number");
    const bool too_large = j->is_number_unsigned() && j->get<uint64_t>() > uint64_t(INT64_MAX);
    const int64_t value = too_large ? INT64_MAX : j->get<int64_t>();
    if (too_large || value < min || value > max) {
        return fail(key, "The number " + j->dump() + " is out of range",
                    "Give a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    out = value;
}

void FieldReader::integer(const char* key, int& out, int64_t min, int64_t max) {
    int64_t wide = out;
    integer(key, wide, std::max<int64_t>(min, INT32_MIN), std::min<int64_t>(max, INT32_MAX));
    out = static_cast<int>(wide);
}

void FieldReader::integer(const char* key, uint64_t& out, uint64_t min, uint64_t max) {
    const Json* j = find(key);
    if (!j) return;
    const bool negative = j->is_number_integer() && !j->is_number_unsigned() && j->get<int64_t>() < 0;
    if (!j->is_number_integer()) return fail(key, "Expected a whole number");
    if (negative || j->get<uint64_t>() < min || j->get<uint64_t>() > max) {
        return fail(key, "The number " + j->dump() + " is out of range",
                    "Give a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    }
    out = j->get<uint64_t>();
}

void FieldReader::number(const char* key, double& out, double min, double max) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_number()) return fail(key, "Expected a number");
    const double value = j->get<double>();
    if (!std::isfinite(value) || value < min || value > max) {
        return fail(key, "The number " + j->dump() + " is out of range");
    }
    out = value;
}

void FieldReader::texts(const char* key, std::vector<std::string>& out) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_array()) return fail(key, "Expected a list of texts");
    std::vector<std::string> values;
    for (const auto& item : *j) {
        if (!item.is_string()) return fail(key, "Expected a list of texts");
        values.push_back(item.get<std::string>());
    }
    out = std::move(values);
}

void FieldReader::integers(const char* key, std::vector<int>& out) {
    const Json* j = find(key);
    if (!j) return;
    if (!j->is_array()) return fail(key, "Expected a list of whole numbers");
    std::vector<int> values;
    for (const auto& item : *j) {
        if (!item.is_number_integer() || item.get<int64_t>() < INT32_MIN || item.get<int64_t>() > INT32_MAX) {
            return fail(key, "Expected a list of whole numbers");
        }
        values.push_back(item.get<int>());
    }
    out = std::move(values);
}

void FieldReader::require(const char* key) {
    if (!find(key)) fail(key, "A required field is missing");
}

void FieldReader::only(std::initializer_list<std::string_view> known) {
    if (!object_.is_object()) return;
    for (const auto& [key, value] : object_.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            return fail(key, "This field is not known", "Check its spelling, or remove it");
        }
    }
}

const Json* FieldReader::object(const char* key) {
    const Json* j = find(key);
    if (j && !j->is_object()) fail(key, "Expected a JSON object");
    return j && j->is_object() ? j : nullptr;
}

const Json* FieldReader::array(const char* key) {
    const Json* j = find(key);
    if (j && !j->is_array()) fail(key, "Expected a list");
    return j && j->is_array() ? j : nullptr;
}

}  // namespace lora
