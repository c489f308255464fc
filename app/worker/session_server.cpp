// SPDX-License-Identifier: Apache-2.0
#include "app/worker/session_server.h"

#include <istream>
#include <thread>

#include "core/base/log.h"
#include "core/base/platform/crash_handler.h"
#include "core/base/platform/process.h"
#include "core/contract/session_messages.h"

namespace lora::worker {

Status SessionServer::run(std::istream& input) {
    out_.document(hello_message("lora-worker " LORA_VERSION));
    std::string line;
    if (!std::getline(input, line)) return {};
    const Result<Json> greeting = parse_json(line, "the first line");
    const Status understood = greeting ? check_hello(*greeting, "lora-studio") : Status(greeting.error());
    if (!understood) {
        out_.document(error_message(0, understood.error()));
        return understood;
    }
    std::thread worker([this] {
        report_overflow_of_this_thread();
        work();
    });
    while (std::getline(input, line)) {
        if (!line.empty()) take_line(line);
    }
    {
        const std::lock_guard guard(mutex_);
        ended_ = true;
    }
    changed_.notify_all();
    worker.join();
    return {};
}

void SessionServer::take_line(const std::string& line) {
    const Result<Json> request = parse_json(line, "request");
    if (!request) return out_.document(error_message(0, request.error()));
    if (!request->is_object())
        return out_.document(error_message(0, usage_error("A request must be a JSON object")));
    int64_t id = 0;
    std::string type;
    FieldReader fields(*request, "request");
    fields.require("id");
    fields.require("type");
    fields.integer("id", id, 1, std::numeric_limits<int64_t>::max());
    fields.text("type", type);
    if (!fields.ok()) return out_.document(error_message(id, fields.status().error()));
    // These are answered at once, whatever is being worked on.
    if (type == "cancel") return cancel(id, *request);
    if (type == "memory") {
        return send(id, "result",
                    {{"resident_bytes", resident_memory_bytes()}, {"total_bytes", total_memory_bytes()}});
    }
    {
        const std::lock_guard guard(mutex_);
        if (!pending_.insert(id).second) {
            out_.document(error_message(id, usage_error("Another request has this id", "id")));
            return;
        }
        queue_.emplace_back(id, *request);
    }
    changed_.notify_all();
}

void SessionServer::cancel(int64_t id, const Json& request) {
    int64_t target = 0;
    FieldReader fields(request, "cancel");
    fields.require("target");
    fields.integer("target", target, 1, std::numeric_limits<int64_t>::max());
    if (!fields.ok()) return out_.document(error_message(id, fields.status().error()));
    bool found = false;
    {
        const std::lock_guard guard(mutex_);
        found = pending_.contains(target);
        if (found) cancelled_.insert(target);
    }
    send(id, "result", {{"target", target}, {"found", found}});
}

bool SessionServer::is_cancelled(int64_t id) {
    const std::lock_guard guard(mutex_);
    return ended_ || cancelled_.contains(id);
}

void SessionServer::work() {
    for (;;) {
        std::pair<int64_t, Json> next;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return ended_ || !queue_.empty(); });
            if (ended_) return;
            next = std::move(queue_.front());
            queue_.pop_front();
        }
        answer(next.first, next.second);
        const std::lock_guard guard(mutex_);
        pending_.erase(next.first);
        cancelled_.erase(next.first);
    }
}

void SessionServer::send(int64_t id, const char* type, Json body) {
    Json message{{"id", id}, {"type", type}};
    message.update(body);
    out_.document(message);
}

bool SessionServer::progress(int64_t id, const std::string& phase, int64_t done, int64_t total) {
    if (is_cancelled(id)) return false;
    send(id, "progress", {{"phase", phase}, {"done", done}, {"total", total}});
    return true;
}

}  // namespace lora::worker
