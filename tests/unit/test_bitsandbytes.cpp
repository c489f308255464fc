// SPDX-License-Identifier: Apache-2.0
// Folders that bitsandbytes quantised: expanded as bitsandbytes does, refused in words where parts are amiss.
#include "core/base/sha256.h"
#include "core/basemodel/base_model.h"
#include "tests/support/test_main.h"
#include "tests/unit/tiny_model_folder.h"

using namespace lora;

namespace {

const std::string down = "model.layers.0.mlp.down_proj.weight";

std::string hash_of(const std::vector<float>& values) {
    return sha256_hex(
        std::string_view(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)));
}

}  // namespace

class TestBitsandbytes : public test::TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

    /// A copy of the tiny model `name` with its tensors edited; opened.
    Result<std::shared_ptr<const BaseModel>> edited(
        const std::string& name, const std::function<void(std::vector<TensorView>&)>& edit) {
        const auto model = test::copy_model(name, folder_.path());
        const auto file = *SafetensorsFile::open(test::golden_model(name) / "model.safetensors");
        std::vector<TensorView> tensors = file.tensors();
        edit(tensors);
        test::write_plain(model / "model.safetensors", *safetensors_bytes(tensors, {}));
        return BaseModel::open(model);
    }
    static TensorView& named(std::vector<TensorView>& tensors, const std::string& name) {
        return *std::find_if(tensors.begin(), tensors.end(),
                             [&](const TensorView& tensor) { return tensor.name == name; });
    }

  private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CACHE_HOME", (folder_.path() / "cache").string().c_str()); }

    void every_matrix_expands_to_what_bitsandbytes_makes_of_it_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        for (const char* name : {"nf4", "nf4_bf16", "nf4_f16"})
            QTest::addRow("%s", name) << QString(name) << QString(name);
        QTest::addRow("int8") << QString("int8") << QString("int8_rows");
    }
    void every_matrix_expands_to_what_bitsandbytes_makes_of_it() {
        QFETCH(QString, name);
        QFETCH(QString, type);
        const auto folder = test::golden_model(name.toStdString());
        const auto base = BaseModel::open(folder);
        QVERIFY2(base.ok(), base.ok() ? "" : base.error().text().c_str());
        const Json hashes = *read_json_file(folder / "expanded.json");
        QCOMPARE(hashes.size(), size_t(7));
        for (const auto& [weight, hash] : hashes.items()) {
            const TensorView& tensor = *(*base)->tensor(weight);
            QCOMPARE(QString(dtype_info(tensor.dtype).name), type);
            const int64_t rows = tensor.shape[0], columns = tensor.shape[1];
            std::vector<float> whole(static_cast<size_t>(rows * columns)), part(static_cast<size_t>(columns));
            QVERIFY(expand_rows(**base, weight, 0, rows, whole.data()).ok());
            QCOMPARE(hash_of(whole), hash.get<std::string>());
            QVERIFY(expand_rows(**base, weight, rows - 1, 1, part.data()).ok());
            QVERIFY(std::equal(part.begin(), part.end(), whole.end() - columns));
            const auto blocks = stored_in_order(**base, weight);
            QVERIFY(blocks && static_cast<int64_t>(blocks->size()) ==
                                  rows * columns / 64 * dtype_info(tensor.dtype).block_bytes);
        }
        QVERIFY(check_finite(**base).ok());
        QVERIFY((*base)->weight_bytes() < std::filesystem::file_size(folder / "model.safetensors"));
    }

    void scales_are_a_part_of_the_fingerprint() {
        const auto before = (*BaseModel::open(test::golden_model("nf4")))->fingerprint();
        std::vector<std::byte> changed;
        const auto after = edited("nf4", [&](auto& tensors) {
            TensorView& scales = named(tensors, down + ".nested_absmax");
            changed.assign(scales.bytes.begin(), scales.bytes.end());
            changed[0] ^= std::byte{1};
            scales.bytes = changed;
        });
        QVERIFY(before.ok() && after.ok());
        QVERIFY(*before != *(*after)->fingerprint());
    }

    void a_scale_that_is_no_number_is_found_before_it_is_used() {
        std::vector<std::byte> changed;
        const auto base = edited("int8", [&](auto& tensors) {
            TensorView& scales = named(tensors, "model.layers.0.mlp.down_proj.SCB");
            changed.assign(scales.bytes.begin(), scales.bytes.end());
            changed[2] = changed[3] = std::byte{0xff};
            scales.bytes = changed;
        });
        QVERIFY(base.ok());
        QVERIFY(!check_finite(**base).ok());
    }

    void parts_that_are_amiss_are_refused_by_name_data() {
        using Edit = std::function<void(std::vector<TensorView>&)>;
        QTest::addColumn<QString>("name");
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QString>("words");
        const auto without = [](const std::string& part) {
            return Edit([part](auto& tensors) {
                std::erase_if(tensors, [&](const TensorView& tensor) { return tensor.name == part; });
            });
        };
        const auto shorter = [](const std::string& part, int64_t elements, size_t bytes) {
            return Edit([=](auto& tensors) {
                TensorView& tensor = named(tensors, part);
                tensor.shape = {elements};
                tensor.bytes = tensor.bytes.first(bytes);
            });
        };
        QTest::addRow("no absmax") << "nf4" << without(down + ".absmax") << "absmax";
        QTest::addRow("no map") << "nf4" << without(down + ".quant_map") << "quant_map";
        QTest::addRow("no nested map")
            << "nf4" << without(down + ".nested_quant_map") << "scales of its scales";
        QTest::addRow("no state") << "nf4" << without(down + ".quant_state.bitsandbytes__nf4")
                                  << "its scales are missing";
        QTest::addRow("no nested scales") << "nf4" << without(down + ".nested_absmax") << "absmax";
        QTest::addRow("too few codes") << "nf4" << shorter(down, 64, 64) << "too few";
        QTest::addRow("too few scales") << "nf4" << shorter(down + ".absmax", 3, 3) << "absmax";
        QTest::addRow("a state cut short")
            << "nf4" << shorter(down + ".quant_state.bitsandbytes__nf4", 9, 9) << "quant_state";
        QTest::addRow("no row scales")
            << "int8" << without("model.layers.0.mlp.down_proj.SCB") << "its scales are missing";
        QTest::addRow("too few row scales")
            << "int8" << shorter("model.layers.0.mlp.down_proj.SCB", 2, 8) << "SCB";
        QTest::addRow("fp4") << "nf4" << Edit([](auto& tensors) {
            named(tensors, down + ".quant_state.bitsandbytes__nf4").name =
                down + ".quant_state.bitsandbytes__fp4";
        }) << "fp4";
    }
    void parts_that_are_amiss_are_refused_by_name() {
        using Edit = std::function<void(std::vector<TensorView>&)>;
        QFETCH(QString, name);
        QFETCH(Edit, edit);
        QFETCH(QString, words);
        const auto base = edited(name.toStdString(), edit);
        QVERIFY(!base.ok());
        QVERIFY(base.error().code == ErrorCode::bad_input);
        const QString text = QString::fromStdString(base.error().text());
        QVERIFY2(text.contains(words) && text.contains(QString::fromStdString(down)), qPrintable(text));
        QVERIFY(!base.error().hint.empty());
    }

    void other_quantisations_are_refused_with_what_to_choose() {
        const auto refused = [&](const Json& config) {
            const auto model = test::copy_model("nf4", folder_.path());
            test::edit_json(model / "config.json", [&](Json& json) { json["quantization_config"] = config; });
            const auto base = BaseModel::open(model);
            return base ? std::string() : base.error().text();
        };
        QVERIFY(refused({{"quant_method", "gptq"}}).find("gptq") != std::string::npos);
        QVERIFY(
            refused(
                {{"quant_method", "bitsandbytes"}, {"load_in_4bit", true}, {"bnb_4bit_quant_type", "fp4"}})
                .find("only nf4") != std::string::npos);
        QVERIFY(refused(3).find("not supported") != std::string::npos);
    }
};

LORA_TEST_MAIN(TestBitsandbytes)
#include "test_bitsandbytes.moc"
