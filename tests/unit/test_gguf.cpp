// SPDX-License-Identifier: Apache-2.0
// GGUF files: what llama.cpp's own package writes is read, what is damaged is refused with a reason.
#include <cstring>

#include "core/tensorio/gguf.h"
#include "core/tensorio/safetensors.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

template <class T>
std::string raw(T value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}
std::string text(const std::string& value) {
    return raw(uint64_t(value.size())) + value;
}
std::string header(uint64_t tensors, uint64_t values, uint32_t version = 3) {
    return "GGUF" + raw(version) + raw(tensors) + raw(values);
}
std::string tensor(const std::string& name, const std::vector<uint64_t>& extents, uint32_t type,
                   uint64_t offset) {
    std::string out = text(name) + raw(uint32_t(extents.size()));
    for (const uint64_t extent : extents)
        out += raw(extent);
    return out + raw(type) + raw(offset);
}
std::string padded(std::string head, size_t data_bytes) {
    head.resize((head.size() + 31) / 32 * 32);
    return head + std::string(data_bytes, '\1');
}

}  // namespace

class TestGguf : public test::TestObject {
    Q_OBJECT

    std::filesystem::path file(const std::string& bytes) {
        const auto path = folder_.path() / "t.gguf";
        if (!write_file_atomic(path, bytes)) qFatal("cannot write");
        return path;
    }
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void a_file_of_the_reference_package_is_read() {
        const auto read = GgufFile::open(LORA_GOLDEN_DIR "/gguf_blocks.gguf");
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        QCOMPARE(*read->text("general.architecture"), std::string("blocks"));
        QCOMPARE(*read->text("blocks.text"), std::string("grüße"));
        QCOMPARE(read->integer("blocks.rows").value(), int64_t(3));
        QCOMPARE(read->boolean("blocks.flag").value(), true);
        QCOMPARE(read->number("blocks.half").value(), 0.5);
        QCOMPARE(read->number("blocks.rows").value(), 3.0);
        QVERIFY(*read->integers("blocks.list") == std::vector<int64_t>({1, 2, 3}));
        QVERIFY(!read->integer("blocks.text") && !read->text("absent"));
        const auto expected = SafetensorsFile::open(LORA_GOLDEN_DIR "/gguf_blocks.safetensors");
        QVERIFY(expected.ok());
        QCOMPARE(read->tensors().size(), size_t(11));
        for (const TensorView& view : read->tensors()) {
            QCOMPARE(std::string(dtype_info(view.dtype).name), view.name);
            QVERIFY(view.shape == std::vector<int64_t>({3, 512}));
            const TensorView* bytes = expected->find(view.name + ".bytes");
            QVERIFY(bytes->bytes.size() == view.bytes.size() &&
                    std::memcmp(bytes->bytes.data(), view.bytes.data(), view.bytes.size()) == 0);
        }
    }

    void what_is_written_is_read_back() {
        const auto first = GgufFile::open(LORA_GOLDEN_DIR "/tiny_gguf/model.gguf");
        QVERIFY(first.ok());
        auto metadata = first->metadata();
        metadata.emplace_back("test.flags", std::vector<bool>{true, false});
        metadata.emplace_back("test.numbers", std::vector<double>{0.5, -1});
        const auto path = folder_.path() / "copy.gguf";
        QVERIFY(write_gguf(path, metadata, first->tensors()));
        const auto second = GgufFile::open(path);
        QVERIFY2(second.ok(), second ? "" : second.error().text().c_str());
        QVERIFY(second->metadata() == metadata);
        QCOMPARE(second->tensors().size(), first->tensors().size());
        for (size_t i = 0; i < first->tensors().size(); ++i) {
            const TensorView &a = first->tensors()[i], &b = second->tensors()[i];
            QVERIFY(a.name == b.name && a.shape == b.shape && a.dtype == b.dtype);
            QVERIFY(std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) == 0);
        }
    }

    void a_damaged_file_is_refused_with_the_reason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const std::string& bytes, const char* reason) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(reason);
        };
        const uint32_t f32 = 0, q4_0 = 2, string = 8, array = 9, uint64 = 10;
        row("empty file", "", "not a GGUF file");
        row("another format", "PK\3\4 zip archive", "not a GGUF file");
        row("version 1", header(0, 0, 1), "version 1 is not supported");
        row("big-endian", header(0, 0, 0x03000000), "is not supported");
        row("cut in the counts", header(0, 0).substr(0, 12), "in the middle of its header");
        row("counts beyond the file", header(uint64_t(1) << 60, 0), "more than the file can hold");
        row("values beyond the file", header(0, ~uint64_t(0)), "more than the file can hold");
        row("key beyond the file", header(0, 1) + raw(uint64_t(1) << 40) + std::string(64, 'x'), "claims");
        row("text beyond the file",
            header(0, 1) + text("k") + raw(string) + raw(uint64_t(1) << 62) + std::string(64, 'x'), "claims");
        row("list beyond the file",
            header(0, 1) + text("k") + raw(array) + raw(uint64) + raw(uint64_t(1) << 61), "claims");
        row("list in a list", header(0, 1) + text("k") + raw(array) + raw(array) + raw(uint64_t(1)),
            "unknown type");
        row("unknown value type", header(0, 1) + text("k") + raw(uint32_t(77)), "unknown type");
        row("number too large", header(0, 1) + text("k") + raw(uint64) + raw(~uint64_t(0)), "too large");
        row("key twice",
            header(0, 2) + text("k") + raw(uint64) + raw(uint64_t(1)) + text("k") + raw(uint64) +
                raw(uint64_t(1)),
            "twice");
        row("alignment no power of two",
            padded(header(0, 1) + text("general.alignment") + raw(uint64) + raw(uint64_t(24)), 0),
            "power of two");
        row("no dimensions", header(1, 0) + tensor("t", {}, f32, 0) + std::string(16, ' '), "0 dimensions");
        row("too many dimensions", header(1, 0) + tensor("t", {1, 1, 1, 1, 1}, f32, 0), "5 dimensions");
        row("empty extent", header(1, 0) + tensor("t", {0}, f32, 0), "empty or larger");
        row("shape that overflows",
            header(1, 0) + tensor("t", {uint64_t(1) << 40, uint64_t(1) << 40}, f32, 0),
            "larger than any memory");
        row("type not read", header(1, 0) + tensor("t", {256}, 20, 0), "IQ4_NL");
        row("type not known", header(1, 0) + tensor("t", {256}, 999, 0), "number 999");
        row("rows against blocks", header(1, 0) + tensor("t", {48}, q4_0, 0), "divide into blocks");
        row("data beyond the file", padded(header(1, 0) + tensor("t", {64}, f32, 0), 100),
            "ends before the data");
        row("offset beyond the file", padded(header(1, 0) + tensor("t", {8}, f32, uint64_t(1) << 63), 100),
            "ends before the data");
        row("not aligned", padded(header(1, 0) + tensor("t", {8}, f32, 4), 100), "not aligned");
        row("overlap", padded(header(2, 0) + tensor("a", {16}, f32, 0) + tensor("b", {8}, f32, 32), 100),
            "overlaps");
        row("tensor twice", padded(header(2, 0) + tensor("a", {8}, f32, 0) + tensor("a", {8}, f32, 32), 100),
            "twice");
    }
    void a_damaged_file_is_refused_with_the_reason() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto path = file(bytes.toStdString());
        const auto read = GgufFile::open(path);
        QVERIFY(!read.ok());
        QVERIFY(read.error().code == ErrorCode::bad_input);
        QVERIFY2(QString::fromStdString(read.error().what).contains(reason), read.error().text().c_str());
        QVERIFY(read.error().where.starts_with(path.string()));
        QVERIFY(!read.error().hint.empty());
    }

    void a_file_cut_short_anywhere_is_refused() {
        const std::string whole = *read_file(LORA_GOLDEN_DIR "/gguf_blocks.gguf");
        // The package pads the end to the alignment; the last byte that matters is the last tensor's.
        for (size_t length = 0; length + 32 < whole.size(); length += 1 + whole.size() / 199) {
            const auto read = GgufFile::open(file(whole.substr(0, length)));
            QVERIFY2(!read.ok(), std::to_string(length).c_str());
        }
    }

    void a_folder_is_no_file() { QVERIFY(!GgufFile::open(folder_.path()).ok()); }
};

LORA_TEST_MAIN(TestGguf)
#include "test_gguf.moc"
