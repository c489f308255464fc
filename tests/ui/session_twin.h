// SPDX-License-Identifier: Apache-2.0
// A test program that, started as "PROGRAM session", answers as a worker's session would: so a page is tested
// with a real process and real pipes, but known answers.
#pragma once

#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include "core/contract/session_messages.h"

namespace lora::test {

inline void say(const Json& message) {
    std::cout << lora::to_text(message) << std::endl;
}

inline Json twin_variant(const Json& asked, size_t index) {
    const bool base = asked["adapters"].empty();
    const std::string text = base ? "You can call the bank." : "Good morning. You should call the bank.";
    return {{"name", asked["name"]},
            {"text", text},
            {"ids", Json::array()},
            {"finish_reason", "stop"},
            {"tokens_per_second", 31.0 + static_cast<double>(index)},
            {"weights_sha256", std::string(64, base ? 'b' : static_cast<char>('0' + index))}};
}

/// "swap" in the prompt gives the base's weights to every pane; "at length" cuts every answer.
inline void answer_generate(const Json& request) {
    Json variants = Json::array();
    const auto id = request["id"];
    const std::string prompt = request["messages"].back()["content"];
    for (size_t i = 0; i < request["variants"].size(); ++i)
        variants.push_back(twin_variant(request["variants"][i], i));
    if (prompt.find("swap") != std::string::npos)
        for (auto& variant : variants)
            variant["weights_sha256"] = std::string(64, 'b');
    if (prompt.find("at length") != std::string::npos)
        for (auto& variant : variants)
            variant["finish_reason"] = "length";
    say({{"id", id}, {"type", "started"}, {"variants", variants}});
    for (size_t i = 0; i < variants.size(); ++i) {
        const std::string text = variants[i]["text"];
        for (size_t at = 0; at < text.size();) {
            const size_t next = std::min(text.find(' ', at + 1), text.size());
            say({{"id", id},
                 {"type", "token"},
                 {"variant", i},
                 {"text", text.substr(at, next - at)},
                 {"token_id", at},
                 {"logprob", -0.2},
                 {"base_logprob", i == 0 ? -0.2 : -1.9}});
            at = next;
        }
    }
    say({{"id", id}, {"type", "result"}, {"variants", variants}});
}

inline void answer_export(const Json& request) {
    say({{"id", request["id"]}, {"type", "progress"}, {"phase", "writing"}, {"done", 1}, {"total", 2}});
    say({{"id", request["id"]},
         {"type", "result"},
         {"out", request["out"]},
         {"verified", true},
         {"max_abs_difference", 0.0},
         {"files",
          Json::array(
              {{{"name", "adapter_model.safetensors"},
                {"size_bytes", 19'500'000},
                {"sha256", std::string(64, 'd')}},
               {{"name", "adapter_config.json"}, {"size_bytes", 812}, {"sha256", std::string(64, 'e')}}})}});
}

/// Runs when the program's first argument is "session"; then the caller returns 0.
inline bool answered_as_session(int argc, char** argv) {
    if (argc < 2 || std::strcmp(argv[1], "session") != 0) return false;
    say(hello_message("test twin"));
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto request = parse_json(line, "stdin");
        if (!request) continue;
        const std::string type = (*request)["type"];
        if (type == "generate")
            answer_generate(*request);
        else if (type == "export")
            answer_export(*request);
        else if (type != "hello")
            say({{"id", (*request)["id"]},
                 {"type", "result"},
                 {"resident_bytes", 1000000},
                 {"total_bytes", 2000000}});
    }
    return true;
}

}  // namespace lora::test
