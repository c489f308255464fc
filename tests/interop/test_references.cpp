// SPDX-License-Identifier: Apache-2.0
// lora-worker's reading of models, text and chats against transformers and tokenizers, live, on inputs that
// were not used while writing the code.
#include "tests/interop/references.h"

using namespace lora;
using namespace lora::test;

class References : public InteropTest {
    Q_OBJECT
  private Q_SLOTS:
    void smollm2_logits_equal_transformers() {
        compare_logits(default_base,
                       "1,4093,198,2683,359,253,5356,19540,28,10813,335,9060,30,2,198,1,520,9531,198", 1e-3);
    }

    void random_llamas_equal_transformers_data() {
        QTest::addColumn<QString>("tied");
        QTest::addRow("tied head") << "tied";
        QTest::addRow("own head") << "untied";
    }
    void random_llamas_equal_transformers() {
        QFETCH(QString, tied);
        const QString base = at(qPrintable("tiny-" + tied));
        reference({"tiny", base, "90210", tied});
        compare_logits(base, "5,17,200,33,33,1,0,249,12,77,131,8,8,8,90", 1e-3);
    }

    void token_ids_equal_tokenizers() {
        const Json texts = {"The harbour-master's log: 31/12/1999, 23:59:59!",
                            "  two  spaces\tand a tab\n\n\nthree lines ",
                            "naïve café, Ελληνικά, русский, עברית, العربية, हिन्दी, 中文字符, 日本語, 한국어",
                            "👩‍👩‍👧‍👦🏴‍☠️ é é",
                            "x = {'a': [1, 2.50, 0x1F]}; // done\r\n",
                            "<|im_start|>user\nhi<|im_end|>\n",
                            "1234567890 3.14159",
                            ""};
        write(at("texts.json"), texts);
        reference({"tokenize", default_base, at("texts.json"), at("ids.json")});
        const auto expected = read_json_file(at("ids.json").toStdString());
        QVERIFY(expected.ok());
        for (size_t i = 0; i < texts.size(); ++i) {
            const Json ours = last_line(worker({"tokenize", "--base", default_base, "--json", "--text",
                                                QString::fromStdString(texts[i].get<std::string>())}));
            QCOMPARE(QString::fromStdString(to_text(ours["ids"])),
                     QString::fromStdString(to_text((*expected)[i])));
        }
    }

    void conversations_render_as_in_transformers() {
        const Json all = Json::parse(conversations);
        write(at("conversations.json"), all);
        reference({"chat", default_base, at("conversations.json"), at("rendered.json")});
        const auto expected = read_json_file(at("rendered.json").toStdString());
        QVERIFY(expected.ok());
        for (size_t i = 0; i < all.size(); ++i) {
            write(at("one.json"), all[i]);
            const Json ours = last_line(
                worker({"tokenize", "--base", default_base, "--chat", "--json", "--file", at("one.json")}));
            QCOMPARE(QString::fromStdString(ours["text"].get<std::string>()),
                     QString::fromStdString((*expected)[i].get<std::string>()));
        }
    }
};

LORA_TEST_MAIN(References)
#include "test_references.moc"
