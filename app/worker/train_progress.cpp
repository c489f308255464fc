// SPDX-License-Identifier: Apache-2.0
#include "app/worker/train_progress.h"

#include <cstdarg>
#include <cstdio>

namespace lora::worker {
namespace {

__attribute__((format(printf, 1, 2))) std::string formatted(const char* format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return text;
}

double number(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_number() ? it->get<double>() : 0;
}
long long whole(const Json& body, const char* key) { return static_cast<long long>(number(body, key)); }
std::string text(const Json& body, const char* key) {
    const auto it = body.find(key);
    return it != body.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace

std::string terminal_line(const Event& event, int64_t total_steps) {
    const Json& b = event.body;
    if (event.type == "run_started") {
        const std::string recompute = text(b, "activation_recompute");
        std::string line = formatted("%lld examples, %lld held out, %lld steps, %lld trainable parameters, %s",
                                     whole(b, "examples"), whole(b, "eval_examples"), whole(b, "total_steps"),
                                     whole(b, "trainable_parameters"), text(b, "dtype").c_str());
        if (!recompute.empty() && recompute != "off")
            line += ", activations recomputed: " + recompute + " (" + text(b, "activation_recompute_reason") + ")";
        return line;
    }
    if (event.type == "step") {
        return formatted("step %lld/%lld  loss %.4f  learning rate %.2e  gradient norm %.3f  %.0f tokens/s", whole(b, "step"),
                         static_cast<long long>(total_steps), number(b, "loss"), number(b, "learning_rate"),
                         number(b, "grad_norm"), number(b, "tokens_per_second"));
    }
    if (event.type == "evaluation") {
        return formatted("held-out loss %.4f after step %lld (perplexity %.2f)", number(b, "loss"), whole(b, "step"),
                         number(b, "perplexity"));
    }
    if (event.type == "sample") return "sample: " + text(b, "prompt") + "\n  " + text(b, "text");
    if (event.type == "checkpoint") return "checkpoint " + text(b, "path");
    if (event.type == "checkpoint_failed") {
        return "no checkpoint could be written: " + text(b, "what") + ". " + text(b, "hint") + "; the run waits";
    }
    if (event.type == "warning") return text(b, "what") + ". " + text(b, "hint");
    if (event.type == "paused" || event.type == "resumed") return event.type + formatted(" after step %lld", whole(b, "step"));
    if (event.type == "run_finished" || event.type == "run_stopped") {
        return formatted("%s after step %lld, %.0f seconds of training, loss %.4f",
                         event.type == "run_finished" ? "finished" : "stopped", whole(b, "step"), number(b, "seconds"),
                         number(b, "loss"));
    }
    return {};
}

}  // namespace lora::worker
