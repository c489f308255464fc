// SPDX-License-Identifier: Apache-2.0
#include "core/data/rows.h"

#include <algorithm>
#include <array>

namespace lora {
namespace {

const Json* member(const Json& row, const std::string& key) {
    if (!row.is_object()) return nullptr;
    const auto at = row.find(key);
    return at == row.end() || at->is_null() ? nullptr : &*at;
}

/// Whether a value is a list of objects that have the first of two keys.
bool is_list_of(const Json* value, const char* key) {
    return value && value->is_array() && !value->empty() && value->front().is_object() &&
           value->front().contains(key);
}

/// Roles of each format; those behind `required` may be absent.
struct FormatRoles {
    const char* name;
    size_t required;
    std::vector<const char*> roles;
};

const std::array<FormatRoles, 5>& format_roles() {
    static const std::array<FormatRoles, 5> table{
        {{"messages", 1, {"messages"}},
         {"sharegpt", 1, {"conversations", "system"}},
         {"alpaca", 2, {"instruction", "output", "input", "system"}},
         {"prompt_completion", 2, {"prompt", "completion"}},
         {"text", 1, {"text"}}}};
    return table;
}

const FormatRoles* find_format(const std::string& name) {
    for (const auto& f : format_roles()) {
        if (name == f.name) return &f;
    }
    return nullptr;
}

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names)
        out += (out.empty() ? "'" : ", '") + name + "'";
    return out;
}

Error broken(std::string what, std::string hint = {}) {
    return bad_input(std::move(what), {}, std::move(hint));
}

Result<std::string> text_in(const Json& row, const std::string& column) {
    const Json* value = member(row, column);
    if (!value) return broken("The column '" + column + "' is missing");
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number() || value->is_boolean()) return value->dump();
    return broken("The column '" + column + "' holds no text");
}

/// A message's content: text, or a list of parts of which the text ones count.
Result<std::string> content_of(const Json* content, const std::string& where) {
    if (content && content->is_string()) return content->get<std::string>();
    if (!content || !content->is_array()) return broken(where + " has no text");
    std::string out;
    for (const Json& part : *content) {
        const Json* text = member(part, "text");
        if (!text || !text->is_string()) {
            return broken(where + " holds a part that is not text", "Only text can be trained on");
        }
        out += text->get<std::string>();
    }
    return out;
}

/// The role as templates name it; empty where it is not known.
std::string role_name(const std::string& given) {
    static const std::map<std::string, std::string> known{
        {"system", "system"},   {"user", "user"},           {"assistant", "assistant"},
        {"tool", "tool"},       {"developer", "developer"}, {"human", "user"},
        {"gpt", "assistant"},   {"chatgpt", "assistant"},   {"model", "assistant"},
        {"bot", "assistant"},   {"function", "function"},   {"ipython", "ipython"},
        {"observation", "tool"}};
    const auto at = known.find(given);
    return at == known.end() ? std::string() : at->second;
}

Result<std::vector<Message>> read_messages(const Json* list, const std::string& column, const char* role_key,
                                           const char* content_key) {
    if (!list || !list->is_array()) return broken("The column '" + column + "' is no list of messages");
    if (list->empty()) return broken("The conversation is empty");
    std::vector<Message> out;
    for (size_t i = 0; i < list->size(); ++i) {
        const std::string where = "Message " + std::to_string(i + 1);
        const Json* role = member((*list)[i], role_key);
        if (!role || !role->is_string()) return broken(where + " has no '" + role_key + "'");
        const std::string name = role_name(role->get<std::string>());
        if (name.empty()) {
            return broken(where + " has the unknown role '" + role->get<std::string>() + "'",
                          "Roles are system, user, assistant and tool");
        }
        auto content = content_of(member((*list)[i], content_key), where);
        if (!content) return content.error();
        out.push_back({name, std::move(*content)});
    }
    return out;
}

Result<Example> read_alpaca(const Json& row, const RowFormat& format) {
    Example out;
    if (member(row, format.column("system"))) {
        auto system = text_in(row, format.column("system"));
        if (!system) return system.error();
        if (!system->empty()) out.messages.push_back({"system", std::move(*system)});
    }
    auto instruction = text_in(row, format.column("instruction"));
    if (!instruction) return instruction.error();
    if (member(row, format.column("input"))) {
        auto input = text_in(row, format.column("input"));
        if (!input) return input.error();
        if (!input->empty()) *instruction += (instruction->empty() ? "" : "\n\n") + *input;
    }
    auto output = text_in(row, format.column("output"));
    if (!output) return output.error();
    out.messages.push_back({"user", std::move(*instruction)});
    out.messages.push_back({"assistant", std::move(*output)});
    return out;
}

Result<Example> read_prompt_completion(const Json& row, const RowFormat& format) {
    Example out;
    const Json* prompt = member(row, format.column("prompt"));
    const Json* completion = member(row, format.column("completion"));
    if (prompt && prompt->is_array() && completion && completion->is_array()) {
        // Both halves are messages: one conversation, cut in two.
        auto first = read_messages(prompt, format.column("prompt"), "role", "content");
        if (!first) return first.error();
        auto second = read_messages(completion, format.column("completion"), "role", "content");
        if (!second) return second.error();
        out.messages = std::move(*first);
        out.messages.insert(out.messages.end(), second->begin(), second->end());
        return out;
    }
    auto before = text_in(row, format.column("prompt"));
    if (!before) return before.error();
    auto after = text_in(row, format.column("completion"));
    if (!after) return after.error();
    out.plain = true;
    out.prompt = std::move(*before);
    out.text = std::move(*after);
    return out;
}

std::string first_known(const std::vector<std::string>& columns, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        for (const std::string& column : columns) {
            std::string low;
            for (const char c : column) {
                if (c != ' ' && c != '-') low += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            }
            if (low == name) return column;
        }
    }
    return {};
}

}  // namespace

std::string RowFormat::column(const std::string& role) const {
    const auto at = columns.find(role);
    return at == columns.end() ? role : at->second;
}

std::vector<std::string> columns_of(const Json& row) {
    std::vector<std::string> out;
    if (row.is_object()) {
        for (const auto& [key, value] : row.items())
            out.push_back(key);
    }
    return out;
}

RowFormat detect_format(const Json& row) {
    if (row.is_string()) return {"text", {}};
    for (const char* column : {"messages", "conversations", "conversation"}) {
        if (is_list_of(member(row, column), "role")) return {"messages", {{"messages", column}}};
        if (is_list_of(member(row, column), "from")) return {"sharegpt", {{"conversations", column}}};
    }
    const auto has = [&](const char* column) { return member(row, column) != nullptr; };
    if (has("messages")) return {"messages", {}};
    if (has("conversations")) return {"sharegpt", {}};
    if (has("instruction") && has("output")) return {"alpaca", {}};
    if (has("prompt") && has("completion")) return {"prompt_completion", {}};
    if (has("text")) return {"text", {}};
    return {};
}

Result<RowFormat> mapped_format(const ColumnMapping& mapping, const Json& row, const std::string& where) {
    RowFormat format{mapping.format, mapping.columns};
    if (format.name.empty()) {
        // Only columns were given: the format whose required roles are all there.
        for (const auto& f : format_roles()) {
            const bool fits =
                std::all_of(f.roles.begin(), f.roles.begin() + static_cast<std::ptrdiff_t>(f.required),
                            [&](const char* role) { return mapping.columns.contains(role); });
            if (fits && format.name.empty()) format.name = f.name;
        }
    }
    const FormatRoles* roles = find_format(format.name);
    if (!roles) {
        return bad_input("The data format '" + format.name + "' is not known", "data.mapping.format",
                         "Formats are messages, alpaca, sharegpt, prompt_completion and text");
    }
    for (const auto& [role, column] : mapping.columns) {
        if (std::none_of(roles->roles.begin(), roles->roles.end(),
                         [&](const char* r) { return role == r; })) {
            return bad_input("The format " + format.name + " has no role '" + role + "'",
                             "data.mapping.columns");
        }
    }
    if (row.is_string() && format.name == "text") return format;
    for (size_t i = 0; i < roles->required; ++i) {
        const std::string column = format.column(roles->roles[i]);
        if (!row.is_object() || !row.contains(column)) {
            return bad_input("There is no column '" + column + "' for '" + roles->roles[i] + "'", where,
                             "The columns are " + listed(columns_of(row)));
        }
    }
    return format;
}

Error unknown_columns(const std::vector<std::string>& columns, const std::string& where) {
    std::string hint;
    const ColumnMapping proposal = propose_mapping(columns);
    if (proposal.format.empty()) {
        hint = "Tell which columns hold the question and the answer, or the text";
    } else {
        hint = "Proposed: format " + proposal.format;
        for (const auto& [role, column] : proposal.columns)
            hint += ", " + role + " from '" + column + "'";
    }
    return bad_input("The columns " + listed(columns) + " fit no known format", where, hint);
}

ColumnMapping propose_mapping(const std::vector<std::string>& columns) {
    const auto find = [&](std::initializer_list<const char*> names) { return first_known(columns, names); };
    ColumnMapping out;
    const auto set = [&](const char* role, const std::string& column) {
        if (!column.empty()) out.columns[role] = column;
    };
    const std::string messages =
        find({"messages", "conversations", "conversation", "dialogue", "dialog", "chat", "turns"});
    if (!messages.empty()) {
        out.format = "messages";
        set("messages", messages);
        return out;
    }
    const std::string ask = find({"instruction", "question", "prompt", "query", "request", "user", "human",
                                  "problem", "task", "input", "source", "title", "subject"});
    const std::string answer = find({"output", "answer", "response", "completion", "reply", "assistant",
                                     "target", "solution", "chosen", "bot", "label"});
    if (!ask.empty() && !answer.empty()) {
        out.format = "alpaca";
        set("instruction", ask);
        set("output", answer);
        const std::string input = find({"input", "context", "passage", "document", "background"});
        if (input != ask) set("input", input);
        set("system", find({"system", "system_prompt"}));
        return out;
    }
    const std::string text = find({"text", "content", "body", "document", "article", "sentence", "passage"});
    if (text.empty() && columns.size() != 1) return out;
    out.format = "text";
    set("text", text.empty() ? columns.front() : text);
    return out;
}

Result<Example> read_row(const Json& row, const RowFormat& format) {
    if (row.is_string() && format.name == "text") {
        Example out;
        out.plain = true;
        out.text = row.get<std::string>();
        return out;
    }
    if (!row.is_object()) return broken("The row is not a JSON object");
    if (format.name == "alpaca") return read_alpaca(row, format);
    if (format.name == "prompt_completion") return read_prompt_completion(row, format);
    Example out;
    if (format.name == "text") {
        auto text = text_in(row, format.column("text"));
        if (!text) return text.error();
        out.plain = true;
        out.text = std::move(*text);
        return out;
    }
    const bool sharegpt = format.name == "sharegpt";
    const std::string column = format.column(sharegpt ? "conversations" : "messages");
    const Json* list = member(row, column);
    // A mapped column may hold either kind of message.
    const bool from_value = sharegpt ? !is_list_of(list, "role") : is_list_of(list, "from");
    auto messages =
        read_messages(list, column, from_value ? "from" : "role", from_value ? "value" : "content");
    if (!messages) return messages.error();
    out.messages = std::move(*messages);
    if (const Json* system = sharegpt ? member(row, format.column("system")) : nullptr;
        system && system->is_string() && !system->get<std::string>().empty() &&
        out.messages.front().role != "system") {
        out.messages.insert(out.messages.begin(), {"system", system->get<std::string>()});
    }
    return out;
}

}  // namespace lora
