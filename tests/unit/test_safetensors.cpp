// SPDX-License-Identifier: Apache-2.0
// Safetensors files: what is whole is read as it is, what is not is refused with a reason.
#include <cmath>
#include <cstring>

#include "core/tensorio/safetensors.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

std::string with_header(const std::string& header, size_t data_bytes) {
    const uint64_t size = header.size();
    std::string out(8, '\0');
    std::memcpy(out.data(), &size, 8);
    return out + header + std::string(data_bytes, '\0');
}

TensorView view_of(const std::string& name, DType type, std::vector<int64_t> shape,
                   const std::vector<float>& values) {
    return {name, type, std::move(shape), std::as_bytes(std::span(values))};
}

}  // namespace

class TestSafetensors : public test::TestObject {
    Q_OBJECT

    std::filesystem::path file(const std::string& bytes) {
        const auto path = folder_.path() / "t.safetensors";
        if (!write_file_atomic(path, bytes)) qFatal("cannot write");
        return path;
    }
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void what_is_written_is_read_back() {
        const std::vector<float> a{1, 2, 3, 4, 5, 6}, b{7};
        const auto path = folder_.path() / "out.safetensors";
        QVERIFY(write_safetensors(path,
                                  {view_of("z", DType::f32, {2, 3}, a), view_of("a", DType::f32, {}, b)},
                                  {{"format", "pt"}, {"note", "grüße"}}));
        const auto read = SafetensorsFile::open(path);
        QVERIFY2(read.ok(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->tensors().size(), size_t(2));
        QCOMPARE(read->tensors()[0].name, std::string("z"));
        QVERIFY(read->find("z")->shape == std::vector<int64_t>({2, 3}));
        QVERIFY(read->find("a")->shape.empty());
        QVERIFY(std::memcmp(read->find("z")->bytes.data(), a.data(), 24) == 0);
        QCOMPARE(read->metadata().at("note"), std::string("grüße"));
        QVERIFY(read->find("q") == nullptr);
        QVERIFY(reinterpret_cast<uintptr_t>(read->tensors()[0].bytes.data()) % 8 == 0);
    }

    void equal_input_gives_equal_bytes() {
        const std::vector<float> a{1, 2};
        QVERIFY(write_safetensors(folder_.path() / "1", {view_of("x", DType::f32, {2}, a)},
                                  {{"b", "1"}, {"a", "2"}}));
        QVERIFY(write_safetensors(folder_.path() / "2", {view_of("x", DType::f32, {2}, a)},
                                  {{"a", "2"}, {"b", "1"}}));
        QCOMPARE(*read_file(folder_.path() / "1"), *read_file(folder_.path() / "2"));
    }

    void files_of_the_reference_library_are_read() {
        const auto read = SafetensorsFile::open(LORA_GOLDEN_DIR "/tiny_tied/model.safetensors");
        QVERIFY(read.ok());
        QVERIFY(read->find("model.embed_tokens.weight")->dtype == DType::bf16);
        QCOMPARE(read->metadata().at("format"), std::string("pt"));
    }

    void a_damaged_header_is_refused_with_the_reason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const std::string& bytes, const char* reason) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(reason);
        };
        const auto one = [](const std::string& entry) { return "{\"a\":" + entry + "}"; };
        row("empty file", "", "too short");
        row("short file", "abc", "too short");
        row("header larger than the file", std::string("\xff\xff\xff\xff\0\0\0\0{}", 10),
            "claims 4294967295 bytes");
        row("header beyond any file", std::string(8, '\xff') + "{}", "claims 18446744073709551615 bytes");
        row("not JSON", with_header("{\"a\":", 0), "not a JSON object");
        row("not an object", with_header("[1]", 0), "not a JSON object");
        row("entry is no object", with_header(one("3"), 0), "not an object");
        row("field missing", with_header(one(R"({"dtype":"F32","shape":[1]})"), 4), "lacks its dtype");
        row("unknown type", with_header(one(R"({"dtype":"F8_E5M2","shape":[4],"data_offsets":[0,4]})"), 4),
            "F8_E5M2");
        row("negative shape", with_header(one(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})"), 4),
            "whole numbers");
        row("fraction in shape", with_header(one(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,4]})"), 4),
            "whole");
        row("shape that overflows",
            with_header(one(R"({"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,4]})"), 4),
            "larger than any");
        row("offset beyond the file",
            with_header(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})"), 4), "outside the file");
        row("offsets turned round",
            with_header(one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,0]})"), 4), "outside the file");
        row("size against shape", with_header(one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})"), 4),
            "does not follow");
        row("overlap",
            with_header(
                R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
                6),
            "overlaps");
        row("hole",
            with_header(
                R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}})",
                6),
            "hole");
        row("bytes of nobody", with_header(one(R"({"dtype":"U8","shape":[2],"data_offsets":[0,2]})"), 5),
            "belong to no tensor");
        row("metadata not text", with_header(R"({"__metadata__":{"a":1}})", 0), "something else than text");
    }
    void a_damaged_header_is_refused_with_the_reason() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto path = file(bytes.toStdString());
        const auto read = SafetensorsFile::open(path);
        QVERIFY(!read.ok());
        QVERIFY(read.error().code == ErrorCode::bad_input);
        QVERIFY2(QString::fromStdString(read.error().what).contains(reason), read.error().text().c_str());
        QVERIFY(read.error().where.starts_with(path.string()));
        QVERIFY(!read.error().hint.empty());
    }

    void a_file_cut_short_anywhere_is_refused() {
        const std::string whole = *read_file(LORA_GOLDEN_DIR "/gguf_blocks.safetensors");
        for (size_t length = 0; length < whole.size(); length += 1 + whole.size() / 97) {
            QVERIFY(!SafetensorsFile::open(file(whole.substr(0, length))).ok());
        }
    }

    void a_missing_file_is_named() {
        const auto read = SafetensorsFile::open(folder_.path() / "absent");
        QVERIFY(!read.ok());
        QVERIFY(read.error().where.find("absent") != std::string::npos);
    }

    void nan_and_infinity_are_found_by_name() {
        const std::vector<float> good{1, -2}, bad{1, NAN}, infinite{-INFINITY};
        const auto a = view_of("a", DType::f32, {2}, good), b = view_of("b", DType::f32, {2}, bad);
        QCOMPARE(find_non_finite({a}), std::string());
        QCOMPARE(find_non_finite({a, b}), std::string("b"));
        QCOMPARE(find_non_finite({view_of("c", DType::f32, {1}, infinite)}), std::string("c"));
        const std::vector<uint16_t> half{0x3c00, 0x7c00}, bfloat{0x3f80, 0xffc0};
        QCOMPARE(find_non_finite({{"h", DType::f16, {2}, std::as_bytes(std::span(half))}}), std::string("h"));
        QCOMPARE(find_non_finite({{"g", DType::bf16, {2}, std::as_bytes(std::span(bfloat))}}),
                 std::string("g"));
        QCOMPARE(find_non_finite({{"bytes", DType::u8, {4}, std::as_bytes(std::span(half))}}), std::string());
    }
};

LORA_TEST_MAIN(TestSafetensors)
#include "test_safetensors.moc"
