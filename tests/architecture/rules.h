// SPDX-License-Identifier: Apache-2.0
// The house's rules as functions over a source tree: each gives the places that break it, worded for a
// person.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lora::test {

/// One source file, read once.
struct SourceFile {
    std::string path;  ///< relative to the root, with forward slashes
    std::vector<std::string> lines;
    struct Include {
        size_t line = 0;  ///< 1-based
        std::string path;
    };
    std::vector<Include> includes;

    bool under(const std::string& folder) const { return path.rfind(folder + "/", 0) == 0; }
    bool is_code() const;  ///< C++ or CUDA
};

/// Everything of ours that a person writes: code, build files, scripts, pages; not data and not what was
/// built.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

using Violations = std::vector<std::string>;
using Tree = std::vector<SourceFile>;

Violations qt_below_the_window(const Tree& tree);
Violations engine_outside_the_engine(const Tree& tree);
Violations contract_that_knows_more_than_base(const Tree& tree);
Violations pages_that_know_each_other(const Tree& tree);
Violations parts_registered_in_many_places(const Tree& tree);
Violations switches_in_shared_code(const Tree& tree);
Violations platform_calls_outside_platform(const Tree& tree);
Violations missing_or_wrong_licences(const Tree& tree);
Violations files_over_500_lines(const Tree& tree);
Violations paths_of_one_machine(const Tree& tree);
Violations exits_below_main(const Tree& tree);

}  // namespace lora::test
