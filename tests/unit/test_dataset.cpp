// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/files.h"
#include "core/base/platform/process.h"
#include "core/data/dataset.h"
#include "core/data/line_reader.h"
#include "tests/support/test_main.h"

using namespace lora;
namespace fs = std::filesystem;

namespace {

/// A file in a folder of its own.
struct DataFile {
    TemporaryFolder folder = std::move(*TemporaryFolder::create());
    std::string path;
    explicit DataFile(const std::string& bytes, const std::string& name = "data.jsonl")
        : path((folder.path() / name).string()) {
        std::ofstream(path, std::ios::binary) << bytes;
    }
    Result<Dataset> read(const ColumnMapping& mapping = {}, bool skip_broken = false) const {
        return read_dataset({path}, mapping, skip_broken);
    }
};

std::string told(const Result<Dataset>& data) {
    return data ? std::string("it was read") : data.error().text();
}

bool has_issue(const Dataset& data, DataIssue::Kind kind, int64_t line) {
    for (const DataIssue& issue : data.issues) {
        if (issue.kind == kind && issue.line == line) return true;
    }
    return false;
}

const std::vector<Message> question_and_answer{{"user", "Q"}, {"assistant", "A"}};

}  // namespace

class DatasetTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_format_becomes_the_same_conversation_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("format");
        QTest::newRow("messages")
            << "{'messages':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}"
            << "messages";
        QTest::newRow("parts") << "{'messages':[{'role':'user','content':[{'type':'text','text':'Q'}]},"
                                  "{'role':'assistant','content':'A'}]}"
                               << "messages";
        QTest::newRow("sharegpt")
            << "{'conversations':[{'from':'human','value':'Q'},{'from':'gpt','value':'A'}]}"
            << "sharegpt";
        QTest::newRow("openai in conversations")
            << "{'conversations':[{'role':'user','content':'Q'},{'role':'assistant','content':'A'}]}"
            << "messages";
        QTest::newRow("alpaca") << "{'instruction':'Q','input':'','output':'A'}"
                                << "alpaca";
        QTest::newRow("prompt and completion messages")
            << "{'prompt':[{'role':'user','content':'Q'}],'completion':[{'role':'assistant','content':'A'}]}"
            << "prompt_completion";
    }
    void every_format_becomes_the_same_conversation() {
        QFETCH(QString, row);
        QFETCH(QString, format);
        const std::string json = row.replace('\'', '"').toStdString();
        for (const std::string& file : {json + "\n" + json + "\n", "[" + json + ",\n" + json + "]",
                                        "{\"version\": 1, \"data\": [" + json + "," + json + "]}"}) {
            const DataFile data(file);
            auto read = data.read();
            QVERIFY2(read.ok(), told(read).c_str());
            QCOMPARE(read->format, format.toStdString());
            QCOMPARE(read->examples.size(), size_t(2));
            QVERIFY(read->examples[1].messages == question_and_answer);
            QCOMPARE(read->examples[1].line, int64_t(2));
            QVERIFY(read->issues.empty());
            QCOMPARE(read->sha256, sha256_hex(file));
        }
    }

    void alpaca_takes_input_and_system_along() {
        auto read =
            DataFile("{\"system\":\"S\",\"instruction\":\"Q\",\"input\":\"I\",\"output\":\"A\"}").read();
        QVERIFY2(read.ok(), told(read).c_str());
        const std::vector<Message> wanted{{"system", "S"}, {"user", "Q\n\nI"}, {"assistant", "A"}};
        QVERIFY(read->examples.at(0).messages == wanted);
        QCOMPARE(read->columns, (std::vector<std::string>{"system", "instruction", "input", "output"}));
    }

    void prompt_and_completion_texts_stay_apart() {
        auto read = DataFile("{\"prompt\":\"P\",\"completion\":\"C\"}").read();
        QVERIFY2(read.ok(), told(read).c_str());
        QVERIFY(read->examples.at(0).plain);
        QCOMPARE(read->examples[0].prompt, std::string("P"));
        QCOMPARE(read->examples[0].text, std::string("C"));
    }

    void a_text_file_gives_an_example_for_each_paragraph() {
        auto read = DataFile("First line,\nsecond.\n\n \t\nNext.\r\nEnd", "book.txt").read();
        QVERIFY2(read.ok(), told(read).c_str());
        QCOMPARE(read->format, std::string("text"));
        QCOMPARE(read->examples.size(), size_t(2));
        QCOMPARE(read->examples[0].text, std::string("First line,\nsecond."));
        QCOMPARE(read->examples[1].text, std::string("Next.\nEnd"));
        QCOMPARE(read->examples[1].line, int64_t(5));
    }

    void a_broken_line_is_named_and_the_rest_is_kept_on_request() {
        const DataFile data(
            "{\"text\":\"one\"}\n\n{\"text\":\"two\"\n{\"text\":\"three\"}\n{\"txt\":1}\n7\n");
        auto strict = data.read();
        QVERIFY(!strict.ok());
        QCOMPARE(strict.error().code, ErrorCode::bad_input);
        QCOMPARE(strict.error().where, data.path + ", line 3");
        QVERIFY(strict.error().hint.find("go on with the rows") != std::string::npos);
        auto lenient = data.read({}, true);
        QVERIFY2(lenient.ok(), told(lenient).c_str());
        QCOMPARE(lenient->examples.size(), size_t(2));
        QCOMPARE(lenient->examples[1].line, int64_t(4));
        for (const int64_t line : {3, 5, 6})
            QVERIFY(has_issue(*lenient, DataIssue::Kind::broken_row, line));
        QCOMPARE(lenient->issues.size(), size_t(3));
    }

    void a_file_of_broken_lines_alone_is_refused_with_the_first() {
        const DataFile data("{\"text\":\n{\"text\":\n");
        auto read = data.read({}, true);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().where, data.path + ", line 1");
    }

    void a_broken_json_list_is_named_by_line_and_column() {
        const DataFile data("[\n {\"text\":\"a\"},\n {\"text\" \"b\"}\n]\n", "data.json");
        auto read = data.read();
        QVERIFY(!read.ok());
        QVERIFY2(read.error().where.starts_with(data.path + ", line 3, column"), read.error().where.c_str());
    }

    void a_byte_order_mark_and_carriage_returns_are_fine() {
        auto read = DataFile("\xEF\xBB\xBF{\"text\":\"one\"}\r\n{\"text\":\"two\"}\r\n").read();
        QVERIFY2(read.ok(), told(read).c_str());
        QCOMPARE(read->examples.size(), size_t(2));
        QCOMPARE(read->examples[0].text, std::string("one"));
        QVERIFY(has_issue(*read, DataIssue::Kind::byte_order_mark, 1));
        auto list = DataFile("\xEF\xBB\xBF[{\"text\":\"one\"}]", "data.json").read();
        QVERIFY2(list.ok(), told(list).c_str());
    }

    void files_that_cannot_be_read_are_refused_by_what_they_are_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("named");
        const auto raw = [](const char* text, int size) { return QByteArray(text, size); };
        QTest::newRow("empty") << QByteArray() << "a.jsonl"
                               << "empty";
        QTest::newRow("only a mark") << QByteArray("\xEF\xBB\xBF") << "a.jsonl"
                                     << "empty";
        QTest::newRow("blank") << QByteArray(" \n\n ") << "a.jsonl"
                               << "no example";
        QTest::newRow("empty list") << QByteArray("[]") << "a.json"
                                    << "no example";
        QTest::newRow("no list") << QByteArray("{\n\"a\": 1\n}") << "a.json"
                                 << "fit no known format";
        QTest::newRow("two lists") << QByteArray("{\n\"a\": [1], \"b\": [2]}") << "a.json"
                                   << "several lists";
        QTest::newRow("UTF-16 with a mark") << raw("\xFF\xFE{\0\"\0t\0", 8) << "a.jsonl"
                                            << "UTF-16";
        QTest::newRow("UTF-16 big-endian") << raw("\xFE\xFF\0{\0\"\0t", 8) << "a.jsonl"
                                           << "UTF-16";
        QTest::newRow("UTF-16 without a mark") << raw("{\0\"\0t\0e\0x\0t\0", 12) << "a.jsonl"
                                               << "UTF-16";
        QTest::newRow("UTF-32") << raw("\xFF\xFE\0\0{\0\0\0", 8) << "a.jsonl"
                                << "UTF-32";
        QTest::newRow("Latin-1") << QByteArray("{\"text\":\"ok\"}\n{\"text\":\"caf\xE9\"}\n") << "a.jsonl"
                                 << "Latin-1";
        QTest::newRow("Latin-1 list") << QByteArray("[{\"text\":\"caf\xE9\"}]") << "a.json"
                                      << "Latin-1";
        QTest::newRow("Latin-1 text") << QByteArray("caf\xE9") << "a.txt"
                                      << "Latin-1";
        QTest::newRow("gzip") << raw("\x1F\x8B\x08\0\0\0", 6) << "a.jsonl.gz"
                              << "gzip";
        QTest::newRow("zip") << raw("PK\x03\x04\0\0", 6) << "a.xlsx"
                             << "ZIP";
        QTest::newRow("Parquet") << raw("PAR1\x15\0", 6) << "a.parquet"
                                 << "Parquet";
        QTest::newRow("binary") << raw("ab\0c\x01xyz", 8) << "a.jsonl"
                                << "binary";
        QTest::newRow("table") << QByteArray("a,b\n1,2\n") << "a.csv"
                               << "not read";
        QTest::newRow("not JSON") << QByteArray("hello\n") << "a.jsonl"
                                  << "not valid JSON";
    }
    void files_that_cannot_be_read_are_refused_by_what_they_are() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QFETCH(QString, named);
        const DataFile data(bytes.toStdString(), name.toStdString());
        auto read = data.read();
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::bad_input);
        QVERIFY2(read.error().text().find(named.toStdString()) != std::string::npos, told(read).c_str());
        QVERIFY(read.error().where.starts_with(data.path));
    }

    void latin_1_is_named_with_line_and_byte() {
        const DataFile data("{\"text\":\"ok\"}\n{\"text\":\"caf\xE9\"}\n");
        auto read = data.read();
        QVERIFY(!read.ok());
        QCOMPARE(read.error().where, data.path + ", line 2, byte 13");
        auto rest = data.read({}, true);
        QVERIFY(rest.ok());
        QCOMPARE(rest->examples.size(), size_t(1));
    }

    void a_missing_file_and_a_folder_are_refused() {
        QVERIFY(!read_dataset({"/no/such/file.jsonl"}, {}, false).ok());
        QVERIFY(!read_dataset({fs::temp_directory_path().string()}, {}, false).ok());
        QVERIFY(!read_dataset({}, {}, false).ok());
    }

    void a_line_without_end_is_refused_in_bounded_memory_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSONL") << "a.jsonl";
        QTest::newRow("text") << "a.txt";
    }
    void a_line_without_end_is_refused_in_bounded_memory() {
        QFETCH(QString, name);
        const DataFile data("", name.toStdString());
        {
            std::ofstream file(data.path, std::ios::binary);
            file << (name.endsWith("jsonl") ? "{\"text\":\"ok\"}\n{\"text\":\"" : "start of a line ");
            file.write(std::string(8192, 'x').data(), 8192);
        }
        // A hole: a gigabyte that takes no room on the disk.
        fs::resize_file(data.path, uint64_t(1) << 30);
        const uint64_t before = peak_resident_memory_bytes();
        auto read = data.read();
        QVERIFY(!read.ok());
        QVERIFY2(read.error().what.find("longer than 64 MB") != std::string::npos, told(read).c_str());
        QVERIFY(read.error().where.find(name.endsWith("jsonl") ? "line 2" : "line 1") != std::string::npos);
#ifdef __SANITIZE_THREAD__
        constexpr uint64_t with_shadow = 6;  // of each byte four, of each eight another four, and the byte
#else
        constexpr uint64_t with_shadow = 1;
#endif
        QVERIFY(peak_resident_memory_bytes() < before + with_shadow * (uint64_t(300) << 20));
    }

    void unknown_columns_are_refused_with_a_proposed_mapping() {
        const DataFile data("{\"id\":1,\"Question\":\"Q\",\"Answer\":\"A\",\"context\":\"\"}\n");
        auto read = data.read();
        QVERIFY(!read.ok());
        QVERIFY(read.error().what.find("'Question'") != std::string::npos);
        QVERIFY2(read.error().hint.find("instruction from 'Question'") != std::string::npos,
                 told(read).c_str());
        const ColumnMapping proposed = propose_mapping({"id", "Question", "Answer", "context"});
        QCOMPARE(proposed.format, std::string("alpaca"));
        auto mapped = data.read(proposed);
        QVERIFY2(mapped.ok(), told(mapped).c_str());
        QVERIFY(mapped->examples.at(0).messages == question_and_answer);
    }

    void a_mapping_is_guessed_from_names() {
        using Columns = std::map<std::string, std::string>;
        QCOMPARE(propose_mapping({"body"}).columns, (Columns{{"text", "body"}}));
        QCOMPARE(propose_mapping({"only"}).columns, (Columns{{"text", "only"}}));
        QCOMPARE(propose_mapping({"dialogue", "id"}).columns, (Columns{{"messages", "dialogue"}}));
        QCOMPARE(propose_mapping({"query", "response"}).columns,
                 (Columns{{"instruction", "query"}, {"output", "response"}}));
        QVERIFY(propose_mapping({"x", "y"}).format.empty());
        QVERIFY(propose_mapping({}).format.empty());
    }

    void a_mapping_that_does_not_fit_is_refused() {
        const DataFile data("{\"a\":\"Q\",\"b\":\"A\"}\n");
        auto missing = data.read({"alpaca", {{"instruction", "a"}, {"output", "c"}}});
        QVERIFY(!missing.ok());
        QVERIFY(missing.error().what.find("'c'") != std::string::npos);
        QVERIFY(!data.read({"haiku", {}}).ok());
        QVERIFY(!data.read({"alpaca", {{"instruction", "a"}, {"outputs", "b"}}}).ok());
        auto fits = data.read({"", {{"prompt", "a"}, {"completion", "b"}}});
        QVERIFY2(fits.ok(), told(fits).c_str());
        QCOMPARE(fits->format, std::string("prompt_completion"));
    }

    void rows_with_something_wrong_inside_are_named_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("named");
        QTest::newRow("role") << "{'messages':[{'role':'assisstant','content':'A'}]}"
                              << "'assisstant'";
        QTest::newRow("no role") << "{'messages':[{'content':'A'}]}"
                                 << "Message 1 has no 'role'";
        QTest::newRow("no content") << "{'messages':[{'role':'user','content':'Q'},{'role':'assistant'}]}"
                                    << "Message 2";
        QTest::newRow("picture") << "{'messages':[{'role':'user','content':[{'type':'image_url'}]}]}"
                                 << "not text";
        QTest::newRow("no list") << "{'messages':'hello'}"
                                 << "no list of messages";
        QTest::newRow("none") << "{'messages':[]}"
                              << "conversation is empty";
        QTest::newRow("column") << "{'text':null}"
                                << "fit no known format";
        QTest::newRow("object") << "{'text':{'a':1}}"
                                << "holds no text";
        QTest::newRow("number row") << "12"
                                    << "JSON";
    }
    void rows_with_something_wrong_inside_are_named() {
        QFETCH(QString, row);
        QFETCH(QString, named);
        auto read = DataFile(row.replace('\'', '"').toStdString() + "\n").read();
        QVERIFY(!read.ok());
        named.replace('"', '\'');
        QVERIFY2(read.error().text().find(named.toStdString()) != std::string::npos, told(read).c_str());
        QVERIFY(read.error().where.find("line 1") != std::string::npos);
    }

    void empty_and_speechless_examples_are_kept_and_told() {
        auto read = DataFile(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n"
                        "{\"messages\":[{\"role\":\"assistant\",\"content\":\" \"}]}\n")
                        .read();
        QVERIFY2(read.ok(), told(read).c_str());
        QCOMPARE(read->examples.size(), size_t(2));
        QVERIFY(has_issue(*read, DataIssue::Kind::no_assistant_turn, 1));
        QVERIFY(has_issue(*read, DataIssue::Kind::empty_example, 2));
    }

    void several_files_are_one_data_set() {
        const DataFile first("{\"text\":\"one\"}\n"),
            second("[{\"instruction\":\"Q\",\"output\":\"A\"}]", "b.json");
        auto read = read_dataset({first.path, second.path}, {}, false);
        QVERIFY2(read.ok(), told(read).c_str());
        QCOMPARE(read->examples.size(), size_t(2));
        QCOMPARE(read->examples[1].file, size_t(1));
        QCOMPARE(read->sha256, sha256_hex("{\"text\":\"one\"}\n[{\"instruction\":\"Q\",\"output\":\"A\"}]"));
    }

    void reading_can_be_watched_and_cancelled() {
        std::string lines;
        while (lines.size() < (3u << 20))
            lines += "{\"text\":\"some words to fill a line with\"}\n";
        const DataFile data(lines);
        uint64_t last = 0, total = 0;
        auto read = read_dataset({data.path}, {}, false, [&](uint64_t done, uint64_t all) {
            last = done;
            total = all;
            return true;
        });
        QVERIFY(read.ok());
        QCOMPARE(last, uint64_t(lines.size()));
        QCOMPARE(total, uint64_t(lines.size()));
        auto cancelled = read_dataset({data.path}, {}, false, [](uint64_t, uint64_t) { return false; });
        QVERIFY(!cancelled.ok());
        QCOMPARE(cancelled.error().code, ErrorCode::interrupted);
    }

    void a_pretty_printed_object_is_told_from_lines() {
        auto object =
            DataFile("{\n  \"rows\": [\n    {\"text\": \"a\"},\n    {\"text\": \"b\"}\n  ]\n}\n").read();
        QVERIFY2(object.ok(), told(object).c_str());
        QCOMPARE(object->examples.size(), size_t(2));
        auto row = DataFile("{\n  \"text\": \"a\"\n}\n", "one.json").read();
        QVERIFY2(row.ok(), told(row).c_str());
        QCOMPARE(row->examples.size(), size_t(1));
    }
};

LORA_TEST_MAIN(DatasetTest)
#include "test_dataset.moc"
