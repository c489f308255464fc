// SPDX-License-Identifier: GPL-3.0-or-later
// The attached `lora-worker session`: requests with ids, streamed replies, cancel. Started on first use; a session that
// dies answers every open request with an error and is started again at the next.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QProcess>

#include <functional>
#include <memory>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora::ui {

class SessionClient : public QObject {
    Q_OBJECT
  public:
    explicit SessionClient(QString worker_program, QObject* parent = nullptr);
    ~SessionClient() override;

    struct Handlers {
        std::function<void(const Json&)> message;          ///< "started", "token", "progress"
        std::function<void(const Json&)> result;           ///< last message of a request that succeeded
        std::function<void(const Error&)> error;           ///< last message of one that did not
    };
    /// Sends `request` (type and fields as core/contract/session_messages.h says; the id is added). Handlers run on
    /// the GUI thread; none runs after `context` is gone. Returns the id.
    int64_t send(Json request, QObject* context, Handlers handlers);
    void cancel(int64_t id);
    bool is_running() const;

  Q_SIGNALS:
    void state_changed();
    /// Memory of the session's process, from its replies.
    void memory_changed(double resident_bytes);

  private:
    void start();
    void ended();
    void read();
    void take(const Json& message);
    struct Private;
    std::unique_ptr<Private> d_;
};

}  // namespace lora::ui
