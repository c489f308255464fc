// SPDX-License-Identifier: Apache-2.0
// An export is whole, verified and named after its base, or it is not there.
#include <QtCore/QTemporaryDir>

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/engine/exporters/exporter.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;

class Export : public TestObject {
    Q_OBJECT
    std::shared_ptr<engine::CausalModel> model_;
    std::unique_ptr<QTemporaryDir> folder_;
    engine::ExportRequest request() const {
        engine::ExportRequest request;
        request.adapter = folder_->filePath("adapter").toStdString();
        request.out = folder_->filePath("out/export").toStdString();
        return request;
    }
    bool nothing_left() const {
        return QDir(folder_->filePath("out"))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
            .isEmpty();
    }

  private Q_SLOTS:
    void initTestCase() {
        model_ = load_model(golden("tiny_tied"));
        QVERIFY(model_);
        folder_ = std::make_unique<QTemporaryDir>();
        const auto adapter = strong_adapter(model_->geometry(), 3);
        QVERIFY(adapter->save(request().adapter, "/base", *model_->base().fingerprint()).ok());
        QVERIFY(make_folders(request().out.parent_path()).ok());
    }

    void a_verified_export_loads_again_with_the_same_answers() {
        engine::ExportRequest wanted = request();
        wanted.data_sha256 = "feedbeef";
        std::vector<std::string> phases;
        wanted.progress = [&](const std::string& phase, int64_t, int64_t) {
            phases.push_back(phase);
            return true;
        };
        const auto result = engine::export_adapter(*model_, wanted);
        QVERIFY2(result.ok(), result.ok() ? "" : result.error().text().c_str());
        QVERIFY(result->verified);
        QCOMPARE(result->max_abs_difference, 0.0);
        std::vector<std::string> names;
        for (const engine::ExportedFile& file : result->files) {
            names.push_back(file.name);
            QCOMPARE(file.size_bytes, std::filesystem::file_size(result->out / file.name));
            QCOMPARE(file.sha256, *sha256_file(result->out / file.name));
        }
        QCOMPARE(names, (std::vector<std::string>{"README.md", "adapter_config.json",
                                                  "adapter_model.safetensors", "lora_studio.json"}));
        QCOMPARE(phases, (std::vector<std::string>{"reading", "writing", "verifying", "done"}));
        const auto card = read_file(result->out / "README.md");
        QVERIFY(card.ok());
        for (const std::string& text : {std::string("feedbeef"), *model_->base().fingerprint()}) {
            QVERIFY(card->find(text) != std::string::npos);
        }
        const auto again =
            engine::Adapter::load(result->out, model_->geometry(), *model_->base().fingerprint());
        const auto before = engine::Adapter::load(wanted.adapter, model_->geometry(), "");
        QVERIFY(again.ok() && before.ok());
        const auto ids = some_ids(model_->geometry(), 20);
        QVERIFY(
            at::equal(logits_of(*model_, ids, {{*again, 1.0}}), logits_of(*model_, ids, {{*before, 1.0}})));
        QDir(folder_->filePath("out/export")).removeRecursively();
    }

    void an_existing_target_is_left_alone() {
        engine::ExportRequest wanted = request();
        QVERIFY(make_folders(wanted.out).ok());
        QVERIFY(write_file_atomic(wanted.out / "mine.txt", "precious").ok());
        const auto result = engine::export_adapter(*model_, wanted);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::bad_input);
        QCOMPARE(*read_file(wanted.out / "mine.txt"), std::string("precious"));
        QDir(folder_->filePath("out/export")).removeRecursively();
        QVERIFY(nothing_left());
    }

    void a_cancelled_export_leaves_nothing() {
        engine::ExportRequest wanted = request();
        wanted.progress = [](const std::string& phase, int64_t, int64_t) { return phase != "verifying"; };
        const auto result = engine::export_adapter(*model_, wanted);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::interrupted);
        QVERIFY(nothing_left());
    }

    void unknown_formats_and_foreign_adapters_are_refused() {
        engine::ExportRequest wanted = request();
        wanted.format = "onnx";
        QCOMPARE(engine::export_adapter(*model_, wanted).error().code, ErrorCode::usage);
        const auto other = load_model(golden("tiny_sharded"));
        QVERIFY(other);
        QCOMPARE(engine::export_adapter(*other, request()).error().code, ErrorCode::bad_input);
        QVERIFY(nothing_left());
    }
};

LORA_TEST_MAIN(Export)
#include "test_export.moc"
