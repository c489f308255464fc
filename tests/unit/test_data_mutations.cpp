// SPDX-License-Identifier: Apache-2.0
// Readers of text on damaged input: an error or an answer, never a crash and never a hang.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/files.h"
#include "core/base/utf8.h"
#include "core/data/dataset.h"
#include "core/data/random_order.h"
#include "core/text/jinja/template.h"
#include "core/text/tokenizer.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

/// A few random changes: bytes flipped, removed, doubled, exchanged, pieces of syntax put in.
std::string mutated(std::string text, RandomOrder& random) {
    static constexpr const char* pieces[] = {
        "\"", "{",  "}",    "[",     "]",  ",",       ":",   "\\",   "\n",   "\xFF",
        "{{", "}}", "{%",   "%}",    "{#", "(",       ")",   "|",    ".",    "-1",
        "''", "if", "null", "1e999", "~",  "\\ud800", "for", "loop", "\xC3", "99999999999999999999"};
    const auto times = 1 + random.below(4);
    for (uint64_t i = 0; i < times && !text.empty(); ++i) {
        const auto at = static_cast<size_t>(random.below(text.size()));
        const auto length = static_cast<size_t>(random.below(std::min<uint64_t>(text.size() - at, 40) + 1));
        switch (random.below(6)) {
            case 0:
                text[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(at, length));
                break;
            case 3:
                text.insert(at, pieces[random.below(std::size(pieces))]);
                break;
            case 4:
                text.resize(at);
                break;
            default:
                std::swap(text[at], text[static_cast<size_t>(random.below(text.size()))]);
                break;
        }
    }
    return text;
}

/// A new file each time: replacing one's content may wait for the disk.
void write_anew(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

bool says_what_and_is_bad_input(const Error& error) {
    return error.code == ErrorCode::bad_input && !error.what.empty();
}

}  // namespace

class DataMutationsTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void damaged_data_files_are_read_or_refused() {
        const std::string lines =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Q\"},{\"role\":\"assistant\",\"content\":\"A\"}]"
            "}\n"
            "{\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"S\"}]}]}\r\n";
        const std::string sharegpt =
            "{\"conversations\":[{\"from\":\"human\",\"value\":\"Q\"},{\"from\":\"gpt\",\"value\":\"A\"}]}\n";
        const std::string alpaca =
            "\xEF\xBB\xBF[{\"instruction\":\"Q\",\"input\":\"I\",\"output\":\"A\"},\n{\"instruction\":\"R\","
            "\"output\":1.5}]";
        const std::string object =
            "{\n \"n\": 1,\n \"rows\": [{\"prompt\":\"P\",\"completion\":\"C \xF0\x9F\x99\x82\"}]\n}";
        auto folder = TemporaryFolder::create();
        RandomOrder random(1);
        int read = 0;
        constexpr int times = 3000;
        for (int i = 0; i < times; ++i) {
            const std::string* sources[] = {&lines, &sharegpt, &alpaca, &object};
            const std::string path = (folder->path() / (i % 7 == 0 ? "data.txt" : "data.jsonl")).string();
            write_anew(path, mutated(*sources[i % 4], random));
            auto data = read_dataset({path}, {}, i % 2 == 0);
            if (!data) {
                QVERIFY2(says_what_and_is_bad_input(data.error()), data.error().text().c_str());
                continue;
            }
            ++read;
            QVERIFY(!data->examples.empty());
            for (const Example& example : data->examples) {
                for (const Message& m : example.messages)
                    QVERIFY(!find_invalid_utf8(m.content));
                QVERIFY(!find_invalid_utf8(example.text));
            }
        }
        QVERIFY(read > times / 50);
        QVERIFY(read < times);
    }

    void damaged_tokenizer_files_are_read_or_refused() {
        // The smallest vocabulary that has everything the reader looks at.
        std::string source =
            "{'added_tokens':[{'id':6,'content':'<end>','special':true,'lstrip':true,'rstrip':false,"
            "'normalized':false,'single_word':true}],'normalizer':null,'pre_tokenizer':{'type':'Sequence',"
            "'pretokenizers':[{'type':'Split','pattern':{'Regex':'x+'},'behavior':'Isolated','invert':false},"
            "{'type':'Digits','individual_digits':true},{'type':'ByteLevel','add_prefix_space':true}]},"
            "'post_processor':{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'<end>'}}]},"
            "'model':{'type':'BPE','vocab':{'a':0,'b':1,'ab':2,'c':3,'abc':4,'d':5},"
            "'merges':['a b',['ab','c']]}}";
        std::replace(source.begin(), source.end(), '\'', '"');
        auto folder = TemporaryFolder::create();
        std::ofstream(folder->path() / "tokenizer_config.json") << "{\"bos_token\":\"<end>\"}";
        RandomOrder random(2);
        int read = 0;
        constexpr int times = 3000;
        for (int i = 0; i < times; ++i) {
            write_anew(folder->path() / "tokenizer.json", i == 0 ? source : mutated(source, random));
            auto tokenizer = Tokenizer::from_folder(folder->path());
            if (!tokenizer) {
                QVERIFY2(i > 0 && says_what_and_is_bad_input(tokenizer.error()),
                         tokenizer.error().text().c_str());
                continue;
            }
            ++read;
            auto ids = tokenizer->encode("abcabd<end> xx 12 \xC3\xA9");
            if (!ids) continue;
            for (const int32_t id : *ids)
                QVERIFY(id >= 0 && id < tokenizer->vocab_size());
            tokenizer->decode(*ids);
        }
        QVERIFY(read > times / 50);
    }

    void damaged_chat_templates_render_or_are_refused() {
        const Json golden = *read_json_file(LORA_GOLDEN_DIR "/chat.json");
        std::vector<std::string> sources;
        for (const auto& [name, source] : golden["templates"].items())
            sources.push_back(source);
        for (const Json& s : golden["snippets"]) {
            if (!s["text"].is_null()) sources.push_back(s["source"]);
        }
        Json variables = golden["tokens"];
        variables["messages"] = golden["messages"];
        variables["x"] = golden["x"];
        variables["add_generation_prompt"] = true;
        RandomOrder random(3);
        int rendered = 0;
        constexpr int times = 12000;
        for (int i = 0; i < times; ++i) {
            const std::string source = mutated(sources[static_cast<size_t>(i) % sources.size()], random);
            auto parsed = jinja::Template::parse(source);
            auto text = parsed ? parsed->render(variables) : Result<std::string>(parsed.error());
            if (text) {
                ++rendered;
            } else {
                QVERIFY2(says_what_and_is_bad_input(text.error()), text.error().text().c_str());
            }
        }
        QVERIFY(rendered > times / 20);
        QVERIFY(rendered < times);
    }
};

LORA_TEST_MAIN(DataMutationsTest)
#include "test_data_mutations.moc"
