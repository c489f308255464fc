// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/files.h"
#include "core/text/chat.h"
#include "tests/support/test_main.h"

using namespace lora;
namespace fs = std::filesystem;

namespace {

const Json& golden() {
    static const Json json = *read_json_file(LORA_GOLDEN_DIR "/chat.json");
    return json;
}

std::vector<Message> messages_of(const Json& list) {
    std::vector<Message> out;
    for (const Json& m : list)
        out.push_back({m["role"], m["content"]});
    return out;
}

Result<Tokenizer> base_tokenizer() {
    auto file = GgufFile::open(LORA_DEFAULT_BASE);
    if (!file) return file.error();
    return Tokenizer::from_gguf(*file);
}

/// A small tokenizer with one of the golden templates; empty: none.
Tokenizer with_template(const std::string& source) {
    auto folder = TemporaryFolder::create();
    Json json = *read_json_file(LORA_GOLDEN_DIR "/tokenizer_gpt2/tokenizer.json");
    int id = 0;
    for (const Json& token : json["added_tokens"])
        id = std::max(id, token["id"].get<int>());
    for (const char* token : {"<s>", "</s>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>",
                              "<start_of_turn>", "<end_of_turn>", "<|end|>"}) {
        json["added_tokens"].push_back({{"id", ++id}, {"content", token}, {"special", true}});
    }
    std::ofstream(folder->path() / "tokenizer.json") << json.dump();
    Json config{{"bos_token", "<s>"}, {"eos_token", "</s>"}};
    if (!source.empty()) config["chat_template"] = source;
    std::ofstream(folder->path() / "tokenizer_config.json") << config.dump();
    auto tokenizer = Tokenizer::from_folder(folder->path());
    return std::move(*tokenizer);
}

Tokenizer in_style_of(const char* family) {
    return with_template(golden()["templates"][family]);
}

/// What carries loss, turns parted by "|".
std::string supervised(const Tokenizer& tokenizer, const TokenizedChat& chat) {
    std::string out;
    for (size_t i = 0; i < chat.ids.size(); ++i) {
        if (chat.loss_mask[i]) {
            out += tokenizer.piece(chat.ids[i]);
        } else if (i > 0 && chat.loss_mask[i - 1]) {
            out += "|";
        }
    }
    return out;
}

const std::vector<Message> two_turns{
    {"user", "One?"}, {"assistant", "1."}, {"user", "Two?"}, {"assistant", "Two, I say"}};

}  // namespace

class ChatTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void the_default_base_renders_exactly_as_transformers_does() {
        if (!fs::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not here");
        auto tokenizer = base_tokenizer();
        QVERIFY(tokenizer.ok());
        for (const Json& wanted : golden()["base"]) {
            bool fallback = true;
            auto text = render_chat(*tokenizer, messages_of(wanted["messages"]),
                                    wanted["add_generation_prompt"], &fallback);
            QVERIFY2(text.ok(), text ? "" : text.error().text().c_str());
            QCOMPARE(*text, wanted["text"].get<std::string>());
            QVERIFY(!fallback);
        }
    }

    void loss_is_on_what_the_assistant_says_and_the_token_that_ends_its_turn() {
        if (!fs::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not here");
        auto tokenizer = base_tokenizer();
        QVERIFY(tokenizer.ok());
        auto chat = tokenize_chat(*tokenizer, two_turns);
        QVERIFY2(chat.ok(), chat ? "" : chat.error().text().c_str());
        QCOMPARE(chat->loss_mask.size(), chat->ids.size());
        QCOMPARE(tokenizer->decode(chat->ids), chat->text);
        QCOMPARE(supervised(*tokenizer, *chat), std::string("1.<|im_end|>|Two, I say<|im_end|>|"));
    }

    void the_mask_is_found_for_templates_of_every_family_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("chatml") << "chatml"
                                << "1.<|im_end|>|Two, I say<|im_end|>|";
        QTest::newRow("llama2") << "llama2"
                                << " 1. </s>| Two, I say </s>";
        QTest::newRow("llama3") << "llama3"
                                << "1.<|eot_id|>|Two, I say<|eot_id|>";
        QTest::newRow("qwen") << "qwen"
                              << "1.<|im_end|>|Two, I say<|im_end|>|";
        QTest::newRow("mistral") << "mistral"
                                 << " 1.</s>| Two, I say</s>";
        QTest::newRow("gemma") << "gemma"
                               << "1.<end_of_turn>|Two, I say<end_of_turn>|";
        QTest::newRow("zephyr") << "zephyr"
                                << "1.</s>|Two, I say</s>|";
        QTest::newRow("phi") << "phi"
                             << "1.<|end|>|Two, I say<|end|>\n</s>";
        QTest::newRow("no template") << ""
                                     << "1.<|im_end|>|Two, I say<|im_end|>|";
    }
    void the_mask_is_found_for_templates_of_every_family() {
        QFETCH(QString, family);
        QFETCH(QString, wanted);
        const Tokenizer tokenizer =
            family.isEmpty() ? with_template("") : in_style_of(family.toLatin1().constData());
        auto chat = tokenize_chat(tokenizer, two_turns);
        QVERIFY2(chat.ok(), chat ? "" : chat.error().text().c_str());
        QCOMPARE(supervised(tokenizer, *chat), wanted.toStdString());
    }

    void a_model_without_a_template_gets_chatml_and_says_so() {
        bool fallback = false;
        auto text = render_chat(with_template(""), {{"user", "Hi"}}, true, &fallback);
        QVERIFY(text.ok());
        QVERIFY(fallback);
        QCOMPARE(*text, std::string("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"));
    }

    void what_comes_before_an_assistant_that_speaks_first_needs_no_rendering() {
        const auto tokenizer = in_style_of("chatml");
        auto chat =
            tokenize_chat(tokenizer, {{"assistant", "Welcome"}, {"user", "Hi"}, {"assistant", "Yes?"}});
        QVERIFY2(chat.ok(), chat ? "" : chat.error().text().c_str());
        QCOMPARE(supervised(tokenizer, *chat), std::string("Welcome<|im_end|>|Yes?<|im_end|>|"));
    }

    void a_template_that_changes_earlier_turns_is_refused() {
        const auto tokenizer =
            with_template("{{ messages | length }}{% for m in messages %}{{ m.content }}</s>{% endfor %}");
        auto chat = tokenize_chat(tokenizer, two_turns);
        QVERIFY(!chat.ok());
        QCOMPARE(chat.error().code, ErrorCode::bad_input);
        QCOMPARE(chat.error().where, std::string("message 2"));
    }

    void what_the_template_refuses_is_said_in_its_words() {
        auto text = render_chat(in_style_of("llama2"), {{"user", "a"}, {"user", "b"}}, false);
        QVERIFY(!text.ok());
        QVERIFY(text.error().what.find("Roles must take turns") != std::string::npos);
    }

    void a_message_that_is_not_utf8_is_refused_by_number() {
        auto text = render_chat(with_template(""), {{"user", "ok"}, {"assistant", "\xFF"}}, false);
        QVERIFY(!text.ok());
        QCOMPARE(text.error().where, std::string("message 2"));
    }

    void a_conversation_without_an_assistant_carries_no_loss() {
        auto chat = tokenize_chat(with_template(""), {{"user", "Hi"}});
        QVERIFY(chat.ok());
        QVERIFY(std::count(chat->loss_mask.begin(), chat->loss_mask.end(), 1) == 0);
    }
};

LORA_TEST_MAIN(ChatTest)
#include "test_chat.moc"
