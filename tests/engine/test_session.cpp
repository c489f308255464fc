// SPDX-License-Identifier: Apache-2.0
// The attached session as the window uses it: greeting, streamed answers, cancel, export, and errors in
// words.
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include "core/base/files.h"
#include "core/contract/session_messages.h"
#include "core/engine/adapters/adapter.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;

namespace {

/// One running session; messages wait until they are asked for.
class SessionProcess {
  public:
    explicit SessionProcess(const Json& hello = hello_message("test 1.0")) {
        process_.start(QStringLiteral(LORA_BINARY_DIR "/lora-worker"), {"session", "--threads", "2"});
        send(hello);
    }
    ~SessionProcess() {
        process_.closeWriteChannel();
        process_.waitForFinished(60000);
    }
    void send(const Json& message) { process_.write(QByteArray::fromStdString(to_text(message) + "\n")); }
    /// The next line; null when the session is over.
    Json next() {
        while (!process_.canReadLine()) {
            if (!process_.waitForReadyRead(60000) && !process_.canReadLine()) return {};
        }
        return Json::parse(process_.readLine().toStdString(), nullptr, false);
    }
    /// The next message of a type for an id; others are passed over.
    Json wait(int64_t id, const std::string& type) {
        for (Json message = next(); !message.is_null(); message = next()) {
            if (message.value("id", int64_t(-1)) == id && message["type"] == type) return message;
        }
        return {};
    }
    int finish() {
        process_.closeWriteChannel();
        process_.waitForFinished(60000);
        return process_.exitCode();
    }

  private:
    QProcess process_;
};

}  // namespace

class Session : public TestObject {
    Q_OBJECT
    const std::string base_ = golden("tiny_tied");
    QTemporaryDir folder_;
    std::string adapter_;

    Json generate_request(int64_t id, int tokens) const {
        return {{"id", id},
                {"type", "generate"},
                {"base", base_},
                {"variants",
                 {{{"name", "base"}, {"adapters", Json::array()}},
                  {{"name", "adapter"}, {"adapters", {{{"path", adapter_}, {"weight", 1.0}}}}}}},
                {"prompt", "Please check the policy"},
                {"sampling", {{"seed", 7}, {"temperature", 1.0}, {"top_p", 1.0}, {"max_new_tokens", tokens}}},
                {"logprobs", true}};
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto base = BaseModel::open(base_);
        QVERIFY(base.ok());
        adapter_ = folder_.filePath("adapter").toStdString();
        QVERIFY(strong_adapter((*base)->geometry(), 3)->save(adapter_, base_, *(*base)->fingerprint()).ok());
    }

    void it_greets_opens_generates_and_leaves() {
        SessionProcess session;
        QVERIFY(check_hello(session.next(), "lora-worker").ok());
        session.send({{"id", 1}, {"type", "open"}, {"base", base_}});
        const Json opened = session.wait(1, "result");
        QCOMPARE(opened["geometry"]["layers"].get<int>(), 2);
        session.send(generate_request(2, 10));
        const Json started = session.wait(2, "started");
        QCOMPARE(started["variants"][0]["weights_sha256"].get<std::string>(),
                 opened["fingerprint"].get<std::string>());
        std::vector<std::string> texts(2);
        Json message = session.next();
        for (; message["type"] == "token"; message = session.next()) {
            texts[message["variant"].get<size_t>()] += message["text"].get<std::string>();
            QVERIFY(message["logprob"].get<double>() <= 0 && message["base_logprob"].get<double>() <= 0);
        }
        QCOMPARE(message["type"].get<std::string>(), std::string("result"));
        for (size_t i = 0; i < 2; ++i)
            QCOMPARE(message["variants"][i]["text"].get<std::string>(), texts[i]);
        QCOMPARE(message["variants"][1]["weights_sha256"], started["variants"][1]["weights_sha256"]);
        session.send({{"id", 3},
                      {"type", "tokenize"},
                      {"base", base_},
                      {"messages", {{{"role", "user"}, {"content", "hi"}}}}});
        const Json tokens = session.wait(3, "result");
        QCOMPARE(tokens["ids"].size(), tokens["loss_mask"].size());
        session.send({{"id", 4}, {"type", "memory"}});
        QVERIFY(session.wait(4, "result")["resident_bytes"].get<uint64_t>() > 0);
        QCOMPARE(session.finish(), 0);
    }

    void a_running_answer_can_be_cancelled_and_a_waiting_one_too() {
        SessionProcess session;
        session.send(generate_request(1, 200));
        session.send(generate_request(2, 200));
        QVERIFY(!session.wait(1, "started").is_null());
        session.send({{"id", 3}, {"type", "cancel"}, {"target", 2}});
        session.send({{"id", 4}, {"type", "cancel"}, {"target", 1}});
        Json first, second, unknown;
        while (first.is_null() || second.is_null()) {
            const Json message = session.next();
            QVERIFY(!message.is_null());
            if (message["type"] != "result") continue;
            if (message["id"] == 1) first = message;
            if (message["id"] == 2) second = message;
        }
        QCOMPARE(second["variants"][0]["finish_reason"].get<std::string>(), std::string("cancelled"));
        // The first may have ended of itself before the request arrived.
        QVERIFY(!first["variants"][0]["finish_reason"].get<std::string>().empty());
        session.send(generate_request(5, 3));
        QVERIFY(!session.wait(5, "result").is_null());
    }

    void an_adapter_is_exported_with_progress() {
        SessionProcess session;
        const std::string out = folder_.filePath("export").toStdString();
        session.send({{"id", 1},
                      {"type", "export"},
                      {"base", base_},
                      {"adapter", adapter_},
                      {"format", "peft"},
                      {"out", out}});
        QVERIFY(!session.wait(1, "progress").is_null());
        const Json result = session.wait(1, "result");
        QVERIFY(result["verified"].get<bool>());
        QVERIFY(std::filesystem::exists(out + "/adapter_model.safetensors"));
    }

    void failures_come_back_with_the_request_and_the_session_goes_on() {
        SessionProcess session;
        session.send({{"id", 1}, {"type", "open"}, {"base", "/no/such/model.gguf"}});
        const Json missing = session.wait(1, "error");
        QCOMPARE(missing["code"].get<int>(), 3);
        QVERIFY(!missing["what"].get<std::string>().empty());
        session.send({{"id", 2}, {"type", "sing"}});
        QCOMPARE(session.wait(2, "error")["code"].get<int>(), 2);
        session.send({{"id", 3}, {"type", "generate"}, {"base", base_}});
        QVERIFY(!session.wait(3, "error").is_null());
        session.send(generate_request(4, 2));
        QVERIFY(!session.wait(4, "result").is_null());
        QCOMPARE(session.finish(), 0);
    }

    void another_protocol_is_refused_in_words() {
        SessionProcess session({{"type", "hello"}, {"protocol", 99}, {"program", "lora-studio 9.0"}});
        session.next();
        const Json refusal = session.next();
        QCOMPARE(refusal["type"].get<std::string>(), std::string("error"));
        QVERIFY(refusal["what"].get<std::string>().find("99") != std::string::npos);
        QCOMPARE(session.finish(), 3);
    }
};

LORA_TEST_MAIN(Session)
#include "test_session.moc"
