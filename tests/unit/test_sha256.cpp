// SPDX-License-Identifier: Apache-2.0
#include <QtCore/QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/sha256.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

// FIPS 180-4's examples, as NIST prints them.
constexpr const char* of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* of_two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr const char* of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Made before anything was hashed, so it goes when everything made since has gone.
const struct Last {
    ~Last() {
        if (sha256_hex("abc") == of_abc) return;
        std::fputs("FAIL: a hash at the end of the program is wrong\n", stderr);
        std::_Exit(1);
    }
} last;

}  // namespace

class Sha256Test : public lora::test::TestObject {
    Q_OBJECT

  private Q_SLOTS:
    void digests_are_those_of_the_standard() {
        QCOMPARE(sha256_hex("abc"), std::string(of_abc));
        QCOMPARE(sha256_hex(""), std::string(of_nothing));
        Sha256 in_parts;
        in_parts.add("abcdbcdecdefdefgefghfghighij");
        in_parts.add("hijkijkljklmklmnlmnomnopnopq");
        QCOMPARE(in_parts.hex(), std::string(of_two_blocks));
    }

    void a_file_is_hashed_with_progress_and_may_be_cancelled() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "large.bin";
        const std::string bytes((16u << 20) + 5, 'a');
        std::ofstream(path, std::ios::binary) << bytes;
        std::vector<uint64_t> done;
        const auto hashed = sha256_file(path, [&](uint64_t now, uint64_t all) {
            done.push_back(now);
            return all == bytes.size();
        });
        QVERIFY(hashed.ok());
        QCOMPARE(*hashed, sha256_hex(bytes));
        QCOMPARE(done, (std::vector<uint64_t>{16u << 20, bytes.size()}));
        const auto cancelled = sha256_file(path, [](uint64_t, uint64_t) { return false; });
        QVERIFY(!cancelled.ok());
        QCOMPARE(int(cancelled.error().code), int(ErrorCode::interrupted));
    }

    /// What the thread leaves behind in the library is cleared when it ends; `last` looks once more after
    /// main.
    void a_thread_that_has_hashed_may_outlive_the_program() {
        std::string hex;
        std::thread([&] { hex = sha256_hex("abc"); }).join();
        QCOMPARE(hex, std::string(of_abc));
    }
};

LORA_TEST_MAIN(Sha256Test)
#include "test_sha256.moc"
