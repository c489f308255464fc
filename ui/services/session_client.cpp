// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/session_client.h"

#include <QtCore/QFileInfo>
#include <QtCore/QPointer>

#include <map>

#include "core/contract/session_messages.h"

namespace lora::ui {
namespace {

struct Request {
    QPointer<QObject> context;
    bool bound = false;  ///< there was a context: handlers end with it
    SessionClient::Handlers handlers;
    bool wanted() const { return !bound || context; }
};

/// Enough of the worker's own words to explain why it went.
constexpr qsizetype kept_log_characters = 2000;

}  // namespace

struct SessionClient::Private {
    QString program;
    std::unique_ptr<QProcess> process;
    bool greeted = false;
    int64_t last_id = 0;
    std::map<int64_t, Request> open;
    QByteArray waiting, received, log;  ///< lines to send once greeted; bytes read; tail of stderr

    void write(const Json& message) {
        const std::string line = to_text(message) + "\n";
        const QByteArray bytes(line.data(), static_cast<qsizetype>(line.size()));
        if (greeted)
            process->write(bytes);
        else
            waiting += bytes;
    }
    /// Ends every open request with the same error.
    void fail_all(const Error& error) {
        const auto requests = std::exchange(open, {});
        for (const auto& [id, request] : requests)
            if (request.wanted() && request.handlers.error) request.handlers.error(error);
    }
};

SessionClient::SessionClient(QString worker_program, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>()) {
    d_->program = std::move(worker_program);
}

SessionClient::~SessionClient() {
    if (!d_->process) return;
    // The end of its input tells the session to leave; one that does not is made to.
    d_->process->disconnect(this);
    d_->process->closeWriteChannel();
    if (!d_->process->waitForFinished(300)) {
        d_->process->kill();
        d_->process->waitForFinished(1000);
    }
}

bool SessionClient::is_running() const { return d_->process && d_->process->state() != QProcess::NotRunning; }

int64_t SessionClient::send(Json request, QObject* context, Handlers handlers) {
    // One that has just died still owes answers to those who asked it; they must not wait for its successor's.
    if (d_->process && !is_running() && !d_->open.empty()) ended();
    const int64_t id = ++d_->last_id;
    request["id"] = id;
    d_->open.emplace(id, Request{context, context != nullptr, std::move(handlers)});
    if (!is_running()) start();
    d_->write(request);
    return id;
}

void SessionClient::cancel(int64_t id) {
    if (!d_->open.contains(id) || !is_running()) return;
    d_->write({{"id", ++d_->last_id}, {"type", "cancel"}, {"target", id}});
}

void SessionClient::start() {
    d_->process = std::make_unique<QProcess>();
    d_->greeted = false;
    d_->received.clear();
    d_->waiting.clear();
    d_->log.clear();
    QProcess* process = d_->process.get();
    connect(process, &QProcess::readyReadStandardOutput, this, &SessionClient::read);
    connect(process, &QProcess::readyReadStandardError, this, [this, process] {
        d_->log = (d_->log + process->readAllStandardError()).right(kept_log_characters);
    });
    // Queued: the handlers may send again, which makes a new process in the place of this one.
    connect(process, &QProcess::finished, this, &SessionClient::ended, Qt::QueuedConnection);
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError problem) {
        if (problem == QProcess::FailedToStart) ended();
    }, Qt::QueuedConnection);
    process->start(d_->program, {QStringLiteral("session")});
    const std::string hello = to_text(hello_message("lora-studio " LORA_STUDIO_VERSION)) + "\n";
    process->write(hello.data(), static_cast<qint64>(hello.size()));
    Q_EMIT state_changed();
}

void SessionClient::ended() {
    if (is_running()) return;
    const QString last = QString::fromUtf8(d_->log).trimmed().section(QLatin1Char('\n'), -1);
    d_->received.clear();
    Error error{ErrorCode::bug, "The worker behind chat and compare has ended", last.toStdString(),
                "Try again: it is started anew"};
    if (!QFileInfo(d_->program).isExecutable())
        error = bad_input("The worker program is missing", d_->program.toStdString(),
                          "Build or install lora-worker beside lora-studio");
    Q_EMIT state_changed();
    d_->fail_all(error);
}

void SessionClient::read() {
    d_->received += d_->process->readAllStandardOutput();
    qsizetype end;
    while ((end = d_->received.indexOf('\n')) >= 0) {
        const QByteArray line = d_->received.left(end);
        d_->received.remove(0, end + 1);
        const auto message = parse_json({line.constData(), static_cast<size_t>(line.size())}, "lora-worker session");
        if (message && message->is_object()) take(*message);
    }
}

void SessionClient::take(const Json& message) {
    const std::string type = message.value("type", "");
    if (!d_->greeted) {
        if (const Status greeting = check_hello(message, "lora-worker"); !greeting) {
            d_->process->kill();
            return d_->fail_all(greeting.error());
        }
        d_->greeted = true;
        d_->process->write(std::exchange(d_->waiting, {}));
        return;
    }
    if (message.contains("resident_bytes") && message["resident_bytes"].is_number())
        Q_EMIT memory_changed(message["resident_bytes"].get<double>());
    const auto id = message.contains("id") && message["id"].is_number_integer() ? message["id"].get<int64_t>() : 0;
    const auto it = d_->open.find(id);
    if (it == d_->open.end()) return;
    if (type != "result" && type != "error") {
        if (it->second.wanted() && it->second.handlers.message) {
            const auto handler = it->second.handlers.message;  // it may end the request, and with it this entry
            handler(message);
        }
        return;
    }
    const Request request = std::move(it->second);
    d_->open.erase(it);
    if (d_->open.empty()) d_->write({{"id", ++d_->last_id}, {"type", "memory"}});
    if (!request.wanted()) return;
    if (type == "result" && request.handlers.result) request.handlers.result(message);
    if (type == "error" && request.handlers.error) request.handlers.error(error_from_message(message));
}

}  // namespace lora::ui
