// SPDX-License-Identifier: Apache-2.0
#include "core/contract/session_messages.h"

namespace lora {

Json hello_message(const std::string& program) {
    return {{"type", "hello"}, {"protocol", session_protocol}, {"program", program}};
}

Status check_hello(const Json& message, const std::string& other_side) {
    const std::string restart = "Install lora-studio and lora-worker from the same release";
    if (!message.is_object() || message.value("type", Json()) != "hello" || !message.contains("protocol") ||
        !message["protocol"].is_number_integer()) {
        return bad_input("The first line was not a greeting", other_side, restart);
    }
    const auto theirs = message["protocol"].get<int64_t>();
    if (theirs == session_protocol) return {};
    const auto program = message.find("program");
    const std::string name =
        program != message.end() && program->is_string() ? program->get<std::string>() : other_side;
    const std::string numbers = " speaks protocol " + std::to_string(theirs) +
                                ", this program speaks protocol " + std::to_string(session_protocol);
    if (theirs < session_protocol)
        return bad_input(name + numbers + ": it is older", other_side, "Update " + other_side);
    return bad_input(name + numbers + ": this program is older", other_side, restart);
}

Json error_message(int64_t id, const Error& error) {
    return {{"id", id},           {"type", "error"},      {"code", static_cast<int>(error.code)},
            {"what", error.what}, {"where", error.where}, {"hint", error.hint}};
}

Error error_from_message(const Json& message) {
    FieldReader fields(message, "error message");
    int code = static_cast<int>(ErrorCode::bug);
    Error error;
    fields.integer("code", code, 1, 5);
    fields.text("what", error.what);
    fields.text("where", error.where);
    fields.text("hint", error.hint);
    error.code = static_cast<ErrorCode>(code);
    if (error.what.empty()) error.what = "The other program failed without saying why";
    return error;
}

}  // namespace lora
