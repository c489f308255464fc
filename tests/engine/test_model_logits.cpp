// SPDX-License-Identifier: Apache-2.0
// Models answer as transformers does, however their tokens are laid out.
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include <fstream>

#include "core/engine/models/rope.h"
#include "core/engine/models/weights.h"
#include "tests/engine/tiny_model.h"

using namespace lora;
using namespace lora::test;

class ModelLogits : public TestObject {
    Q_OBJECT
  private Q_SLOTS:
    /// A decoded token's are looked up among those of positions before it: no bit may depend on who asked
    /// first.
    void a_position_has_the_same_angles_alone_and_among_others() {
        for (const char* name : {"tiny_tied", "tiny_llama3", "tiny_yarn"}) {
            const engine::Rope rope((*BaseModel::open(golden(name)))->geometry());
            for (const int64_t place : {0, 7, 1023, 1024, 5000, 3}) {
                const at::Tensor alone = at::full({1}, place, at::kLong);
                const engine::RopeTables found = rope.tables(alone, {0, 1});
                const engine::Rope anew((*BaseModel::open(golden(name)))->geometry());
                const engine::RopeTables all = anew.tables(at::arange(5001, at::kLong), {0, 5001});
                QVERIFY(at::equal(found.cos[0], all.cos[place]) && at::equal(found.sin[0], all.sin[place]));
                const at::Tensor angles = rope.inverse_frequencies(place + 1) * static_cast<double>(place);
                if (std::string(name) != "tiny_yarn") QVERIFY(at::equal(found.sin[0], angles.sin()));
            }
        }
    }

    void logits_equal_transformers_data() {
        QTest::addColumn<QString>("model");
        for (const char* name :
             {"tiny_tied", "tiny_untied", "tiny_biases", "tiny_head_dim", "tiny_linear", "tiny_dynamic",
              "tiny_llama3", "tiny_yarn", "tiny_sharded", "tiny_gguf/model.gguf"}) {
            QTest::addRow("%s", name) << QString(name);
        }
    }
    void logits_equal_transformers() {
        QFETCH(QString, model);
        const std::string path = golden(model.toStdString());
        const std::string folder = model.contains('/') ? golden("tiny_gguf") : path;
        const auto loaded = load_model(path);
        QVERIFY(loaded);
        const at::Tensor ids = fixture_tensor(folder + "/reference.safetensors", "input_ids").to(at::kLong);
        const at::Tensor expected = fixture_tensor(folder + "/reference.safetensors", "logits");
        const std::vector<int32_t> list(ids.const_data_ptr<int64_t>(),
                                        ids.const_data_ptr<int64_t>() + ids.numel());
        const double difference = max_difference(logits_of(*loaded, list), expected);
        QVERIFY2(difference <= 1e-4, qPrintable(QString("largest difference %1").arg(difference)));
    }

    void sequences_packed_together_answer_as_alone() {
        const auto model = load_model(golden("tiny_untied"));
        QVERIFY(model);
        const ModelGeometry& geometry = model->geometry();
        const std::vector<std::vector<int32_t>> sequences{some_ids(geometry, 9, 3), some_ids(geometry, 9, 50),
                                                          some_ids(geometry, 1, 8),
                                                          some_ids(geometry, 17, 100)};
        const at::NoGradGuard no_gradients;
        const engine::PackedBatch batch = pack(sequences);
        const at::Tensor together = model->logits(model->hidden_states(batch, false));
        for (size_t i = 0; i < sequences.size(); ++i) {
            const at::Tensor part =
                together.narrow(0, batch.starts[i], batch.starts[i + 1] - batch.starts[i]);
            QVERIFY(max_difference(part, logits_of(*model, sequences[i])) < 1e-5);
        }
    }

    void decoding_with_a_cache_equals_a_full_pass() {
        const auto model = load_model(golden("tiny_tied"));
        QVERIFY(model);
        const at::NoGradGuard no_gradients;
        const std::vector<int32_t> ids = some_ids(model->geometry(), 24);
        const at::Tensor expected = logits_of(*model, ids);
        engine::KvCache cache = model->make_cache(4);  // too small on purpose: it grows
        std::vector<at::Tensor> parts;
        size_t done = 0;
        for (const size_t length : {5, 1, 1, 7, 1, 9}) {
            engine::PackedBatch batch = pack({{ids.begin() + static_cast<std::ptrdiff_t>(done),
                                               ids.begin() + static_cast<std::ptrdiff_t>(done + length)}});
            batch.positions = batch.positions + static_cast<int64_t>(done);
            batch.caches = {&cache};
            parts.push_back(model->logits(model->hidden_states(batch, false)));
            done += length;
        }
        QCOMPARE(cache.length, int64_t(24));
        // Few rows and many are multiplied in different orders: the worst of these 9600 logits is luck, their
        // mean is 1.2e-6 with every form.
        QVERIFY((at::cat(parts) - expected).abs().mean().item<double>() < 2e-6);
        QVERIFY(max_difference(at::cat(parts), expected) < 3e-6 * expected.abs().max().item<double>());
    }

    void tokens_decoded_one_by_one_answer_as_a_full_pass_with_the_adapters_of_each_row_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<size_t>("rows");
        QTest::newRow("folder with biases") << QString::fromStdString(golden("tiny_biases")) << size_t(3);
        QTest::newRow("GGUF file") << QString::fromStdString(golden("tiny_gguf") + "/model.gguf")
                                   << size_t(3);
        QTest::newRow("scaled positions") << QString::fromStdString(golden("tiny_dynamic")) << size_t(3);
        QTest::newRow("more rows than are few")
            << QString::fromStdString(golden("tiny_biases")) << size_t(20);
        QTest::newRow("default base, 4-bit blocks") << QStringLiteral(LORA_DEFAULT_BASE) << size_t(3);
    }
    void tokens_decoded_one_by_one_answer_as_a_full_pass_with_the_adapters_of_each_row() {
        QFETCH(QString, path);
        QFETCH(size_t, rows);
        if (!QFileInfo::exists(path)) QSKIP("the default base model is not installed");
        const auto model = load_model(path.toStdString());
        QVERIFY(model);
        const at::NoGradGuard no_gradients;
        const std::vector<int32_t> ids = some_ids(model->geometry(), 12);
        const engine::AdapterMix mixes[] = {
            {},
            {{strong_adapter(model->geometry(), 3), 1.0}},
            {{strong_adapter(model->geometry(), 4), 0.5}, {strong_adapter(model->geometry(), 5), -0.25}}};
        std::vector<engine::KvCache> caches;
        for (size_t row = 0; row < rows; ++row)
            caches.push_back(model->make_cache(3));  // too small on purpose: it grows
        std::vector<std::vector<at::Tensor>> logits(rows);
        for (size_t at = 0; at < ids.size(); ++at) {
            engine::PackedBatch batch = pack(std::vector<std::vector<int32_t>>(rows, {ids[at]}));
            batch.positions = batch.positions + static_cast<int64_t>(at);
            for (size_t row = 0; row < rows; ++row) {
                batch.adapters.push_back(mixes[row % 3]);
                batch.caches.push_back(&caches[row]);
            }
            const at::Tensor all = model->logits(model->hidden_states(batch, false));
            for (size_t row = 0; row < rows; ++row)
                logits[row].push_back(all.narrow(0, static_cast<int64_t>(row), 1));
        }
        for (size_t row = 0; row < rows; ++row) {
            engine::PackedBatch batch = pack({ids});
            batch.adapters = {mixes[row % 3]};
            const at::Tensor hidden = model->hidden_states(batch, false);
            const at::Tensor expected = at::linear(hidden, head_weight(*model));
            const double difference = max_difference(at::cat(logits[row]), expected);
            QVERIFY2(difference < 1e-3, std::to_string(difference).c_str());
        }
    }

    void weights_with_nan_are_refused_by_name() {
        QTemporaryDir folder;
        const std::string source = golden("tiny_tied");
        for (const char* name :
             {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"}) {
            QVERIFY(QFile::copy(QString::fromStdString(source + "/" + name), folder.filePath(name)));
        }
        const std::string path = folder.filePath("model.safetensors").toStdString();
        {
            const auto file = SafetensorsFile::open(path);
            QVERIFY(file.ok());
            const TensorView* view = file->find("model.layers.1.mlp.up_proj.weight");
            QVERIFY(view);
            const auto offset = view->bytes.data() - file->file()->bytes().data();
            QFile::setPermissions(QString::fromStdString(path), QFile::ReadOwner | QFile::WriteOwner);
            std::fstream out(path, std::ios::in | std::ios::out | std::ios::binary);
            out.seekp(offset + 10);
            out.write("\xff\xff", 2);  // a bfloat16 NaN
        }
        const auto base = BaseModel::open(folder.path().toStdString());
        QVERIFY(base.ok());
        const auto model = engine::load_model(*base, {});
        QVERIFY(!model.ok());
        QCOMPARE(model.error().code, ErrorCode::bad_input);
        QVERIFY(QString::fromStdString(model.error().text()).contains("model.layers.1.mlp.up_proj.weight"));
    }

    void bfloat16_answers_closely() {
        const auto base = BaseModel::open(golden("tiny_tied"));
        QVERIFY(base.ok());
        engine::LoadOptions options;
        options.dtype = "bfloat16";
        const auto narrow = engine::load_model(*base, options);
        QVERIFY(narrow.ok());
        const auto wide = load_model(golden("tiny_tied"));
        const std::vector<int32_t> ids = some_ids(wide->geometry(), 12);
        const at::Tensor expected = logits_of(*wide, ids);
        QVERIFY(max_difference(logits_of(**narrow, ids), expected) <
                0.05 * expected.abs().max().item<double>());
    }

    void loading_can_be_cancelled() {
        const auto base = BaseModel::open(golden("tiny_tied"));
        QVERIFY(base.ok());
        engine::LoadOptions options;
        options.progress = [](int64_t, int64_t) { return false; };
        const auto model = engine::load_model(*base, options);
        QVERIFY(!model.ok());
        QCOMPARE(model.error().code, ErrorCode::interrupted);
    }
};

LORA_TEST_MAIN(ModelLogits)
#include "test_model_logits.moc"
