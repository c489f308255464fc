// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer.h"
#include "tests/support/test_main.h"

using namespace lora;
namespace fs = std::filesystem;

namespace {

const fs::path golden = LORA_GOLDEN_DIR;

Json read(const fs::path& path) {
    auto json = read_json_file(path);
    return json ? *json : Json();
}

std::vector<std::string> texts() {
    return read(golden / "tokenizer_texts.json")["texts"];
}

Result<Tokenizer> base_tokenizer() {
    auto file = GgufFile::open(LORA_DEFAULT_BASE);
    if (!file) return file.error();
    return Tokenizer::from_gguf(*file);
}

void compare(const Tokenizer& tokenizer, const Json& expected) {
    const auto all = texts();
    QCOMPARE(expected.size(), all.size());
    for (size_t i = 0; i < all.size(); ++i) {
        auto ids = tokenizer.encode(all[i]);
        QVERIFY2(ids.ok(), ids ? "" : ids.error().text().c_str());
        const std::vector<int32_t> wanted = expected[i];
        if (*ids != wanted) {
            QFAIL(("text " + Json(all[i]).dump() + ": got " + Json(*ids).dump() + ", expected " +
                   Json(wanted).dump())
                      .c_str());
        }
    }
}

/// A tokenizer folder of one small vocabulary, with some members of tokenizer.json replaced.
struct SmallFolder {
    TemporaryFolder folder = std::move(*TemporaryFolder::create());
    Json json = read(golden / "tokenizer_gpt2" / "tokenizer.json");
    Result<Tokenizer> open(const Json& config = {}) {
        std::ofstream(folder.path() / "tokenizer.json") << json.dump();
        if (!config.is_null()) std::ofstream(folder.path() / "tokenizer_config.json") << config.dump();
        return Tokenizer::from_folder(folder.path());
    }
};

}  // namespace

class TokenizerTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void the_default_base_gives_the_reference_ids() {
        if (!fs::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not here");
        auto tokenizer = base_tokenizer();
        QVERIFY2(tokenizer.ok(), tokenizer ? "" : tokenizer.error().text().c_str());
        compare(*tokenizer, read(golden / "tokenizer_texts.json")["smollm2"]);
        QCOMPARE(tokenizer->vocab_size(), int64_t(49152));
        QCOMPARE(tokenizer->bos_id(), 1);
        QCOMPARE(tokenizer->eos_id(), 2);
        QCOMPARE(tokenizer->pad_id(), 2);
        QVERIFY(!tokenizer->adds_bos());
        QVERIFY(!tokenizer->chat_template().empty());
        QVERIFY(tokenizer->is_special(1));
        QVERIFY(!tokenizer->is_special(100));
        QCOMPARE(tokenizer->find("<|im_end|>"), 2);
    }

    void every_kind_of_tokenizer_json_gives_the_reference_ids_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"gpt2", "prefix", "llama3", "qwen2", "digits"})
            QTest::newRow(name) << name;
    }
    void every_kind_of_tokenizer_json_gives_the_reference_ids() {
        QFETCH(QString, name);
        const fs::path folder = golden / ("tokenizer_" + name.toStdString());
        auto tokenizer = Tokenizer::from_folder(folder);
        QVERIFY2(tokenizer.ok(), tokenizer ? "" : tokenizer.error().text().c_str());
        compare(*tokenizer, read(folder / "ids.json"));
    }

    void any_valid_utf8_comes_back_byte_for_byte() {
        for (const char* name : {"llama3", "qwen2", "digits"}) {
            auto tokenizer = Tokenizer::from_folder(golden / (std::string("tokenizer_") + name));
            QVERIFY(tokenizer.ok());
            for (const std::string& text : texts()) {
                auto ids = tokenizer->encode(text);
                QVERIFY(ids.ok());
                QCOMPARE(tokenizer->decode(*ids), text);
            }
            std::mt19937 random(5);
            for (int i = 0; i < 300; ++i) {
                std::string text;
                for (int n = 0; n < 40; ++n) {
                    const char32_t limit = n % 3 == 0 ? 0x80 : n % 3 == 1 ? 0x3000 : 0x110000;
                    char32_t c = static_cast<char32_t>(random()) % limit;
                    if (c >= 0xD800 && c <= 0xDFFF) c = ' ';
                    append_utf8(text, c);
                }
                auto ids = tokenizer->encode(text);
                QVERIFY(ids.ok());
                QCOMPARE(tokenizer->decode(*ids), text);
            }
        }
    }

    void invalid_utf8_is_refused_with_the_offset_of_the_byte() {
        auto tokenizer = Tokenizer::from_folder(golden / "tokenizer_gpt2");
        QVERIFY(tokenizer.ok());
        auto ids = tokenizer->encode("caf\xE9 au lait");
        QVERIFY(!ids.ok());
        QCOMPARE(ids.error().code, ErrorCode::bad_input);
        QCOMPARE(ids.error().where, std::string("byte 3"));
    }

    void special_tokens_in_the_text_are_plain_text_when_not_asked_for() {
        auto tokenizer = Tokenizer::from_folder(golden / "tokenizer_gpt2");
        QVERIFY(tokenizer.ok());
        const int32_t end = tokenizer->find("<|im_end|>");
        auto parsed = tokenizer->encode("a<|im_end|>");
        auto plain = tokenizer->encode("a<|im_end|>", false);
        QVERIFY(parsed.ok() && plain.ok());
        QCOMPARE(parsed->back(), end);
        QVERIFY(std::find(plain->begin(), plain->end(), end) == plain->end());
        QCOMPARE(tokenizer->decode(*plain), std::string("a<|im_end|>"));
        QCOMPARE(tokenizer->decode(*parsed, true), std::string("a"));
    }

    void ids_outside_of_the_vocabulary_decode_to_nothing() {
        auto tokenizer = Tokenizer::from_folder(golden / "tokenizer_gpt2");
        QVERIFY(tokenizer.ok());
        const std::vector<int32_t> ids{-1, 1 << 30, INT32_MIN, static_cast<int32_t>(tokenizer->vocab_size())};
        QCOMPARE(tokenizer->decode(ids), std::string());
        QCOMPARE(tokenizer->find("no such token"), -1);
        QVERIFY(!tokenizer->is_special(-5));
    }

    void a_megabyte_without_a_space_is_cut_in_linear_time() {
        auto tokenizer = Tokenizer::from_folder(golden / "tokenizer_gpt2");
        QVERIFY(tokenizer.ok());
        for (const char c : {'a', ' ', '\n', '!'}) {
            const std::string text(1 << 20, c);
            auto ids = tokenizer->encode(text);
            QVERIFY(ids.ok());
            QCOMPARE(tokenizer->decode(*ids), text);
        }
    }

    void the_configuration_names_special_tokens_and_the_template() {
        SmallFolder small;
        auto tokenizer =
            small.open({{"bos_token", "<|im_start|>"},
                        {"eos_token", {{"content", "<|im_end|>"}}},
                        {"pad_token", nullptr},
                        {"add_bos_token", true},
                        {"chat_template", Json::array({{{"name", "tool_use"}, {"template", "no"}},
                                                       {{"name", "default"}, {"template", "yes"}}})}});
        QVERIFY2(tokenizer.ok(), tokenizer ? "" : tokenizer.error().text().c_str());
        QCOMPARE(tokenizer->bos_id(), tokenizer->find("<|im_start|>"));
        QCOMPARE(tokenizer->eos_id(), tokenizer->find("<|im_end|>"));
        QCOMPARE(tokenizer->pad_id(), -1);
        QVERIFY(tokenizer->adds_bos());
        QCOMPARE(tokenizer->chat_template(), std::string("yes"));

        std::ofstream(small.folder.path() / "chat_template.jinja") << "separate";
        tokenizer = small.open();
        QVERIFY(tokenizer.ok());
        QCOMPARE(tokenizer->chat_template(), std::string("separate"));
    }

    void what_is_not_byte_level_bpe_is_refused_by_name_data() {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<QString>("named");
        QTest::newRow("unigram") << "{'model':{'type':'Unigram'}}"
                                 << "Unigram";
        QTest::newRow("byte fallback") << "{'model':{'byte_fallback':true}}"
                                       << "byte_fallback";
        QTest::newRow("normalizer") << "{'normalizer':{'type':'Lowercase'}}"
                                    << "Lowercase";
        QTest::newRow("pre-tokenizer") << "{'pre_tokenizer':{'type':'Metaspace'}}"
                                       << "Metaspace";
        QTest::newRow("none") << "{'pre_tokenizer':null}"
                              << "byte-level";
        QTest::newRow("merge") << "{'model':{'merges':['q qqq']}}"
                               << "qqq";
        QTest::newRow("regex")
            << "{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'(a'},'behavior':'Isolated'}}"
            << "regular expression";
        QTest::newRow("vocabulary") << "{'model':{'vocab':{'a':-1}}}"
                                    << "'a'";
        QTest::newRow("added") << "{'added_tokens':[{'content':'x'}]}"
                               << "added_tokens[0].id";
    }
    void what_is_not_byte_level_bpe_is_refused_by_name() {
        QFETCH(QString, patch);
        QFETCH(QString, named);
        SmallFolder small;
        small.json.merge_patch(Json::parse(patch.replace('\'', '"').toStdString()));
        if (patch.contains("null")) small.json["pre_tokenizer"] = nullptr;
        auto tokenizer = small.open();
        QVERIFY(!tokenizer.ok());
        QCOMPARE(tokenizer.error().code, ErrorCode::bad_input);
        QVERIFY2(tokenizer.error().text().find(named.toStdString()) != std::string::npos,
                 tokenizer.error().text().c_str());
    }

    void a_folder_without_a_tokenizer_says_what_is_missing() {
        auto folder = TemporaryFolder::create();
        auto tokenizer = Tokenizer::from_folder(folder->path());
        QVERIFY(!tokenizer.ok());
        QVERIFY(tokenizer.error().what.find("tokenizer.json") != std::string::npos);
    }

    void a_gguf_tokenizer_of_another_kind_is_refused_by_name() {
        using Metadata = std::vector<std::pair<std::string, GgufValue>>;
        const auto open = [](const Metadata& metadata) -> Result<Tokenizer> {
            auto folder = TemporaryFolder::create();
            const fs::path path = folder->path() / "t.gguf";
            if (auto s = write_gguf(path, metadata, {}); !s) return s.error();
            auto file = GgufFile::open(path);
            if (!file) return file.error();
            return Tokenizer::from_gguf(*file);
        };
        const std::vector<std::string> tokens{"a", "b", "ab", "<|end|>"};
        const std::vector<std::string> merges{"a b"};
        const auto text = [](const char* s) { return GgufValue(std::string(s)); };
        auto llama = open({{"tokenizer.ggml.model", text("llama")}, {"tokenizer.ggml.tokens", tokens}});
        QVERIFY(!llama.ok());
        QVERIFY(llama.error().what.find("'llama'") != std::string::npos);
        Metadata metadata{{"tokenizer.ggml.model", text("gpt2")},
                          {"tokenizer.ggml.pre", text("elvish")},
                          {"tokenizer.ggml.tokens", tokens},
                          {"tokenizer.ggml.token_type", std::vector<int64_t>{1, 1, 1, 3}},
                          {"tokenizer.ggml.merges", merges}};
        auto elvish = open(metadata);
        QVERIFY(!elvish.ok());
        QVERIFY(elvish.error().what.find("'elvish'") != std::string::npos);
        for (const char* pre : {"default", "gpt-2", "llama-bpe", "qwen2", "smollm", "tekken", "falcon"}) {
            metadata[1].second = text(pre);
            auto known = open(metadata);
            QVERIFY2(known.ok(), pre);
            auto ids = known->encode("ab<|end|>ba");
            QVERIFY(ids.ok());
            QCOMPARE(*ids, (std::vector<int32_t>{2, 3, 1, 0}));
        }
        metadata.push_back({"tokenizer.ggml.eos_token_id", int64_t(4)});
        auto outside = open(metadata);
        QVERIFY(!outside.ok());
        QVERIFY(outside.error().where.find("eos_token_id = 4") != std::string::npos);
        QVERIFY(!open({{"general.name", text("x")}}).ok());
    }
};

LORA_TEST_MAIN(TokenizerTest)
#include "test_tokenizer.moc"
