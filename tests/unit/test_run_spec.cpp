// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/contract/run_spec.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

/// A spec in which no field has its default.
RunSpec unusual_spec() {
    RunSpec spec;
    spec.name = "bank";
    spec.base = {"/models/a.gguf", "abc"};
    spec.adapter.r = 4;
    spec.adapter.lora_alpha = 7.5;
    spec.adapter.lora_dropout = 0.25;
    spec.adapter.target_modules = {"q_proj"};
    spec.adapter.layers_to_transform = {0, 2};
    spec.adapter.rank_pattern = {{"layers.2.self_attn.q_proj", 8}};
    spec.adapter.alpha_pattern = {{"q_proj", 3.0}};
    spec.adapter.use_rslora = true;
    spec.adapter.init_adapter = "/adapters/one";
    spec.data.paths = {"/data/a.jsonl"};
    spec.data.eval_paths = {"/data/b.jsonl"};
    spec.data.eval_fraction = 0.2;
    spec.data.mapping = {"alpaca", {{"instruction", "question"}}};
    spec.data.max_seq_length = 77;
    spec.data.packing = false;
    spec.data.shuffle = false;
    spec.data.skip_broken_rows = true;
    spec.data.sha256 = "def";
    spec.training.learning_rate = 1e-3;
    spec.training.lr_scheduler_type = "linear";
    spec.training.seed = 18446744073709551615u;
    spec.training.sample_prompts = {"Hello"};
    spec.training.threads = 3;
    spec.training.activation_recompute = "selective";
    return spec;
}

RunSpec valid_spec() {
    RunSpec spec;
    spec.base.path = "/models/a.gguf";
    spec.data.paths = {"/data/a.jsonl"};
    return spec;
}

}  // namespace

class TestRunSpec : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void a_spec_read_back_from_its_json_is_the_same() {
        const Json json = to_json(unusual_spec());
        const auto parsed = parse_json(to_pretty_text(json), "spec.json");
        QVERIFY(parsed);
        const auto again = run_spec_from_json(*parsed, "spec.json");
        QVERIFY2(again.ok(), again ? "" : again.error().text().c_str());
        QCOMPARE(to_text(to_json(*again)), to_text(json));
    }

    void fields_left_out_have_the_documented_defaults() {
        const auto spec = run_spec_from_json(Json{{"format", 1}}, "spec.json");
        QVERIFY(spec);
        QCOMPARE(to_text(to_json(*spec)), to_text(to_json(RunSpec{})));
        QCOMPARE(spec->adapter.r, 16);
        QCOMPARE(spec->adapter.lora_alpha, 32.0);
        QCOMPARE(spec->training.per_device_batch_size * spec->training.gradient_accumulation_steps, 16);
    }

    void a_misspelt_field_is_refused_and_the_right_name_proposed() {
        const auto spec = run_spec_from_json(Json{{"format", 1}, {"adapter", {{"lora_alfa", 8}}}}, "spec.json");
        QVERIFY(!spec);
        QCOMPARE(spec.error().code, ErrorCode::bad_input);
        QCOMPARE(spec.error().where, std::string("spec.json.adapter.lora_alfa"));
        QVERIFY(spec.error().hint.find("lora_alpha") != std::string::npos);
    }

    void a_spec_of_a_newer_format_is_refused_by_its_number_whatever_else_it_holds() {
        const auto spec = run_spec_from_json(Json{{"format", 2}, {"novelty", true}}, "spec.json");
        QVERIFY(!spec);
        QCOMPARE(spec.error().code, ErrorCode::bad_input);
        QVERIFY(spec.error().what.find("format 2") != std::string::npos);
        QVERIFY(spec.error().hint.find("Update") != std::string::npos);
    }

    void a_document_without_a_format_number_is_refused() { QVERIFY(!run_spec_from_json(Json::object(), "spec.json")); }

    void values_of_wrong_type_or_out_of_range_are_refused_by_field() {
        const std::vector<std::pair<Json, std::string>> cases = {
            {{{"adapter", {{"r", 0}}}}, "spec.json.adapter.r"},
            {{{"adapter", {{"r", "16"}}}}, "spec.json.adapter.r"},
            {{{"adapter", {{"rank_pattern", {{"q_proj", 0}}}}}}, "spec.json.adapter.rank_pattern.q_proj"},
            {{{"adapter", {{"lora_dropout", 1.5}}}}, "spec.json.adapter.lora_dropout"},
            {{{"data", {{"paths", "a.jsonl"}}}}, "spec.json.data.paths"},
            {{{"data", {{"eval_fraction", 0.95}}}}, "spec.json.data.eval_fraction"},
            {{{"training", {{"gradient_accumulation_steps", 0}}}}, "spec.json.training.gradient_accumulation_steps"},
            {{{"training", {{"seed", -1}}}}, "spec.json.training.seed"},
            {{{"base", "model.gguf"}}, "spec.json.base"},
        };
        for (const auto& [body, where] : cases) {
            Json json = body;
            json["format"] = 1;
            const auto spec = run_spec_from_json(json, "spec.json");
            QVERIFY2(!spec, where.c_str());
            QCOMPARE(spec.error().where, where);
        }
    }

    void what_cannot_be_trained_is_refused_with_field_and_advice() {
        QVERIFY(validate(valid_spec()));
        const std::vector<std::pair<std::string, std::function<void(RunSpec&)>>> cases = {
            {"base.path", [](RunSpec& s) { s.base.path.clear(); }},
            {"data.paths", [](RunSpec& s) { s.data.paths.clear(); }},
            {"adapter.target_modules", [](RunSpec& s) { s.adapter.target_modules.clear(); }},
            {"adapter.r", [](RunSpec& s) { s.adapter.r = 0; }},
            {"adapter.use_dora", [](RunSpec& s) { s.adapter.use_dora = true; }},
            {"adapter.bias", [](RunSpec& s) { s.adapter.bias = "all"; }},
            {"adapter.lora_dropout", [](RunSpec& s) { s.adapter.lora_dropout = 1; }},
            {"training.lr_scheduler_type", [](RunSpec& s) { s.training.lr_scheduler_type = "cosin"; }},
            {"training.num_train_epochs", [](RunSpec& s) { s.training.num_train_epochs = 0; }},
            {"training.dtype", [](RunSpec& s) { s.training.dtype = "float16"; }},
            {"training.activation_recompute", [](RunSpec& s) { s.training.activation_recompute = "some"; }},
        };
        for (const auto& [where, spoil] : cases) {
            RunSpec spec = valid_spec();
            spoil(spec);
            const Status status = validate(spec);
            QVERIFY2(!status, where.c_str());
            QCOMPARE(status.error().where, where);
            QCOMPARE(status.error().code, ErrorCode::bad_input);
            QVERIFY2(!status.error().hint.empty(), where.c_str());
        }
    }

    void a_broken_spec_file_is_refused_with_line_and_column() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder);
        QVERIFY(write_file_atomic(folder->path() / "spec.json", "{\"format\": 1,\n \"name\": }"));
        const auto spec = read_run_spec(folder->path() / "spec.json");
        QVERIFY(!spec);
        QVERIFY(spec.error().where.find("line 2") != std::string::npos);
    }
};

LORA_TEST_MAIN(TestRunSpec)
#include "test_run_spec.moc"
