// SPDX-License-Identifier: Apache-2.0
// The real lora-worker as tests run it.
#pragma once

#include <QtCore/QProcess>
#include <QtCore/QStringList>

#include <functional>

#include "core/base/json.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::test {

struct WorkerAnswer {
    int exit_code = -1;
    QByteArray out, log;
    /// The documents on stdout, one a line.
    std::vector<Json> lines() const {
        std::vector<Json> found;
        for (const auto& line : out.split('\n')) {
            if (!line.isEmpty()) found.push_back(parse_json(line.toStdString(), "stdout").value());
        }
        return found;
    }
};

inline QString worker_program() { return QStringLiteral(LORA_BINARY_DIR "/lora-worker"); }

/// Runs the worker to its end.
inline WorkerAnswer run_worker(const QStringList& arguments) {
    QProcess process;
    process.start(worker_program(), arguments);
    WorkerAnswer answer;
    if (process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit) answer.exit_code = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.log = process.readAllStandardError();
    return answer;
}

/// Reads the process's events (started with --json) until one is accepted. False when it ended before.
inline bool wait_for_event(QProcess& process, const std::function<bool(const Json&)>& accepted) {
    for (;;) {
        while (process.canReadLine()) {
            const auto event = parse_json(process.readLine().trimmed().toStdString(), "stdout");
            if (event && accepted(*event)) return true;
        }
        if (!process.waitForReadyRead(-1)) return false;
    }
}

inline std::function<bool(const Json&)> step_event(int step) {
    return [step](const Json& event) { return event.value("type", "") == "step" && event.value("step", 0) >= step; };
}

inline QString to_qt(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace lora::test
