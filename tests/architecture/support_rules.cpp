// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "tests/architecture/rules.h"

namespace lora::test {
namespace fs = std::filesystem;

namespace {

bool starts_with(std::string_view text, std::string_view head) {
    return text.substr(0, head.size()) == head;
}

bool ends_with(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

template <size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& heads) {
    return std::any_of(heads.begin(), heads.end(),
                       [&](std::string_view head) { return starts_with(text, head); });
}

/// Top-level folders that hold what people write.
constexpr std::array<std::string_view, 9> source_folders{"app",       "core",  "kernels", "ui", "resources",
                                                         "installer", "tests", "cmake",   ".ci"};

bool is_source_name(const std::string& name) {
    static constexpr std::array<std::string_view, 11> kinds{
        ".cpp", ".h", ".cu", ".cuh", ".py", ".sh", ".cmake", ".md", ".in", "CMakeLists.txt", "run"};
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](std::string_view kind) { return ends_with(name, kind); });
}

SourceFile read_source(const fs::path& root, const fs::path& file) {
    static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    SourceFile source;
    source.path = file.lexically_relative(root).generic_string();
    std::ifstream in(file, std::ios::binary);
    std::string line;
    while (std::getline(in, line)) {
        std::smatch match;
        if (source.is_code() && line.find("include") != std::string::npos &&
            std::regex_search(line, match, include))
            source.includes.push_back({source.lines.size() + 1, match[1]});
        source.lines.push_back(line);
    }
    return source;
}

std::string at(const SourceFile& file, size_t line) {
    return file.path + ":" + std::to_string(line);
}

/// Includes of every file that `applies` selects and that `is_wrong` refuses.
template <class Applies, class IsWrong>
Violations wrong_includes(const Tree& tree, Applies applies, IsWrong is_wrong) {
    Violations found;
    for (const SourceFile& file : tree) {
        if (!file.is_code() || !applies(file)) continue;
        for (const auto& include : file.includes)
            if (is_wrong(file, include.path))
                found.push_back(at(file, include.line) + " includes " + include.path);
    }
    return found;
}

bool is_qt(std::string_view include) {
    if (starts_with(include, "qcustomplot")) return true;
    return starts_with(include, "Qt") ||
           (include.size() > 1 && include[0] == 'Q' && include[1] >= 'A' && include[1] <= 'Z');
}

bool is_torch(std::string_view include) {
    return starts_with_any(include, std::array<std::string_view, 4>{"torch/", "ATen/", "c10/", "caffe2/"});
}

bool is_cuda(std::string_view include) {
    return starts_with_any(include, std::array<std::string_view, 6>{"cuda", "cublas", "nvml", "nvrtc",
                                                                    "cooperative_groups", "kernels/cuda/"});
}

/// "X" in "folder/X/file", empty when the path lies elsewhere or directly in the folder.
std::string part_of(std::string_view path, std::string_view folder) {
    if (!starts_with(path, folder) || path.size() <= folder.size() || path[folder.size()] != '/') return {};
    const auto rest = path.substr(folder.size() + 1);
    const auto slash = rest.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(rest.substr(0, slash));
}

}  // namespace

bool SourceFile::is_code() const {
    return ends_with(path, ".cpp") || ends_with(path, ".h") || ends_with(path, ".cu") ||
           ends_with(path, ".cuh");
}

Tree read_tree(const fs::path& root) {
    Tree tree;
    const auto take = [&](const fs::path& file) {
        if (is_source_name(file.filename().string())) tree.push_back(read_source(root, file));
    };
    for (const auto& entry : fs::directory_iterator(root))
        if (entry.is_regular_file()) take(entry.path());
    for (const auto folder : source_folders) {
        if (!fs::is_directory(root / folder)) continue;
        for (fs::recursive_directory_iterator entry(root / folder), end; entry != end; ++entry) {
            if (entry->path().filename() == "__pycache__")
                entry.disable_recursion_pending();
            else if (entry->is_regular_file())
                take(entry->path());
        }
    }
    std::sort(tree.begin(), tree.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return tree;
}

Violations qt_below_the_window(const Tree& tree) {
    return wrong_includes(
        tree,
        [](const SourceFile& f) { return f.under("core") || f.under("kernels") || f.under("app/worker"); },
        [](const SourceFile&, const std::string& include) { return is_qt(include); });
}

Violations engine_outside_the_engine(const Tree& tree) {
    Violations found = wrong_includes(
        tree,
        [](const SourceFile& f) {
            return f.under("ui") || f.under("app/studio") || (f.under("core") && !f.under("core/engine"));
        },
        [](const SourceFile&, const std::string& include) {
            return is_torch(include) || is_cuda(include) || starts_with(include, "core/engine/");
        });
    // Kernels work on raw pointers: only the wrapping folder knows tensors, only the CUDA folder knows CUDA.
    for (auto& one : wrong_includes(
             tree, [](const SourceFile&f) { return f.under("kernels"); },
             [](const SourceFile&file, const std::string&include) {
                 if (is_torch(include)) return !file.under("kernels/torch");
                 return is_cuda(include) && !file.under("kernels/cuda") && !file.under("kernels/torch");
             }))
        found.push_back(std::move(one));
    return found;
}

Violations contract_that_knows_more_than_base(const Tree& tree) {
    return wrong_includes(
        tree, [](const SourceFile& f) { return f.under("core/contract"); },
        [](const SourceFile&, const std::string& include) {
            const bool standard = include.find_first_of("/.") == std::string::npos;
            return !standard && !starts_with(include, "core/base/") &&
                   !starts_with(include, "core/contract/") && !starts_with(include, "nlohmann/");
        });
}

Violations pages_that_know_each_other(const Tree& tree) {
    return wrong_includes(
        tree, [](const SourceFile& f) { return f.under("ui"); },
        [](const SourceFile& file, const std::string& include) {
            if (starts_with(include, "..")) return file.under("ui/pages");
            const std::string page = part_of(include, "ui/pages");
            if (page.empty()) return false;
            // The window's shell registers pages; services, models and widgets know none.
            return file.under("ui/pages") ? part_of(file.path, "ui/pages") != page : !file.under("ui/shell");
        });
}

Violations parts_registered_in_many_places(const Tree& tree) {
    std::map<std::string, std::set<std::string>> registered;
    for (const SourceFile& file : tree) {
        if (!file.is_code() || file.under("tests")) continue;
        for (const auto& include : file.includes) {
            for (const char* folder :
                 {"ui/pages", "core/engine/models", "core/engine/adapters", "core/engine/exporters"}) {
                const std::string part = part_of(include.path, folder);
                if (!part.empty() && part_of(file.path, folder) != part)
                    registered[std::string(folder) + "/" + part].insert(file.path);
            }
        }
    }
    Violations found;
    for (const auto& [part, places] : registered) {
        if (places.size() < 2) continue;
        std::string text = part + " is named in";
        for (const auto& place : places)
            text += " " + place;
        found.push_back(text);
    }
    return found;
}

Violations switches_in_shared_code(const Tree& tree) {
    static const std::regex conditional(R"(^\s*#\s*(if|ifdef|ifndef|elif|else)\b)");
    Violations found;
    for (const SourceFile& file : tree) {
        const bool shared =
            file.under("core") || file.under("app") || file.under("ui") || file.under("kernels/include");
        if (!file.is_code() || !shared || file.under("core/base/platform")) continue;
        for (size_t i = 0; i < file.lines.size(); ++i)
            if (std::regex_search(file.lines[i], conditional))
                found.push_back(at(file, i + 1) + " " + file.lines[i]);
    }
    return found;
}

Violations platform_calls_outside_platform(const Tree& tree) {
    const auto applies = [](const SourceFile& f) {
        const bool ours = f.under("core") || f.under("kernels") || f.under("app") || f.under("ui");
        return ours && !f.under("core/base/platform");
    };
    Violations found = wrong_includes(
        tree, applies, [](const SourceFile& file, const std::string& include) {
            // The CUDA library is a platform's own part: it opens LibTorch's where a GPU was found.
            if (include == "dlfcn.h" && file.under("kernels/cuda")) return false;
            return starts_with_any(include, std::array<std::string_view, 10>{
                                                "unistd.h", "sys/", "fcntl.h", "dlfcn.h", "poll.h", "spawn.h",
                                                "pthread.h", "dirent.h", "termios.h", "windows.h"});
        });
    // And calls that come in through headers which every system has.
    static const std::regex calls(
        R"((^|[^\w.>])(gmtime_r|localtime_r|timegm|setenv|unsetenv|mkstemp|mkdtemp|popen|usleep|fileno)\s*\()");
    for (const SourceFile& file : tree) {
        if (!file.is_code() || !applies(file)) continue;
        for (size_t i = 0; i < file.lines.size(); ++i)
            if (std::regex_search(file.lines[i], calls)) found.push_back(at(file, i + 1) + " " + file.lines[i]);
    }
    return found;
}

Violations missing_or_wrong_licences(const Tree& tree) {
    Violations found;
    for (const SourceFile& file : tree) {
        if (ends_with(file.path, ".md") || ends_with(file.path, ".in")) continue;
        const char* licence =
            file.under("ui") || file.under("app/studio") ? "GPL-3.0-or-later" : "Apache-2.0";
        const std::string tag = std::string("SPDX-License-Identifier: ") + licence;
        // First line, or the second of a script whose first names its interpreter.
        const size_t line = !file.lines.empty() && starts_with(file.lines[0], "#!") ? 1 : 0;
        if (file.lines.size() <= line || !ends_with(file.lines[line], tag))
            found.push_back(at(file, line + 1) + " does not say " + tag);
    }
    return found;
}

Violations files_over_500_lines(const Tree& tree) {
    Violations found;
    for (const SourceFile& file : tree) {
        // A list that a program writes from the sources is as long as they make it: nobody reads it as code.
        const bool made = file.lines.size() > 1 && file.lines[1].ends_with("not edited by hand.");
        if (file.is_code() && file.lines.size() > 500 && !made)
            found.push_back(file.path + " has " + std::to_string(file.lines.size()) + " lines");
    }
    return found;
}

Violations paths_of_one_machine(const Tree& tree) {
    static const std::regex machine(R"((^|[^\w.}])/(work|root|home/\w+)/)");
    Violations found;
    for (const SourceFile& file : tree) {
        for (size_t i = 0; i < file.lines.size(); ++i)
            if (std::regex_search(file.lines[i], machine))
                found.push_back(at(file, i + 1) + " " + file.lines[i]);
    }
    // The rules themselves, and the tree of broken rules that they are tried on.
    std::erase_if(found, [](const std::string& text) { return starts_with(text, "tests/architecture/"); });
    return found;
}

Violations exits_below_main(const Tree& tree) {
    static const std::regex exits(R"((std::|(^|[^\w.>:])(::)?)(exit|quick_exit|abort|terminate)\s*\()");
    Violations found;
    for (const SourceFile& file : tree) {
        const bool ours =
            file.under("core") || file.under("kernels") || file.under("app") || file.under("ui");
        if (!file.is_code() || !ours || ends_with(file.path, "main.cpp")) continue;
        for (size_t i = 0; i < file.lines.size(); ++i) {
            const std::string code = file.lines[i].substr(0, file.lines[i].find("//"));
            if (std::regex_search(code, exits)) found.push_back(at(file, i + 1) + " " + file.lines[i]);
        }
    }
    return found;
}

}  // namespace lora::test
