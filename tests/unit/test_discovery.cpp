// SPDX-License-Identifier: Apache-2.0
// Models that other programs downloaded are found where they lie, once each, under the name that people know.
#include <chrono>

#include "core/discovery/found_model.h"
#include "core/tensorio/gguf_head.h"
#include "tests/support/model_caches.h"
#include "tests/support/test_main.h"
#include "tests/unit/tiny_model_folder.h"

using namespace lora;
namespace fs = std::filesystem;

namespace {

const std::string first_commit(40, 'a'), second_commit(40, 'b'), third_commit(40, 'c');

fs::path tiny_gguf() { return test::golden_model("gguf") / "model.gguf"; }

/// The tiny GGUF model with other metadata.
fs::path gguf_with(const fs::path& parent, const std::string& key, const GgufValue& value) {
    return test::edited_gguf(parent, [&](test::GgufMetadata& metadata, std::vector<TensorView>&) {
        std::erase_if(metadata, [&](const auto& pair) { return pair.first == key; });
        metadata.insert(metadata.begin(), {key, value});
    });
}

std::vector<std::string> names(const std::vector<FoundModel>& models) {
    std::vector<std::string> found;
    for (const FoundModel& model : models)
        found.push_back(model.name);
    return found;
}

std::vector<FoundModel> found_in(const fs::path& folder, ModelSource source = ModelSource::hugging_face) {
    return find_models({{source, folder}});
}

class Environment {
  public:
    void set(const char* name, const std::string& value) {
        before_.emplace_back(name, qgetenv(name));
        value.empty() ? qunsetenv(name) : qputenv(name, QByteArray::fromStdString(value));
    }
    ~Environment() {
        for (const auto& [name, value] : before_)
            value.isNull() ? qunsetenv(name) : qputenv(name, value);
    }

  private:
    std::vector<std::pair<const char*, QByteArray>> before_;
};

using Names = std::vector<std::string>;

}  // namespace

class TestDiscovery : public test::TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();
    int number_ = 0;
    fs::path fresh() { return folder_.path() / std::to_string(++number_); }

  private Q_SLOTS:
    void a_model_in_the_hugging_face_cache_is_found_through_its_links() {
        const fs::path hub = fresh();
        const test::HubRepository whole(hub, "acme/tiny-llama"), file(hub, "acme/tiny-GGUF");
        whole.add_folder(first_commit, test::golden_model("tied"));
        whole.set_ref("main", first_commit);
        file.add(first_commit, "Q4/tiny.gguf", tiny_gguf(), "0123");
        file.set_ref("main", first_commit);
        const auto models = found_in(hub);
        QCOMPARE(names(models), Names({"acme/tiny-llama", "tiny"}));
        QCOMPARE(models[0].path, whole.snapshot(first_commit));
        QVERIFY(models[0].usable() && !models[0].is_gguf);
        QCOMPARE(models[0].family, std::string("llama"));
        QVERIFY(models[0].parameters > 0);
        QCOMPARE(models[0].size_bytes, uint64_t(fs::file_size(test::golden_model("tied") / "model.safetensors")));
        QCOMPARE(models[1].path, file.snapshot(first_commit) / "Q4" / "tiny.gguf");
        QVERIFY(models[1].usable() && models[1].is_gguf);
        QVERIFY(!models[1].stored_as.empty());
    }

    void of_several_snapshots_the_current_one_is_listed_and_older_ones_for_what_it_lacks() {
        const fs::path hub = fresh();
        const test::HubRepository repository(hub, "acme/tiny-GGUF");
        repository.add(first_commit, "tiny.gguf", tiny_gguf(), "01");
        repository.add(first_commit, "other.gguf", gguf_with(folder_.path(), "general.name", "Other"), "02");
        repository.add(second_commit, "tiny.gguf", gguf_with(folder_.path(), "general.name", "Newer"), "03");
        repository.add(third_commit, "tiny.gguf", tiny_gguf(), "01");
        repository.set_ref("main", second_commit);
        const auto models = found_in(hub);
        QCOMPARE(names(models), Names({"other", "tiny"}));
        QCOMPARE(models[0].path, repository.snapshot(first_commit) / "other.gguf");
        QCOMPARE(models[1].path, repository.snapshot(second_commit) / "tiny.gguf");
    }

    void what_is_still_being_downloaded_is_left_out() {
        const fs::path hub = fresh();
        const test::HubRepository repository(hub, "acme/half");
        repository.set_ref("main", first_commit);
        const fs::path sharded = test::golden_model("sharded");
        for (const char* name : {"config.json", "tokenizer.json", "model.safetensors.index.json",
                                 "model-00001-of-00002.safetensors"})
            repository.add(first_commit, name, sharded / name, std::string("0b") + name);
        test::copy_whole_file(sharded / "model-00002-of-00002.safetensors", repository.path / "blobs" / "0c.incomplete");
        repository.link(first_commit, "gone.gguf", "never-there");
        test::copy_whole_file(tiny_gguf(), hub / "a.gguf.part");
        test::copy_whole_file(tiny_gguf(), hub / "b.gguf.downloadInProgress");
        test::copy_whole_file(tiny_gguf(), hub / "c.gguf.incomplete");
        QCOMPARE(names(found_in(hub)), Names());
        repository.add(first_commit, "model-00002-of-00002.safetensors", sharded / "model-00002-of-00002.safetensors",
                       "0c");
        QCOMPARE(names(found_in(hub)), Names({"acme/half"}));
    }

    void ollamas_blobs_are_found_by_the_names_of_their_manifests() {
        const fs::path models = fresh();
        const fs::path blob = test::add_to_ollama(models, "library/tiny/1b", tiny_gguf(), std::string(64, 'd'));
        test::add_to_ollama(models, "library/tiny/latest", tiny_gguf(), std::string(64, 'd'));
        const fs::path other = gguf_with(folder_.path(), "general.name", "Other");
        test::add_to_ollama(models, "acme/mine/v2", other, std::string(64, 'e'));
        test::write_text(models / "blobs" / ("sha256-" + std::string(64, 'f') + "-partial"), "GGUF");
        test::write_text(models / "manifests" / "registry.ollama.ai" / "library" / "broken" / "latest", "{\"layers\": 3}");
        test::write_text(models / "manifests" / "registry.ollama.ai" / "library" / "torn" / "latest", "{\"layers\": [");
        test::write_text(models / "manifests" / "registry.ollama.ai" / "library" / "outside" / "latest",
                         R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:../../x"}]})");
        const auto found = found_in(models, ModelSource::ollama);
        QCOMPARE(names(found), Names({"acme/mine:v2", "tiny:1b"}));
        QCOMPARE(found[1].path, blob);
        QVERIFY(found[1].usable() && found[1].is_gguf);
        QCOMPARE(to_text(found[1].source), std::string("Ollama"));
    }

    void the_same_file_by_two_ways_is_listed_once() {
        const fs::path first = fresh(), second = fresh();
        test::copy_whole_file(tiny_gguf(), first / "org" / "tiny.gguf");
        fs::create_directories(second);
        fs::create_hard_link(first / "org" / "tiny.gguf", second / "hard.gguf");
        fs::create_symlink(first / "org" / "tiny.gguf", second / "soft.gguf");
        const auto models =
            find_models({{ModelSource::llama_cpp, first}, {ModelSource::lm_studio, second}, {ModelSource::llama_cpp, first}});
        QCOMPARE(names(models), Names({"tiny"}));
        QCOMPARE(models[0].source, ModelSource::llama_cpp);
    }

    void circles_of_links_and_folders_that_cannot_be_read_are_passed_over() {
        const fs::path place = fresh();
        test::copy_whole_file(tiny_gguf(), place / "org" / "repo" / "tiny.gguf");
        fs::create_directory_symlink(place, place / "org" / "up");
        fs::create_directory_symlink(place / "org" / "self", place / "org" / "self");
        fs::create_symlink(place / "b.gguf", place / "a.gguf");
        fs::create_symlink(place / "a.gguf", place / "b.gguf");
        const fs::path closed = place / "closed";
        test::copy_whole_file(tiny_gguf(), closed / "hidden.gguf");
        fs::permissions(closed, fs::perms::none);
        const auto models = found_in(place, ModelSource::lm_studio);
        fs::permissions(closed, fs::perms::owner_all);
        QVERIFY(names(models).front() == "tiny" || names(models).front() == "hidden");  // root reads all
        QVERIFY(models.size() <= 2);
        QCOMPARE(names(found_in(place / "nowhere")), Names());
    }

    void parts_of_models_are_no_models() {
        const fs::path place = fresh();
        fs::create_directories(place);
        test::copy_whole_file(gguf_with(folder_.path(), "general.type", "adapter"), place / "lora.gguf");
        test::copy_whole_file(gguf_with(folder_.path(), "general.architecture", "clip"), place / "mmproj.gguf");
        const fs::path vocabulary = test::edited_gguf(
            folder_.path(), [](test::GgufMetadata&, std::vector<TensorView>& tensors) { tensors.clear(); });
        test::copy_whole_file(vocabulary, place / "ggml-vocab.gguf");
        test::write_text(place / "pointer.gguf", "version https://git-lfs.github.com/spec/v1\n");
        test::write_text(place / "diffusers" / "config.json", R"({"_class_name": "UNet"})");
        test::write_text(place / "diffusers" / "model.safetensors", "x");
        test::write_text(place / "tokenizer-only" / "config.json", R"({"model_type": "llama"})");
        QCOMPARE(names(found_in(place)), Names());
    }

    void what_cannot_be_used_comes_last_and_says_why() {
        const fs::path place = fresh();
        test::copy_whole_file(gguf_with(folder_.path(), "general.architecture", "qwen9"), place / "a-other.gguf");
        test::copy_whole_file(tiny_gguf(), place / "tiny.gguf");
        test::write_text(place / "b-mistral" / "config.json", R"({"model_type": "mistral9"})");
        test::write_text(place / "b-mistral" / "pytorch_model.bin", "x");
        const auto models = found_in(place);
        QCOMPARE(names(models), Names({"tiny", "a-other", "b-mistral"}));
        QCOMPARE(models[1].family, std::string("qwen9"));
        QVERIFY(models[1].refusal->what.find("qwen9") != std::string::npos);
        QVERIFY(!models[1].refusal->hint.empty());
        QVERIFY(models[1].size_bytes > 0);
        QCOMPARE(models[2].family, std::string("mistral9"));
        QVERIFY(models[2].refusal);
        QCOMPARE(to_json(models[1])["usable"], Json(false));
    }

    void a_split_file_is_one_model_and_only_when_all_its_parts_are_there() {
        const fs::path place = fresh();
        const fs::path split = gguf_with(folder_.path(), "split.count", int64_t(2));
        test::copy_whole_file(split, place / "big-00001-of-00002.gguf");
        QCOMPARE(names(found_in(place)), Names());
        test::copy_whole_file(split, place / "big-00002-of-00002.gguf");
        const auto models = found_in(place);
        QCOMPARE(names(models), Names({"big-00001-of-00002"}));
        QCOMPARE(models[0].size_bytes, uint64_t(2 * fs::file_size(split)));
        QVERIFY(models[0].refusal && models[0].refusal->hint.find("Join") != std::string::npos);
    }

    void a_name_is_what_people_call_the_model() {
        QCOMPARE(name_from_path("/x/hub/models--org--a-model/snapshots/0f0f"), std::string("org/a-model"));
        QCOMPARE(name_from_path("/x/hub/models--gpt2/snapshots/0f0f/"), std::string("gpt2"));
        QCOMPARE(name_from_path("/x/hub/models--org--m/snapshots/0f/onnx"), std::string("org/m/onnx"));
        QCOMPARE(name_from_path("/x/hub/models--org--m/snapshots/0f/M.Q4_0.gguf"), std::string("M.Q4_0"));
        QCOMPARE(name_from_path("/x/models/My Model"), std::string("My Model"));
    }

    void the_head_of_a_torn_or_lying_file_is_read_without_harm() {
        const fs::path place = fresh();
        const std::string whole = *read_file(tiny_gguf());
        for (size_t length = 0; length < 600; length += 7) {
            test::write_text(place / "cut", whole.substr(0, length));
            const auto head = read_gguf_head(place / "cut");
            QVERIFY(!head || head->architecture.empty() || head->architecture == "llama");
        }
        std::string lying = whole.substr(0, 24);
        lying += std::string(8, '\xff');  // a key of 2^64 bytes
        test::write_text(place / "lying", lying);
        QVERIFY(read_gguf_head(place / "lying").has_value());
        QVERIFY(!read_gguf_head(place / "nowhere").has_value());
    }

    void places_follow_the_environment_and_the_settings_of_the_programs() {
        const fs::path home = fresh();
        Environment environment;
        for (const char* name : {"HUGGINGFACE_HUB_CACHE", "HF_HUB_CACHE", "XDG_CACHE_HOME", "LLAMA_CACHE"})
            environment.set(name, "");
        environment.set("HOME", home.string());
        environment.set("HF_HOME", "~/hf");
        environment.set("OLLAMA_MODELS", (home / "ollama").string());
        test::write_text(home / ".lmstudio-home-pointer", (home / "moved").string() + "\n");
        test::write_text(home / "moved" / "settings.json",
                         to_text(Json{{"downloadsFolder", (home / "big disk").string()}}));
        const auto places = standard_model_places();
        const auto has = [&](ModelSource source, const fs::path& folder) {
            return std::any_of(places.begin(), places.end(), [&](const ModelPlace& place) {
                return place.source == source && place.folder == folder;
            });
        };
        QVERIFY(has(ModelSource::hugging_face, home / "hf" / "hub"));
        QVERIFY(has(ModelSource::hugging_face, home / ".cache" / "huggingface" / "hub"));
        QVERIFY(has(ModelSource::llama_cpp, home / ".cache" / "llama.cpp"));
        QVERIFY(has(ModelSource::lm_studio, home / "moved" / "models"));
        QVERIFY(has(ModelSource::lm_studio, home / ".lmstudio" / "models"));
        QVERIFY(has(ModelSource::lm_studio, home / "big disk"));
        QVERIFY(has(ModelSource::ollama, home / "ollama"));
        QVERIFY(has(ModelSource::ollama, "/usr/share/ollama/.ollama/models"));
        QVERIFY(has(ModelSource::lora_studio, home / ".cache" / "lora-studio" / "models"));
        environment.set("HF_HUB_CACHE", "relative/path");
        for (const ModelPlace& place : standard_model_places())
            QVERIFY2(place.folder.is_absolute(), place.folder.c_str());
    }

    void the_search_can_be_ended() {
        const fs::path place = fresh();
        test::copy_whole_file(tiny_gguf(), place / "one.gguf");
        QCOMPARE(find_models({{ModelSource::llama_cpp, place}}, [](uint64_t, uint64_t) { return false; }).size(), size_t(0));
        uint64_t last = 0;
        QCOMPARE(find_models({{ModelSource::llama_cpp, place}},
                             [&](uint64_t done, uint64_t total) {
                                 last = total == 1 ? done : last;
                                 return true;
                             })
                     .size(),
                 size_t(1));
        QCOMPARE(last, uint64_t(1));
    }

    void nothing_is_written_where_models_lie() {
        const fs::path hub = fresh();
        const test::HubRepository whole(hub, "acme/tiny");
        whole.add_folder(first_commit, test::golden_model("tied"));
        std::map<std::string, fs::file_time_type> before, after;
        const auto note = [&](auto& into) {
            for (const auto& entry : fs::recursive_directory_iterator(hub))
                if (fs::exists(entry.path())) into[entry.path().string()] = fs::last_write_time(entry.path());
        };
        note(before);
        QCOMPARE(found_in(hub).size(), size_t(1));
        note(after);
        QVERIFY(before == after);
    }
};

LORA_TEST_MAIN(TestDiscovery)
#include "test_discovery.moc"
