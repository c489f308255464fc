// SPDX-License-Identifier: Apache-2.0
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>

#include "core/base/files.h"
#include "tests/architecture/rules.h"
#include "tests/support/test_main.h"

namespace lora {
namespace fs = std::filesystem;
using test::Violations;

/// What a program loads, itself and through its libraries; empty when it was not built.
QString libraries_of(const char* program) {
    const QString path = QString(LORA_BINARY_DIR) + "/" + program;
    if (!QFileInfo::exists(path)) return {};
    QProcess ldd;
    ldd.start("ldd", {path});
    if (!ldd.waitForFinished() || ldd.exitCode() != 0) return {};
    return QString::fromUtf8(ldd.readAllStandardOutput());
}

class TestRules : public test::TestObject {
    Q_OBJECT

    test::Tree tree_;

    static void expect_none(const Violations& violations) {
        std::string text;
        for (const auto& one : violations)
            text += "\n  " + one;
        QVERIFY2(violations.empty(), text.c_str());
    }

  private Q_SLOTS:
    void initTestCase() { tree_ = test::read_tree(LORA_SOURCE_DIR); }

    void the_whole_house_is_looked_at() {
        for (const char* folder :
             {"app/worker", "app/studio", "core/base", "core/contract", "core/engine", "kernels/cpu",
              "kernels/include", "ui/shell", "ui/services", "tests/unit"}) {
            const bool seen =
                std::any_of(tree_.begin(), tree_.end(), [&](const auto& file) { return file.under(folder); });
            QVERIFY2(seen, folder);
        }
    }

    void core_kernels_and_worker_know_no_qt() { expect_none(test::qt_below_the_window(tree_)); }
    void only_the_engine_knows_libtorch_and_cuda() { expect_none(test::engine_outside_the_engine(tree_)); }
    void the_contract_knows_only_base() { expect_none(test::contract_that_knows_more_than_base(tree_)); }
    void no_page_knows_another() { expect_none(test::pages_that_know_each_other(tree_)); }
    void a_new_page_family_method_or_format_is_named_in_one_place() {
        expect_none(test::parts_registered_in_many_places(tree_));
    }
    void shared_code_has_no_switches_for_backends() { expect_none(test::switches_in_shared_code(tree_)); }
    void system_calls_stay_in_the_platform_folder() {
        expect_none(test::platform_calls_outside_platform(tree_));
    }
    void every_source_file_names_its_licence() { expect_none(test::missing_or_wrong_licences(tree_)); }
    void no_source_file_is_longer_than_500_lines() { expect_none(test::files_over_500_lines(tree_)); }
    void no_source_names_a_path_of_one_machine() { expect_none(test::paths_of_one_machine(tree_)); }
    void nothing_below_main_ends_the_program() { expect_none(test::exits_below_main(tree_)); }

    void a_broken_rule_is_found() {
        const auto folder = TemporaryFolder::create();
        QVERIFY(folder.ok());
        const auto write = [&](const char* path, const std::string& text) {
            QVERIFY(make_folders((folder->path() / path).parent_path()).ok());
            QVERIFY(write_file_atomic(folder->path() / path, text).ok());
        };
        const std::string apache = "// SPDX-License-Identifier: Apache-2.0\n";
        write("core/data/a.cpp",
              apache + "#include <QtCore/QString>\n#include <torch/torch.h>\n#include <unistd.h>\n");
        write("core/base/platform/fine.cpp", apache + "#include <unistd.h>\n#ifdef __linux__\n#endif\n");
        write("core/contract/b.h",
              apache + "#include <string>\n#include <nlohmann/json.hpp>\n#include \"core/data/a.h\"\n");
        write("core/text/c.cpp", apache + "#ifdef USE_CUDA\n#endif\nvoid f() { std::exit(1); }\n" +
                                   "void g() { gmtime_r(&now, &utc); }\n");
        write("core/plan/long.cpp", apache + std::string(500, '\n'));
        write("ui/pages/one/d.cpp", apache + "#include \"ui/pages/two/e.h\"\n");
        write("ui/shell/f.cpp",
              "// SPDX-License-Identifier: GPL-3.0-or-later\n#include \"ui/pages/two/e.h\"\n");
        write("installer/g.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\ncd /work/main\n");
        const auto tree = test::read_tree(folder->path());
        QCOMPARE(test::qt_below_the_window(tree).size(), size_t(1));
        QCOMPARE(test::engine_outside_the_engine(tree).size(), size_t(1));
        QCOMPARE(test::contract_that_knows_more_than_base(tree).size(), size_t(1));
        QCOMPARE(test::pages_that_know_each_other(tree).size(), size_t(1));
        QCOMPARE(test::parts_registered_in_many_places(tree).size(), size_t(1));
        QCOMPARE(test::switches_in_shared_code(tree).size(), size_t(1));
        QCOMPARE(test::platform_calls_outside_platform(tree).size(), size_t(2));
        QCOMPARE(test::missing_or_wrong_licences(tree).size(), size_t(1));
        QCOMPARE(test::files_over_500_lines(tree).size(), size_t(1));
        QCOMPARE(test::paths_of_one_machine(tree).size(), size_t(1));
        QCOMPARE(test::exits_below_main(tree).size(), size_t(1));
    }

    void the_window_links_neither_libtorch_nor_cuda() {
        const QString libraries = libraries_of("lora-studio");
        if (libraries.isEmpty()) QSKIP("lora-studio is not built here");
        for (const char* name : {"libtorch", "libc10", "libcuda", "libcublas"})
            QVERIFY2(!libraries.contains(name), qPrintable(libraries));
    }

    void the_worker_links_no_qt() {
        const QString libraries = libraries_of("lora-worker");
        if (libraries.isEmpty()) QSKIP("lora-worker is not built here");
        QVERIFY2(!libraries.contains("libQt"), qPrintable(libraries));
    }
};

}  // namespace lora

using lora::TestRules;
LORA_TEST_MAIN(TestRules)
#include "test_rules.moc"
