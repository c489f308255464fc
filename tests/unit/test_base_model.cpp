// SPDX-License-Identifier: Apache-2.0
// Base models open from either format, look the same from outside, and refuse in words what cannot be used.
#include <cmath>
#include <cstring>

#include "core/basemodel/base_model.h"
#include "core/contract/run_spec.h"
#include "kernels/include/expand_blocks.h"
#include "tests/support/test_main.h"
#include "tests/unit/tiny_model_folder.h"

using namespace lora;

namespace {

std::vector<float> expanded(const BaseModel& base, const std::string& name) {
    const TensorView* tensor = base.tensor(name);
    std::vector<float> out(static_cast<size_t>(tensor->elements()));
    const auto status = expand_rows(base, name, 0, tensor->shape[0], out.data());
    return status ? out : std::vector<float>();
}

std::shared_ptr<const BaseModel> opened(const std::filesystem::path& path) {
    auto base = BaseModel::open(path);
    if (!base) qWarning("%s", base.error().text().c_str());
    return base ? *base : nullptr;
}

void set(test::GgufMetadata& metadata, const std::string& key, GgufValue value) {
    std::erase_if(metadata, [&](const auto& pair) { return pair.first == key; });
    metadata.emplace_back(key, std::move(value));
}
void drop(test::GgufMetadata& metadata, const std::string& key) {
    std::erase_if(metadata, [&](const auto& pair) { return pair.first == key; });
}

}  // namespace

#define VERIFY_REFUSED(opening, part)                                                                     \
    do {                                                                                                  \
        const auto refused = (opening);                                                                   \
        QVERIFY(!refused.ok());                                                                           \
        QVERIFY(refused.error().code == ErrorCode::bad_input);                                            \
        QVERIFY2(refused.error().text().find(part) != std::string::npos, refused.error().text().c_str()); \
        QVERIFY(!refused.error().where.empty());                                                          \
        QVERIFY(!refused.error().hint.empty());                                                           \
    } while (false)

class TestBaseModel : public test::TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

    std::filesystem::path model_with_config(const std::function<void(Json&)>& edit) {
        const auto model = test::copy_model("tied", folder_.path());
        test::edit_json(model / "config.json", edit);
        return model;
    }

  private Q_SLOTS:
    void drawn_weights_have_their_shape_and_spread_and_are_the_same_each_time() {
        for (const char* shape : {"tiny", "tiny:nf4"}) {
            const auto base = BaseModel::drawn(shape), again = BaseModel::drawn(shape);
            QVERIFY2(base.ok() && again.ok(), shape);
            QVERIFY((*base)->weight_bytes() > 0);
            QVERIFY(!(*base)->tokenizer().ok());
            QVERIFY(check_finite(**base));
            const std::string name = "model.layers.1.mlp.down_proj.weight";
            const std::vector<float> values = expanded(**base, name);
            QCOMPARE(values, expanded(**again, name));
            QVERIFY(values != expanded(**base, "model.layers.2.mlp.down_proj.weight"));
            double sum = 0, squares = 0;
            for (const float value : values) {
                sum += value;
                squares += double(value) * value;
            }
            const auto count = static_cast<double>(values.size());
            QVERIFY(std::abs(sum / count) < 0.002);
            QVERIFY2(std::abs(std::sqrt(squares / count) - 0.02) < 0.003,
                     std::to_string(std::sqrt(squares / count)).c_str());
            // Rows alone, and all of them as they would be stored.
            std::vector<float> rows(2 * 192), stored(values.size());
            QVERIFY(expand_rows(**base, name, 3, 2, rows.data()));
            QVERIFY(std::equal(rows.begin(), rows.end(), values.begin() + 3 * 192));
            const auto blocks = stored_in_order(**base, name);
            QVERIFY(blocks);
            kernels::expand_blocks((*base)->tensor(name)->dtype, blocks->data(),
                                   (*base)->tensor(name)->elements(), stored.data());
            QCOMPARE(stored, values);
        }
        const auto large = BaseModel::drawn("8b");
        QVERIFY(large);
        QCOMPARE((*large)->geometry().parameters, int64_t(8030261248));
        const auto small = BaseModel::drawn("135m");
        QVERIFY(small);
        QCOMPARE((*small)->geometry().parameters, int64_t(134515008));
    }
    void a_shape_that_is_not_known_is_a_usage_error_that_names_those_that_are() {
        for (const char* shape : {"", "7b", "8b:q4", "8b:nf4:x"}) {
            const auto base = BaseModel::drawn(shape);
            QVERIFY(!base);
            QCOMPARE(base.error().code, ErrorCode::usage);
            QVERIFY(base.error().hint.find("random:8b") != std::string::npos);
        }
    }
    void initTestCase() { qputenv("XDG_CACHE_HOME", (folder_.path() / "cache").string().c_str()); }

    void a_folder_tells_its_geometry() {
        const auto base = opened(test::golden_model("untied"));
        QVERIFY(base);
        const ModelGeometry& g = base->geometry();
        QVERIFY(!base->is_gguf() && !base->rope_rows_interleaved());
        QCOMPARE(g.family, std::string("llama"));
        QCOMPARE(g.layers, 3);
        QCOMPARE(g.hidden_size, 64);
        QCOMPARE(g.intermediate_size, 96);
        QCOMPARE(g.attention_heads, 4);
        QCOMPARE(g.key_value_heads, 1);
        QCOMPARE(g.head_dim, 16);
        QCOMPARE(g.vocab_size, int64_t(384));
        QCOMPARE(g.context_length, int64_t(256));
        QVERIFY(!g.tied_head && !g.attention_bias && !g.mlp_bias);
        QCOMPARE(g.bos_token_id, 1);
        QVERIFY(g.eos_token_ids == std::vector<int>{2});
        QVERIFY(g.linear_shape("k_proj") == std::pair(int64_t(16), int64_t(64)));
        QVERIFY(base->tensor("lm_head.weight"));
        int64_t parameters = 0;
        for (const auto& [name, tensor] : base->tensors())
            parameters += tensor.elements();
        QCOMPARE(g.parameters, parameters);
        QCOMPARE(base->weight_bytes(), uint64_t(parameters) * 2);
    }

    void rope_variants_are_read_from_both_layouts() {
        const auto rope = [](const char* name) {
            return opened(test::golden_model(name))->geometry().rope_scaling;
        };
        QCOMPARE(rope("tied").type, std::string("none"));
        QCOMPARE(rope("linear").type, std::string("linear"));
        QCOMPARE(rope("linear").factor, 4.0);
        QCOMPARE(rope("dynamic").type, std::string("dynamic"));
        QCOMPARE(rope("dynamic").original_max_position_embeddings, int64_t(32));
        QCOMPARE(rope("llama3").type, std::string("llama3"));  // written as rope_parameters
        QCOMPARE(rope("llama3").factor, 8.0);
        QCOMPARE(rope("llama3").high_freq_factor, 4.0);
        QCOMPARE(rope("llama3").original_max_position_embeddings, int64_t(32));
        QCOMPARE(rope("yarn").type, std::string("yarn"));
        QCOMPARE(rope("yarn").original_max_position_embeddings, int64_t(64));
        QCOMPARE(opened(test::golden_model("llama3"))->geometry().rope_theta, 10000.0);
    }

    void a_head_width_of_its_own_is_kept() {
        const auto base = opened(test::golden_model("head_dim"));
        QCOMPARE(base->geometry().head_dim, 8);
        QVERIFY(base->geometry().linear_shape("o_proj") == std::pair(int64_t(64), int64_t(32)));
    }

    void shards_are_seen_as_one_model() {
        const auto base = opened(test::golden_model("sharded"));
        QVERIFY(base);
        for (const char* module : linear_modules)
            QVERIFY(base->tensor(module_path(1, module) + ".weight"));
    }

    void a_gguf_file_gives_the_same_weights_as_the_folder_it_was_made_from() {
        const auto folder = opened(test::golden_model("biases")),
                   gguf = opened(test::golden_model("gguf") / "model.gguf");
        QVERIFY(folder && gguf && gguf->is_gguf() && gguf->rope_rows_interleaved());
        QVERIFY(gguf->geometry().tied_head && gguf->geometry().attention_bias && gguf->geometry().mlp_bias);
        QCOMPARE(gguf->geometry().parameters, folder->geometry().parameters);
        QCOMPARE(gguf->name(), std::string("Tiny"));
        QCOMPARE(gguf->licence(), std::string("apache-2.0"));
        QCOMPARE(gguf->tensors().size(), folder->tensors().size());
        for (const auto& [name, tensor] : folder->tensors()) {
            QVERIFY(gguf->tensor(name));
            QVERIFY2(expanded(*gguf, name) == expanded(*folder, name), name.c_str());
        }
    }

    void stored_rows_come_in_the_order_of_transformers() {
        const auto gguf = opened(test::golden_model("gguf") / "model.gguf");
        for (const auto& [name, tensor] : gguf->tensors()) {
            const bool reordered = name.find("q_proj.weight") != std::string::npos ||
                                   name.find("k_proj.weight") != std::string::npos;
            const auto rows = stored_in_order(*gguf, name);
            QCOMPARE(rows != nullptr, reordered);
            if (!rows) continue;
            std::vector<float> values(static_cast<size_t>(tensor.elements()));
            kernels::expand_blocks(tensor.dtype, rows->data(), tensor.elements(), values.data());
            QVERIFY2(values == expanded(*gguf, name), name.c_str());
        }
    }

    void rows_can_be_expanded_in_parts() {
        const auto base = opened(test::golden_model("gguf") / "model.gguf");
        const std::string name = "model.layers.1.self_attn.q_proj.weight";
        const std::vector<float> whole = expanded(*base, name);
        std::vector<float> part(5 * 64);
        QVERIFY(expand_rows(*base, name, 11, 5, part.data()));
        QVERIFY(std::equal(part.begin(), part.end(), whole.begin() + 11 * 64));
        QVERIFY(!expand_rows(*base, name, 60, 5, part.data()).ok());
        QVERIFY(!expand_rows(*base, "absent", 0, 1, part.data()).ok());
    }

    void describe_says_what_a_person_wants_to_know() {
        const Json json = opened(test::golden_model("gguf") / "model.gguf")->describe();
        for (const char* key : {"family",          "layers",          "hidden_size",    "intermediate_size",
                                "attention_heads", "key_value_heads", "vocab_size",     "context_length",
                                "tensor_types",    "parameters",      "linear_modules", "tokenizer",
                                "chat_template",   "licence",         "name",           "path",
                                "format",          "weight_bytes",    "rope",           "tied_head"}) {
            QVERIFY2(json.contains(key), key);
        }
        QCOMPARE(json["linear_modules"].size(), size_t(2));
        QVERIFY(json["linear_modules"][1]["modules"]["k_proj"]["shape"] == Json({32, 64}));
        QCOMPARE(json["tokenizer"]["found"].get<bool>(), true);
        QCOMPARE(json["chat_template"].get<bool>(), false);
        QCOMPARE(json["tensor_types"]["bf16"].get<int>(), 15);
    }

    void the_fingerprint_names_the_weights_and_not_the_file() {
        const auto copy = test::copy_model("tied", folder_.path(), "renamed");
        const auto original = opened(test::golden_model("tied"))->fingerprint();
        QVERIFY(original.ok());
        QCOMPARE(original->size(), size_t(64));
        QCOMPARE(*opened(copy)->fingerprint(), *original);
        QCOMPARE(*opened(copy)->fingerprint(), *original);  // remembered
        test::edit_json(copy / "config.json", [](Json& c) { c["rope_theta"] = 5000.0; });
        QVERIFY(*opened(copy)->fingerprint() != *original);
        std::string bytes = *read_file(copy / "model.safetensors");
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        const auto other = test::copy_model("tied", folder_.path(), "changed");
        test::write_plain(other / "model.safetensors", bytes);
        QVERIFY(*opened(other)->fingerprint() != *original);
    }

    void reading_a_fingerprint_can_be_cancelled() {
        const auto copy = test::copy_model("linear", folder_.path(), "cancelled");
        const auto stopped = opened(copy)->fingerprint([](uint64_t, uint64_t) { return false; });
        QVERIFY(!stopped.ok() && stopped.error().code == ErrorCode::interrupted);
    }

    void absurd_fields_of_the_configuration_are_refused_by_name_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");  // JSON; empty: the field is taken away
        for (const char* key : {"hidden_size", "intermediate_size", "num_hidden_layers",
                                "num_attention_heads", "vocab_size", "max_position_embeddings"}) {
            for (const char* value :
                 {"", "null", "0", "-64", "1e12", "1000000000000", "\"64\"", "[64]", "1.5"}) {
                QTest::addRow("%s %s", key, value) << QString(key) << QString(value);
            }
        }
        QTest::newRow("heads do not divide the width") << "num_attention_heads"
                                                       << "5";
        QTest::newRow("heads do not share") << "num_key_value_heads"
                                            << "3";
        QTest::newRow("no key heads") << "num_key_value_heads"
                                      << "0";
        QTest::newRow("odd head width") << "head_dim"
                                        << "15";
        QTest::newRow("epsilon") << "rms_norm_eps"
                                 << "-1";
        QTest::newRow("theta") << "rope_theta"
                               << "0";
        QTest::newRow("tied") << "tie_word_embeddings"
                              << "\"yes\"";
        QTest::newRow("activation") << "hidden_act"
                                    << "\"gelu\"";
        QTest::newRow("quantised") << "quantization_config"
                                   << R"({"quant_method":"gptq"})";
        QTest::newRow("rope is no object") << "rope_scaling"
                                           << "3";
        QTest::newRow("unknown rope") << "rope_scaling"
                                      << R"({"rope_type":"longrope","factor":2})";
        QTest::newRow("rope without factor") << "rope_scaling"
                                             << R"({"rope_type":"linear"})";
        QTest::newRow("rope factor zero") << "rope_scaling"
                                          << R"({"rope_type":"linear","factor":0})";
        QTest::newRow("llama3 incomplete") << "rope_parameters"
                                           << R"({"rope_type":"llama3","factor":8})";
    }
    void absurd_fields_of_the_configuration_are_refused_by_name() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const std::string name = key.toStdString();
        const auto model = model_with_config([&](Json& config) {
            // The golden file has a head width of its own, which would hide heads that do not divide.
            if (name == "num_attention_heads") config.erase("head_dim");
            if (value.isEmpty()) {
                config.erase(name);
            } else {
                config[name] = Json::parse(value.toStdString());
            }
        });
        VERIFY_REFUSED(BaseModel::open(model), "config.json");
    }

    void a_configuration_that_contradicts_the_weights_is_refused() {
        VERIFY_REFUSED(BaseModel::open(model_with_config([](Json& c) { c["num_hidden_layers"] = 3; })),
                       "model.layers.2.input_layernorm.weight");
        VERIFY_REFUSED(BaseModel::open(model_with_config([](Json& c) { c["intermediate_size"] = 95; })),
                       "96 × 64");
        VERIFY_REFUSED(BaseModel::open(model_with_config([](Json& c) { c["vocab_size"] = 385; })),
                       "384 × 64");
        VERIFY_REFUSED(BaseModel::open(model_with_config([](Json& c) { c["tie_word_embeddings"] = false; })),
                       "lm_head.weight");
    }

    void an_unknown_family_is_refused_by_name() {
        VERIFY_REFUSED(BaseModel::open(model_with_config([](Json& c) {
                           c["model_type"] = "bert";
                           c["architectures"] = {"BertModel"};
                       })),
                       "\"bert\"");
        VERIFY_REFUSED(
            BaseModel::open(test::edited_gguf(
                folder_.path(), [](auto& m, auto&) { set(m, "general.architecture", std::string("gpt2")); })),
            "\"gpt2\"");
    }

    void a_family_that_says_llama_by_its_architecture_is_accepted() {
        QVERIFY(BaseModel::open(model_with_config([](Json& c) { c["model_type"] = "smollm"; })).ok());
    }

    void a_path_that_is_no_model_is_refused_with_what_to_choose() {
        VERIFY_REFUSED(BaseModel::open(folder_.path() / "absent"), "no such file");
        std::filesystem::create_directories(folder_.path() / "empty");
        VERIFY_REFUSED(BaseModel::open(folder_.path() / "empty"), "config.json");
        VERIFY_REFUSED(BaseModel::open(test::golden_model("tied") / "model.safetensors"),
                       "Choose the folder");
        VERIFY_REFUSED(BaseModel::open(std::filesystem::path(LORA_SOURCE_DIR) / "CMakeLists.txt"),
                       "not a GGUF file");
        VERIFY_REFUSED(BaseModel::open(LORA_GOLDEN_DIR "/gguf_blocks.gguf"), "\"blocks\"");
        const auto model = test::copy_model("tied", folder_.path());
        test::write_plain(model / "config.json", "{\"hidden_size\": 64,,}");
        VERIFY_REFUSED(BaseModel::open(model), "line 1");
        std::filesystem::remove(test::copy_model("tied", folder_.path()) / "model.safetensors");
        VERIFY_REFUSED(BaseModel::open(model), "model.safetensors");
    }

    void shards_that_are_missing_or_lie_elsewhere_are_refused() {
        const auto model = test::copy_model("sharded", folder_.path());
        std::filesystem::remove(model / "model-00002-of-00002.safetensors");
        VERIFY_REFUSED(BaseModel::open(model), "model-00002-of-00002.safetensors");
        test::copy_model("sharded", folder_.path());
        test::edit_json(model / "model.safetensors.index.json", [](Json& index) {
            index["weight_map"]["lm_head.weight"] = "../../etc/x.safetensors";
        });
        VERIFY_REFUSED(BaseModel::open(model), "no safetensors file of this folder");
        test::write_plain(model / "model.safetensors.index.json", "[]");
        VERIFY_REFUSED(BaseModel::open(model), "weight_map");
    }

    void a_missing_tokenizer_is_said_when_it_is_needed() {
        const auto model = test::copy_model("tied", folder_.path());
        std::filesystem::remove(model / "tokenizer.json");
        const auto base = opened(model);
        QVERIFY(base);
        VERIFY_REFUSED(base->tokenizer(), "tokenizer.json");
        QCOMPARE(base->describe()["tokenizer"]["found"].get<bool>(), false);
        const auto gguf = opened(test::edited_gguf(folder_.path(), [](auto& metadata, auto&) {
            drop(metadata, "tokenizer.ggml.model");
            drop(metadata, "tokenizer.ggml.tokens");
        }));
        QVERIFY(gguf);
        VERIFY_REFUSED(gguf->tokenizer(), "okenizer");
    }

    void absurd_fields_of_a_gguf_header_are_refused_by_name() {
        for (const char* key : {"llama.embedding_length", "llama.block_count", "llama.feed_forward_length",
                                "llama.attention.head_count", "llama.context_length"}) {
            for (const int64_t value : {int64_t(0), int64_t(-4), int64_t(1) << 50}) {
                VERIFY_REFUSED(BaseModel::open(test::edited_gguf(
                                   folder_.path(), [&](auto& m, auto&) { set(m, key, value); })),
                               key);
            }
            VERIFY_REFUSED(
                BaseModel::open(test::edited_gguf(folder_.path(), [&](auto& m, auto&) { drop(m, key); })),
                key);
        }
        const auto refused = [&](const char* key, GgufValue value, const char* part) {
            VERIFY_REFUSED(BaseModel::open(test::edited_gguf(folder_.path(),
                                                             [&](auto& m, auto&) { set(m, key, value); })),
                           part);
        };
        refused("llama.attention.head_count_kv", int64_t(3), "cannot share");
        refused("llama.attention.head_count_kv", std::vector<int64_t>{2, 1}, "not one whole number");
        refused("llama.rope.dimension_count", int64_t(8), "part of each attention head");
        refused("llama.expert_count", int64_t(8), "experts");
        refused("split.count", int64_t(2), "split over several");
        refused("llama.rope.scaling.type", std::string("longrope"), "longrope");
        refused("llama.vocab_size", int64_t(385), "disagree");
    }

    void gguf_position_factors_become_a_scaling_of_their_own() {
        std::vector<float> factors(8, 2.0f);
        const auto add = [&](auto&, auto& tensors) {
            tensors.push_back({"rope_freqs.weight", DType::f32, {8}, std::as_bytes(std::span(factors))});
        };
        const auto base = opened(test::edited_gguf(folder_.path(), add));
        QVERIFY(base);
        QCOMPARE(base->geometry().rope_scaling.type, std::string("factors"));
        QVERIFY(base->geometry().rope_scaling.factors == factors);
        factors[3] = NAN;
        VERIFY_REFUSED(BaseModel::open(test::edited_gguf(folder_.path(), add)), "rope_freqs.weight");
    }

    void gguf_scaling_keys_are_understood() {
        const auto base = opened(test::edited_gguf(folder_.path(), [](auto& m, auto&) {
            set(m, "llama.rope.scaling.type", std::string("yarn"));
            set(m, "llama.rope.scaling.factor", 4.0);
            set(m, "llama.rope.scaling.original_context_length", int64_t(64));
        }));
        QVERIFY(base);
        QCOMPARE(base->geometry().rope_scaling.type, std::string("yarn"));
        QCOMPARE(base->geometry().rope_scaling.factor, 4.0);
        QCOMPARE(base->geometry().rope_scaling.original_max_position_embeddings, int64_t(64));
    }

    void weights_that_are_no_numbers_are_found_when_they_are_read() {
        QVERIFY(check_finite(*opened(test::golden_model("tied"))).ok());
        const auto model = test::copy_model("tied", folder_.path());
        const auto file = *SafetensorsFile::open(model / "model.safetensors");
        std::vector<TensorView> tensors = file.tensors();
        std::vector<std::byte> damaged;
        for (TensorView& tensor : tensors) {
            if (tensor.name != "model.layers.1.mlp.up_proj.weight") continue;
            damaged.assign(tensor.bytes.begin(), tensor.bytes.end());
            damaged[100] = std::byte(0xc0);
            damaged[101] = std::byte(0x7f);
            tensor.bytes = damaged;
        }
        QVERIFY(write_safetensors(model / "model.safetensors", tensors, {}));
        const auto base = opened(model);
        QVERIFY(base);
        VERIFY_REFUSED(check_finite(*base), "model.layers.1.mlp.up_proj.weight");
    }

    void the_default_base_is_what_its_card_says() {
        if (!std::filesystem::exists(LORA_DEFAULT_BASE)) QSKIP("the default base model is not in the cache");
        const auto base = opened(LORA_DEFAULT_BASE);
        QVERIFY(base);
        QCOMPARE(base->geometry().layers, 30);
        QCOMPARE(base->geometry().parameters, int64_t(134515008));
        QCOMPARE(base->licence(), std::string("apache-2.0"));
        QVERIFY(base->geometry().tied_head);
        QCOMPARE(base->tensor_types().at("q4_1"), 210);
    }
};

LORA_TEST_MAIN(TestBaseModel)
#include "test_base_model.moc"
