// SPDX-License-Identifier: Apache-2.0
#include "core/contract/session_messages.h"
#include "tests/support/test_main.h"

using namespace lora;

class TestSessionMessages : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void two_programs_of_one_release_understand_each_other() {
        QVERIFY(check_hello(hello_message("lora-worker 0.1.0"), "lora-worker"));
    }

    void another_protocol_is_refused_and_says_which_side_is_older() {
        Json hello = hello_message("lora-worker 9.0.0");
        hello["protocol"] = session_protocol + 1;
        const Status newer = check_hello(hello, "lora-worker");
        QVERIFY(!newer);
        QVERIFY(newer.error().what.find("this program is older") != std::string::npos);
        hello["protocol"] = 0;
        const Status older = check_hello(hello, "lora-worker");
        QVERIFY(!older);
        QVERIFY(older.error().what.find("it is older") != std::string::npos);
        QVERIFY(older.error().hint.find("lora-worker") != std::string::npos);
    }

    void a_first_line_that_is_no_greeting_is_refused() {
        QVERIFY(!check_hello(Json{{"type", "result"}}, "lora-worker"));
        QVERIFY(!check_hello(Json{{"type", "hello"}, {"protocol", "one"}}, "lora-worker"));
        QVERIFY(!check_hello(Json::array(), "lora-worker"));
    }

    void an_error_arrives_as_it_was_sent() {
        const Error sent{ErrorCode::no_resources, "Too large", "model.gguf", "Choose a smaller one"};
        const Json message = error_message(7, sent);
        QCOMPARE(message["id"].get<int>(), 7);
        const Error got = error_from_message(message);
        QVERIFY(got.code == sent.code);
        QCOMPARE(got.text(), sent.text());
    }
};

LORA_TEST_MAIN(TestSessionMessages)
#include "test_session_messages.moc"
