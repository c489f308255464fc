// SPDX-License-Identifier: Apache-2.0
// Training and exports against PEFT, live, on inputs that were not used while writing the code.
#include "tests/interop/references.h"

using namespace lora;
using namespace lora::test;

class Training : public InteropTest {
    Q_OBJECT

    /// Twenty examples in order, two a step, so that both sides see the same batches: data.jsonl for the
    /// worker, batches.json for PEFT.
    void write_data(const QString& base) {
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
                const Json tokens = tokens_of(base, messages);
                batch.push_back({{"ids", tokens["ids"]}, {"loss_mask", tokens["loss_mask"]}});
            }
            batches.push_back(batch);
        }
        write(at("batches.json"), batches);
        QVERIFY(write_file_atomic(at("data.jsonl").toStdString(), lines).ok());
    }

    /// What the worker said while it trained on write_data's examples.
    QByteArray train(const QString& base, const QString& run, const QStringList& more) {
        return worker(QStringList{"train",
                                  "--base",
                                  base,
                                  "--data",
                                  at("data.jsonl"),
                                  "--run",
                                  at(run),
                                  "--dtype",
                                  "float32",  // as the reference computes
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
                                  "--json"} +
                      more);
    }

    /// Losses of the steps that `train` told of.
    static std::vector<double> losses_of(const QByteArray& lines) {
        std::vector<double> losses;
        for (const auto& line : lines.split('\n')) {
            const Json event = Json::parse(line.toStdString(), nullptr, false);
            if (event.is_object() && event.value("type", "") == "step")
                losses.push_back(event["loss"].get<double>());
        }
        return losses;
    }

    /// Losses of ten steps, each within `tolerance` of PEFT's, relatively, in the runs NAME-first and
    /// NAME-second, the adapter in the latter.
    void compare_ten_steps(const QString& base, const QString& name, double tolerance) {
        const QString first = name + "-first", second = name + "-second";
        write_data(base);
        // A short run first: its adapter has a B that is not zero, so that A's gradient counts from the first
        // step.
        train(base, first,
              {"--learning-rate", "0.001", "--max-steps", "2", "--r", "8", "--lora-alpha", "16"});
        const QByteArray ours = train(base, second,
                                      {"--init-adapter", at(first + "/result"), "--learning-rate", "0.0005",
                                       "--max-steps", "10", "--r", "8", "--lora-alpha", "16"});
        reference({"train", base, at(first + "/result"), at("batches.json"), at("losses.json"), "0.0005"});
        const auto expected = read_json_file(at("losses.json").toStdString());
        QVERIFY(expected.ok());
        const std::vector<double> losses = losses_of(ours);
        QCOMPARE(losses.size(), size_t(10));
        QCOMPARE(expected->size(), size_t(10));
        double most = 0;
        for (size_t step = 0; step < losses.size(); ++step) {
            const double theirs = (*expected)[step].get<double>();
            most = std::max(most, std::fabs(losses[step] - theirs) / theirs);
            QVERIFY2(std::fabs(losses[step] - theirs) <= tolerance * theirs,
                     qPrintable(QString("step %1: %2 and %3")
                                    .arg(step + 1)
                                    .arg(losses[step], 0, 'g', 9)
                                    .arg(theirs, 0, 'g', 9)));
        }
        qInfo("largest relative difference of losses: %g", most);
    }

    /// The adapter of `run`, as PEFT's export.
    QString exported(const QString& base, const QString& run) {
        const QString out = at(run) + "-export";
        worker({"export", "--base", base, "--adapter", at(run) + "/result", "--format", "peft", "--out", out,
                "--json"});
        return out;
    }

  private Q_SLOTS:
    void ten_steps_equal_peft_and_the_export_loads_there() {
        compare_ten_steps(default_base, "blocks", 1e-4);
        compare_logits(default_base, "1,520,9531,198,504,808,327,9060,28,12222", 1e-3,
                       exported(default_base, "blocks-second"));
    }

    void an_adapter_that_changed_the_model_much_answers_alike_in_peft() {
        write_data(default_base);
        train(default_base, "strong",
              {"--learning-rate", "0.002", "--max-steps", "40", "--r", "16", "--lora-alpha", "32"});
        compare_logits(default_base,
                       "1,4093,198,2683,359,253,5356,19540,28,10813,335,9060,30,2,198,1,520,9531,198;"
                       "1,520,9531,198,504,808,327,9060,28,12222",
                       1e-3, exported(default_base, "strong"));
    }

    void the_demo_halves_its_loss_and_its_export_answers_alike_in_peft() {
        const Json done = last_line(worker({"demo", "--out", at("demo"), "--json"}));
        QVERIFY(done["eval_loss_after"].get<double>() < 0.5 * done["eval_loss_before"].get<double>());
        QFile file(QStringLiteral(LORA_SOURCE_DIR "/resources/demo/bank_support.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QStringList sequences;
        for (qsizetype line = 3; line < lines.size(); line += 10)
            sequences << ids_text(
                tokens_of(default_base, Json::parse(lines[line].toStdString())["messages"]));
        QCOMPARE(sequences.size(), 20);
        compare_logits(default_base, sequences.join(';'), 1e-3,
                       QString::fromStdString(done["export"].get<std::string>()));
    }

    void ten_steps_on_a_base_in_nf4_equal_peft_on_bitsandbytes() {
        const QString base = at("nf4");
        reference({"quantise", default_base, base, "nf4"});
        compare_logits(base, "1,4093,198,2683,359,253,5356,19540", 1e-3);
        compare_ten_steps(base, "nf4", 1e-3);
        compare_logits(base, "1,4093,198,504,808,327,9060,28,12222", 1e-3, exported(base, "nf4-second"));
    }

    void a_base_in_int8_is_trained_on_and_explained_by_its_expanded_values() {
        // transformers multiplies eight-bit activations there, so only the weights can be compared: with a
        // folder of bitsandbytes' expanded values in float32.
        const QString base = at("int8"), expanded = at("int8-expanded");
        reference({"quantise", default_base, base, "int8", expanded});
        write_data(base);
        const QByteArray on_int8 = train(base, "eight", {"--max-steps", "3"});
        const QByteArray on_floats = train(expanded, "floats", {"--max-steps", "3"});
        const std::vector<double> int8 = losses_of(on_int8), floats = losses_of(on_floats);
        QCOMPARE(int8.size(), size_t(3));
        QCOMPARE(floats.size(), size_t(3));
        for (size_t step = 0; step < 3; ++step)
            QVERIFY(std::fabs(int8[step] - floats[step]) <= 1e-4);
    }
};

LORA_TEST_MAIN(Training)
#include "test_training.moc"
