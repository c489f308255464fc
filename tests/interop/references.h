// SPDX-License-Identifier: Apache-2.0
// What the tests against live references share: both programs run, their answers read and compared.
#pragma once

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <cmath>
#include <cstring>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/test_main.h"

namespace lora::test {

inline const QString default_base = QStringLiteral(LORA_DEFAULT_BASE);

/// Runs a program to its end; its standard output, or an empty text after a failure that names the program's
/// words.
inline QByteArray run(const QString& program, const QStringList& arguments) {
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

inline QByteArray worker(const QStringList& arguments) {
    return run(QStringLiteral(LORA_BINARY_DIR "/lora-worker"), arguments);
}
inline void reference(const QStringList& arguments) {
    run(QStringLiteral(LORA_INTEROP_PYTHON),
        QStringList{QStringLiteral(LORA_SOURCE_DIR "/tests/interop/reference.py")} + arguments);
}

inline Json last_line(const QByteArray& output) {
    const auto lines = output.trimmed().split('\n');
    return Json::parse(lines.last().toStdString(), nullptr, false);
}

inline std::vector<float> floats(const QString& file, const char* name) {
    auto opened = SafetensorsFile::open(file.toStdString());
    const TensorView* view = opened ? opened->find(name) : nullptr;
    if (!view || view->dtype != DType::f32) return {};
    std::vector<float> values(static_cast<size_t>(view->elements()));
    std::memcpy(values.data(), view->bytes.data(), view->bytes.size());
    return values;
}

inline double max_difference(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.empty() || a.size() != b.size()) return INFINITY;
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const double difference = std::fabs(double(a[i]) - double(b[i]));
        if (!(difference <= most)) most = difference;
    }
    return most;
}

inline void write(const QString& path, const Json& json) {
    if (!write_file_atomic(path.toStdString(), to_text(json)))
        QTest::qFail("cannot write", __FILE__, __LINE__);
}

inline const char* const conversations = R"([
 [{"role":"user","content":"Which tide table do you keep by the door?"},{"role":"assistant","content":"The one for spring, printed on yellow paper."}],
 [{"role":"user","content":"How many lamps?"},{"role":"assistant","content":"Eleven, and a spare in the shed."}],
 [{"role":"system","content":"You are terse."},{"role":"user","content":"Say when."},{"role":"assistant","content":"Now."},{"role":"user","content":"Again?"},{"role":"assistant","content":"Later, when the boats are in."}],
 [{"role":"user","content":"Naïve café — 価格は？"},{"role":"assistant","content":"Ça dépend: 12.50 € or ¥1,900."}]
])";

/// A test with a folder for what the two programs write.
class InteropTest : public TestObject {
  protected:
    QTemporaryDir folder_;
    QString at(const QString& name) const { return folder_.filePath(name); }

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

    /// A conversation as the worker renders it: ids, loss_mask.
    Json tokens_of(const QString& base, const Json& messages) {
        write(at("one.json"), messages);
        return last_line(worker({"tokenize", "--base", base, "--chat", "--json", "--file", at("one.json")}));
    }
    static QString ids_text(const Json& tokens) {
        QStringList ids;
        for (const Json& id : tokens["ids"])
            ids << QString::number(id.get<int64_t>());
        return ids.join(',');
    }
};

}  // namespace lora::test
