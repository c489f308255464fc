// SPDX-License-Identifier: Apache-2.0
// Errors are values: what happened, to which file or field, and what to do about it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace lora {

/// Why something failed. The values are lora-worker's exit codes and stay as they are.
enum class ErrorCode : int {
    bug = 1,           ///< ours to mend
    usage = 2,         ///< the command line or a request was not understood
    bad_input = 3,     ///< a file or field the user gave cannot be used
    no_resources = 4,  ///< memory, disk or device too small
    interrupted = 5,   ///< stopped half-way; can be resumed
};

/// One failure, worded for the person who caused or suffered it.
struct Error {
    ErrorCode code = ErrorCode::bug;
    std::string what;   ///< what happened, one sentence without a full stop
    std::string where;  ///< file, line, field or tensor; empty where nothing applies
    std::string hint;   ///< what to do about it; empty where nothing helps

    /// "what (where): hint", for logs and terminals.
    std::string text() const {
        std::string out = what;
        if (!where.empty()) out += " (" + where + ")";
        if (!hint.empty()) out += ". " + hint;
        return out;
    }
};

inline Error bad_input(std::string what, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::bad_input, std::move(what), std::move(where), std::move(hint)};
}
inline Error no_resources(std::string what, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::no_resources, std::move(what), std::move(where), std::move(hint)};
}
inline Error usage_error(std::string what, std::string where = {}, std::string hint = {}) {
    return {ErrorCode::usage, std::move(what), std::move(where), std::move(hint)};
}
inline Error bug(std::string what, std::string where = {}) {
    return {ErrorCode::bug, std::move(what), std::move(where), "This is a bug in LoRA Studio; please report it"};
}

/// Either a value or an Error. `if (!r) return r.error();` hands a failure on.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }
    bool ok() const { return state_.index() == 0; }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    explicit operator bool() const { return !error_; }
    bool ok() const { return !error_; }
    const Error& error() const { return *error_; }

  private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace lora
