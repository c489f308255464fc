// SPDX-License-Identifier: Apache-2.0
// lora-worker against transformers, tokenizers and PEFT, live, on inputs that were not used while writing the
// code.
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <cmath>
#include <cstring>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

const QString default_base = QStringLiteral(LORA_DEFAULT_BASE);

/// Runs a program to its end; its standard output, or an empty text after a failure that names the program's
/// words.
QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("HF_HUB_OFFLINE", "1");
    environment.insert("TRANSFORMERS_VERBOSITY", "error");
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        QTest::qFail((program + " " + arguments.join(' ') + "\n" + process.readAllStandardError() +
                      process.readAllStandardOutput())
                         .toUtf8()
                         .constData(),
                     __FILE__, __LINE__);
        return {};
    }
    return process.readAllStandardOutput();
}

QByteArray worker(const QStringList& arguments) {
    return run(QStringLiteral(LORA_BINARY_DIR "/lora-worker"), arguments);
}
void reference(const QStringList& arguments) {
    run(QStringLiteral(LORA_INTEROP_PYTHON),
        QStringList{QStringLiteral(LORA_SOURCE_DIR "/tests/interop/reference.py")} + arguments);
}

Json last_line(const QByteArray& output) {
    const auto lines = output.trimmed().split('\n');
    return Json::parse(lines.last().toStdString(), nullptr, false);
}

std::vector<float> floats(const QString& file, const char* name) {
    auto opened = SafetensorsFile::open(file.toStdString());
    const TensorView* view = opened ? opened->find(name) : nullptr;
    if (!view || view->dtype != DType::f32) return {};
    std::vector<float> values(static_cast<size_t>(view->elements()));
    std::memcpy(values.data(), view->bytes.data(), view->bytes.size());
    return values;
}

double max_difference(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.empty() || a.size() != b.size()) return INFINITY;
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const double difference = std::fabs(double(a[i]) - double(b[i]));
        if (!(difference <= most)) most = difference;
    }
    return most;
}

void write(const QString& path, const Json& json) {
    if (!write_file_atomic(path.toStdString(), to_text(json)))
        QTest::qFail("cannot write", __FILE__, __LINE__);
}

const char* const conversations = R"([
 [{"role":"user","content":"Which tide table do you keep by the door?"},{"role":"assistant","content":"The one for spring, printed on yellow paper."}],
 [{"role":"user","content":"How many lamps?"},{"role":"assistant","content":"Eleven, and a spare in the shed."}],
 [{"role":"system","content":"You are terse."},{"role":"user","content":"Say when."},{"role":"assistant","content":"Now."},{"role":"user","content":"Again?"},{"role":"assistant","content":"Later, when the boats are in."}],
 [{"role":"user","content":"Naïve café — 価格は？"},{"role":"assistant","content":"Ça dépend: 12.50 € or ¥1,900."}]
])";

}  // namespace

class References : public lora::test::TestObject {
    Q_OBJECT
    QTemporaryDir folder_;
    QString at(const char* name) const { return folder_.filePath(name); }

    /// The largest difference over every sequence of `ids`, which are parted by semicolons.
    void compare_logits(const QString& base, const QString& ids, double tolerance,
                        const QString& adapter = {}) {
        QStringList theirs{"logits", base, ids, at("theirs.safetensors")};
        if (!adapter.isEmpty()) theirs << adapter;
        reference(theirs);
        std::vector<float> ours;
        for (const QString& sequence : ids.split(';')) {
            QStringList score{"score", "--base", base, "--ids", sequence, "--logits", at("ours.safetensors"),
                              "--json"};
            if (!adapter.isEmpty()) score << "--adapter" << adapter;
            worker(score);
            const std::vector<float> rows = floats(at("ours.safetensors"), "logits");
            ours.insert(ours.end(), rows.begin(), rows.end());
        }
        const double most = max_difference(ours, floats(at("theirs.safetensors"), "logits"));
        qInfo("largest difference of logits: %g", most);
        QVERIFY2(most <= tolerance, qPrintable(QString("largest difference %1").arg(most)));
    }

    QStringList ids_of(const Json& messages) {
        write(at("one.json"), messages);
        const Json tokens = last_line(
            worker({"tokenize", "--base", default_base, "--chat", "--json", "--file", at("one.json")}));
        QStringList ids;
        for (const Json& id : tokens["ids"])
            ids << QString::number(id.get<int64_t>());
        return ids;
    }

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

    void ten_training_steps_equal_peft_and_the_export_loads_there() {
        // Twenty examples in order, two a step: both sides see the same batches.
        const Json pool = Json::parse(conversations);
        std::string lines;
        Json batches = Json::array();
        for (int step = 0; step < 10; ++step) {
            Json batch = Json::array();
            for (int row = 0; row < 2; ++row) {
                Json messages = pool[static_cast<size_t>((step + row * 3) % 4)];
                messages[messages.size() - 1]["content"] =
                    messages[messages.size() - 1]["content"].get<std::string>() + " #" +
                    std::to_string(step * 2 + row);
                lines += to_text(Json{{"messages", messages}}) + "\n";
                write(at("one.json"), messages);
                const Json tokens = last_line(worker(
                    {"tokenize", "--base", default_base, "--chat", "--json", "--file", at("one.json")}));
                batch.push_back({{"ids", tokens["ids"]}, {"loss_mask", tokens["loss_mask"]}});
            }
            batches.push_back(batch);
        }
        write(at("batches.json"), batches);
        QVERIFY(write_file_atomic(at("data.jsonl").toStdString(), lines).ok());

        const QStringList shape{"--base",
                                default_base,
                                "--data",
                                at("data.jsonl"),
                                "--no-shuffle",
                                "--no-packing",
                                "--eval-fraction",
                                "0",
                                "--per-device-batch-size",
                                "2",
                                "--gradient-accumulation-steps",
                                "1",
                                "--lora-dropout",
                                "0",
                                "--lr-scheduler-type",
                                "constant",
                                "--warmup-ratio",
                                "0",
                                "--max-grad-norm",
                                "1",
                                "--seed",
                                "7",
                                "--json"};
        // A short run first: its adapter has a B that is not zero, so that A's gradient counts from the first
        // step.
        worker(QStringList{"train", "--run", at("first"), "--learning-rate", "0.001", "--max-steps", "2",
                           "--r", "8", "--lora-alpha", "16"} +
               shape);
        const auto ours = worker(QStringList{"train", "--run", at("second"), "--init-adapter",
                                             at("first/result"), "--learning-rate", "0.0005", "--max-steps",
                                             "10", "--r", "8", "--lora-alpha", "16"} +
                                 shape);
        reference(
            {"train", default_base, at("first/result"), at("batches.json"), at("losses.json"), "0.0005"});
        const auto expected = read_json_file(at("losses.json").toStdString());
        QVERIFY(expected.ok());
        size_t step = 0;
        for (const auto& line : ours.split('\n')) {
            const Json event = Json::parse(line.toStdString(), nullptr, false);
            if (!event.is_object() || event.value("type", "") != "step") continue;
            QVERIFY(step < expected->size());
            const double loss = event["loss"].get<double>(), theirs = (*expected)[step].get<double>();
            QVERIFY2(
                std::fabs(loss - theirs) <= 1e-4 * theirs,
                qPrintable(
                    QString("step %1: %2 and %3").arg(step + 1).arg(loss, 0, 'g', 9).arg(theirs, 0, 'g', 9)));
            ++step;
        }
        QCOMPARE(step, size_t(10));

        worker({"export", "--base", default_base, "--adapter", at("second/result"), "--format", "peft",
                "--out", at("export"), "--json"});
        compare_logits(default_base, "1,520,9531,198,504,808,327,9060,28,12222", 1e-3, at("export"));

        // An adapter that has changed the model much more than ten careful steps do.
        worker(QStringList{"train", "--run", at("strong"), "--learning-rate", "0.002", "--max-steps", "40",
                           "--r", "16", "--lora-alpha", "32"} +
               shape);
        worker({"export", "--base", default_base, "--adapter", at("strong/result"), "--format", "peft",
                "--out", at("strong-export"), "--json"});
        for (const char* ids :
             {"1,4093,198,2683,359,253,5356,19540,28,10813,335,9060,30,2,198,1,520,9531,198",
              "1,520,9531,198,504,808,327,9060,28,12222"})
            compare_logits(default_base, ids, 1e-3, at("strong-export"));
    }

    void the_demo_halves_its_loss_and_its_export_answers_alike_in_peft() {
        const Json done = last_line(worker({"demo", "--out", at("demo"), "--json"}));
        QVERIFY(done["eval_loss_after"].get<double>() < 0.5 * done["eval_loss_before"].get<double>());
        QFile file(QStringLiteral(LORA_SOURCE_DIR "/resources/demo/bank_support.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QStringList sequences;
        for (qsizetype line = 3; line < lines.size(); line += 10)
            sequences << ids_of(Json::parse(lines[line].toStdString())["messages"]).join(',');
        QCOMPARE(sequences.size(), 20);
        compare_logits(default_base, sequences.join(';'), 1e-3,
                       QString::fromStdString(done["export"].get<std::string>()));
    }
};

LORA_TEST_MAIN(References)
#include "test_references.moc"
