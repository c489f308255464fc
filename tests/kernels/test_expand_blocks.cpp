// SPDX-License-Identifier: Apache-2.0
// Stored weights come out as the references have them, whatever form this processor takes.
#include <bit>
#include <cmath>
#include <cstring>
#include <random>

#include "core/base/files.h"
#include "core/base/json.h"
#include "kernels/cpu/cpu_forms.h"
#include "kernels/include/expand_blocks.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

constexpr DType of_gguf[] = {DType::f32,  DType::f16,  DType::bf16, DType::q4_0, DType::q4_1, DType::q5_0,
                             DType::q5_1, DType::q8_0, DType::q4_k, DType::q5_k, DType::q6_k};
/// bitsandbytes' own values are the business of unit_bitsandbytes, which reads its files.
constexpr DType expandable[] = {DType::f32,  DType::f16,  DType::bf16,    DType::q4_0,     DType::q4_1,
                                DType::q5_0, DType::q5_1, DType::q8_0,    DType::q4_k,     DType::q5_k,
                                DType::q6_k, DType::nf4,  DType::nf4_f16, DType::nf4_bf16, DType::int8_rows};

/// Index of the first difference; NaN equals NaN, whose sign and payload no two processors agree on.
int64_t first_difference(const std::vector<float>& a, const std::vector<float>& b) {
    for (size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) && std::isnan(b[i])) continue;
        if (std::bit_cast<uint32_t>(a[i]) != std::bit_cast<uint32_t>(b[i])) return static_cast<int64_t>(i);
    }
    return -1;
}

/// The fixture's tensors; a reader of its own, since the kernels know nothing of files.
struct Fixture {
    Json header;
    std::string bytes;
    std::string_view tensor(const std::string& name) const {
        const Json& offsets = header.at(name).at("data_offsets");
        uint64_t header_bytes = 0;
        std::memcpy(&header_bytes, bytes.data(), 8);
        const size_t begin = 8 + header_bytes + offsets[0].get<size_t>(),
                     end = 8 + header_bytes + offsets[1].get<size_t>();
        return std::string_view(bytes).substr(begin, end - begin);
    }
};

Fixture read_fixture() {
    Fixture fixture;
    fixture.bytes = *read_file(LORA_GOLDEN_DIR "/gguf_blocks.safetensors");
    uint64_t header_bytes = 0;
    std::memcpy(&header_bytes, fixture.bytes.data(), 8);
    fixture.header = *parse_json(std::string_view(fixture.bytes).substr(8, header_bytes), "fixture");
    return fixture;
}

}  // namespace

class TestExpandBlocks : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_type_gives_the_values_of_the_gguf_package() {
        const Fixture fixture = read_fixture();
        for (const DType type : of_gguf) {
            const std::string name = dtype_info(type).name;
            const std::string_view stored = fixture.tensor(name + ".bytes"),
                                   values = fixture.tensor(name + ".values");
            std::vector<float> expected(values.size() / 4), got(expected.size());
            std::memcpy(expected.data(), values.data(), values.size());
            const auto [type_name, block_elements, block_bytes] = dtype_info(type);
            QCOMPARE(stored.size(), expected.size() / size_t(block_elements) * size_t(block_bytes));
            for (const kernels::CpuForm& form : kernels::cpu_forms()) {
                if (!form.available()) continue;
                form.expand(type, reinterpret_cast<const std::byte*>(stored.data()),
                            static_cast<int64_t>(expected.size()), got.data());
                const int64_t at = first_difference(expected, got);
                QVERIFY2(at < 0,
                         (name + " differs in form " + form.name + " at " + std::to_string(at)).c_str());
            }
        }
    }

    void every_form_equals_the_reference_on_any_bytes() {
        std::mt19937_64 random(7);
        for (const DType type : expandable) {
            const auto [name, block_elements, block_bytes] = dtype_info(type);
            for (const int64_t blocks : {1, 2, 15, 16, 17, 301}) {
                // One byte further than the allocation begins: blocks need not be aligned.
                std::vector<std::byte> bytes(static_cast<size_t>(blocks * block_bytes) + 1);
                for (std::byte& b : bytes)
                    b = static_cast<std::byte>(random());
                const int64_t elements = blocks * block_elements;
                std::vector<float> expected(static_cast<size_t>(elements)), got(expected.size());
                kernels::expand_blocks_reference(type, bytes.data() + 1, elements, expected.data());
                for (const kernels::CpuForm& form : kernels::cpu_forms()) {
                    if (!form.available()) continue;
                    form.expand(type, bytes.data() + 1, elements, got.data());
                    const int64_t at = first_difference(expected, got);
                    QVERIFY2(at < 0, (std::string(name) + " differs in form " + form.name).c_str());
                }
            }
        }
    }

    void every_half_and_bfloat_is_expanded_exactly() {
        std::vector<uint16_t> all(65536);
        for (size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<uint16_t>(i);
        std::vector<float> expected(all.size()), got(all.size());
        for (const DType type : {DType::f16, DType::bf16}) {
            for (size_t i = 0; i < all.size(); ++i) {
                const uint16_t bits = all[i];
                if (type == DType::bf16) {
                    expected[i] = std::bit_cast<float>(uint32_t(bits) << 16);
                    continue;
                }
                const int exponent = (bits >> 10) & 31, mantissa = bits & 1023;
                float value = exponent == 31  ? (mantissa ? NAN : INFINITY)
                              : exponent == 0 ? std::ldexp(float(mantissa), -24)
                                              : std::ldexp(float(1024 + mantissa), exponent - 25);
                expected[i] = bits & 0x8000 ? -value : value;
            }
            kernels::expand_blocks(type, reinterpret_cast<const std::byte*>(all.data()), 65536, got.data());
            QCOMPARE(first_difference(expected, got), int64_t(-1));
        }
    }

    void nothing_is_written_for_no_elements() {
        float untouched = 3;
        for (const DType type : expandable)
            kernels::expand_blocks(type, nullptr, 0, &untouched);
        QCOMPARE(untouched, 3.0f);
    }

    void only_weights_can_be_expanded() {
        for (const DType type : expandable)
            QVERIFY(kernels::can_expand(type));
        QVERIFY(!kernels::can_expand(DType::i32));
        QVERIFY(!kernels::can_expand(DType::f64));
    }

    void the_form_in_use_is_one_that_this_processor_has() {
        const std::string name = kernels::expand_blocks_form();
        bool found = false;
        for (const kernels::CpuForm& form : kernels::cpu_forms())
            found |= form.available() && name == form.name;
        QVERIFY(found);
    }
};

LORA_TEST_MAIN(TestExpandBlocks)
#include "test_expand_blocks.moc"
