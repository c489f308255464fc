// SPDX-License-Identifier: Apache-2.0
// Ten thousand damaged files: every reader answers with a value or an error, and comes to an end.
#include <random>

#include "core/basemodel/base_model.h"
#include "tests/support/test_main.h"
#include "tests/unit/tiny_model_folder.h"

using namespace lora;

namespace {

/// Damages bytes the way disks, downloads and people do: flips, cuts, insertions, pieces moved, lengths
/// overwritten.
class Mutator {
  public:
    explicit Mutator(uint64_t seed) : random_(seed) {}

    /// `within`: the part at the front that is worth damaging, such as a header.
    std::string operator()(std::string bytes, size_t within) {
        for (unsigned edits = 1 + below(4); edits > 0; --edits)
            mutate(bytes, std::min(within, bytes.size()));
        return bytes;
    }

  private:
    unsigned below(size_t limit) { return limit == 0 ? 0 : static_cast<unsigned>(random_() % limit); }

    void mutate(std::string& bytes, size_t within) {
        if (within == 0) return;
        const size_t at = below(within);
        switch (below(7)) {
            case 0:
            case 1:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
                return;
            case 2:
                bytes.resize(at);
                return;
            case 3:
                bytes.insert(at, std::string(1 + below(9), static_cast<char>(random_())));
                return;
            case 4:
                bytes.erase(at, 1 + below(16));
                return;
            case 5: {
                const std::string piece = bytes.substr(below(within), below(64));
                bytes.insert(at, piece);
                return;
            }
            default: {
                static constexpr uint64_t extremes[] = {
                    0, 1, 0x7fffffff, 0xffffffff, 0x7fffffffffffffff, ~uint64_t(0), uint64_t(1) << 61};
                const uint64_t value = extremes[below(std::size(extremes))];
                const size_t length = std::min<size_t>(below(2) == 0 ? 4 : 8, bytes.size() - at);
                bytes.replace(at, length, reinterpret_cast<const char*>(&value), length);
            }
        }
    }
    std::mt19937_64 random_;
};

/// Everything a page or the engine does with a base it has just opened.
void use(const std::filesystem::path& path) {
    const auto base = BaseModel::open(path);
    if (!base) {
        if (base.error().what.empty() || base.error().code == ErrorCode::bug)
            qFatal("an error without a reason");
        return;
    }
    const Json description = (*base)->describe();
    if (description.empty()) qFatal("an empty description");
    const TensorView* weight = (*base)->tensor("model.layers.0.self_attn.q_proj.weight");
    std::vector<float> row(static_cast<size_t>(weight->shape[1]));
    if (!expand_rows(**base, weight->name, 0, 1, row.data())) qFatal("a row cannot be read");
    if (const auto tokenizer = (*base)->tokenizer()) {
        const auto ids = tokenizer->encode("A small model, Grüße <|im_end|>");
        if (ids && tokenizer->decode(*ids).size() > 4096) qFatal("a decoded text grew without reason");
    }
}

}  // namespace

class TestReaderMutations : public test::TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void damaged_gguf_files_are_answered() {
        const std::string whole = *read_file(test::golden_model("gguf") / "model.gguf");
        const auto file = *GgufFile::open(test::golden_model("gguf") / "model.gguf");
        const auto header = static_cast<size_t>(file.tensors()[0].bytes.data() - file.file()->bytes().data());
        const auto path = folder_.path() / "mutated.gguf";
        Mutator mutated(1);
        for (int i = 0; i < 3500; ++i) {
            // Half of them in the first bytes, where the counts and the geometry are.
            test::write_plain(path, mutated(whole, i % 2 ? header : 1200));
            use(path);
        }
    }

    void damaged_safetensors_files_are_answered() {
        const auto model = test::copy_model("tied", folder_.path());
        const std::string whole = *read_file(model / "model.safetensors");
        uint64_t header = 0;
        std::memcpy(&header, whole.data(), 8);
        Mutator mutated(2);
        for (int i = 0; i < 2500; ++i) {
            test::write_plain(model / "model.safetensors", mutated(whole, i % 8 ? 8 + header : whole.size()));
            const auto file = SafetensorsFile::open(model / "model.safetensors");
            if (file) find_non_finite(file->tensors());
            use(model);
        }
    }

    void damaged_quantised_files_are_answered() {
        for (const char* name : {"nf4", "int8"}) {
            const auto model = test::copy_model(name, folder_.path());
            const std::string whole = *read_file(model / "model.safetensors");
            uint64_t header = 0;
            std::memcpy(&header, whole.data(), 8);
            Mutator mutated(6);
            for (int i = 0; i < 1500; ++i) {
                test::write_plain(model / "model.safetensors",
                                  mutated(whole, i % 2 ? 8 + header : whole.size()));
                use(model);
            }
        }
    }

    void damaged_configurations_are_answered() {
        const auto model = test::copy_model("yarn", folder_.path());
        const std::string whole = *read_file(model / "config.json");
        Mutator mutated(3);
        for (int i = 0; i < 2500; ++i) {
            test::write_plain(model / "config.json", mutated(whole, whole.size()));
            use(model);
        }
    }

    void damaged_shard_indices_are_answered() {
        const auto model = test::copy_model("sharded", folder_.path());
        const std::string whole = *read_file(model / "model.safetensors.index.json");
        Mutator mutated(4);
        for (int i = 0; i < 500; ++i) {
            test::write_plain(model / "model.safetensors.index.json", mutated(whole, whole.size()));
            use(model);
        }
    }

    void damaged_tokenizers_are_answered() {
        const auto model = test::copy_model("tied", folder_.path());
        const std::string whole = *read_file(model / "tokenizer.json");
        Mutator mutated(5);
        for (int i = 0; i < 1000; ++i) {
            test::write_plain(model / "tokenizer.json", mutated(whole, i % 2 ? whole.size() : 1500));
            use(model);
        }
    }

    void deeply_nested_json_is_answered() {
        const auto model = test::copy_model("tied", folder_.path());
        for (const char* name : {"config.json", "tokenizer.json", "tokenizer_config.json"}) {
            const std::string whole = *read_file(model / name);
            for (const char* bracket : {"[", "{\"a\":"}) {
                std::string deep;
                for (int i = 0; i < 100000; ++i)
                    deep += bracket;
                test::write_plain(model / name, deep);
                use(model);
            }
            std::string closed(100000, '[');
            closed += std::string(100000, ']');
            test::write_plain(model / name, "{\"model_type\":" + closed + "}");
            use(model);
            test::write_plain(model / name, whole);
        }
    }
};

LORA_TEST_MAIN(TestReaderMutations)
#include "test_reader_mutations.moc"
