// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/base/files.h"
#include "core/base/platform/process.h"

namespace lora {
namespace fs = std::filesystem;

namespace {

/// Value of "Name:   123 kB" in a /proc file, in bytes.
uint64_t proc_kilobytes(const char* file, const std::string& name) {
    std::ifstream in(file);
    std::string line;
    while (std::getline(in, line)) {
        if (line.rfind(name + ":", 0) == 0) return std::strtoull(line.c_str() + name.size() + 1, nullptr, 10) * 1024;
    }
    return 0;
}

std::string cpuinfo(const std::string& name) {
    std::ifstream in("/proc/cpuinfo");
    std::string line;
    while (std::getline(in, line)) {
        if (line.rfind(name, 0) != 0) continue;
        const auto colon = line.find(':');
        if (colon != std::string::npos && colon + 2 <= line.size()) return line.substr(colon + 2);
    }
    return {};
}

fs::path xdg_folder(const char* variable, const char* fallback) {
    if (const char* set = std::getenv(variable); set && *set == '/') return fs::path(set) / "lora-studio";
    const char* home = std::getenv("HOME");
    return fs::path(home && *home ? home : "/tmp") / fallback / "lora-studio";
}

/// Memory limit of this process's control group, where one is set.
uint64_t control_group_limit_bytes() {
    std::ifstream in("/sys/fs/cgroup/memory.max");
    std::string text;
    if (!(in >> text) || text == "max") return UINT64_MAX;
    return std::strtoull(text.c_str(), nullptr, 10);
}

}  // namespace

int64_t current_process_id() { return ::getpid(); }

uint64_t process_start_ticks(int64_t process_id) {
    std::ifstream in("/proc/" + std::to_string(process_id) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    // The name in parentheses may hold anything; fields are counted behind its end. Start time is field 22.
    const auto close = text.rfind(')');
    if (close == std::string::npos) return 0;
    std::istringstream rest(text.substr(close + 1));
    std::string field;
    rest >> field;
    if (field == "Z" || field == "X") return 0;
    for (int i = 4; i <= 22; ++i) rest >> field;
    return std::strtoull(field.c_str(), nullptr, 10);
}

bool process_is_alive(int64_t process_id, uint64_t start_ticks) {
    return process_id > 0 && start_ticks != 0 && process_start_ticks(process_id) == start_ticks;
}

std::string host_name() {
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

std::string processor_name() {
    const auto name = cpuinfo("model name");
    return name.empty() ? "unknown processor" : name;
}

std::vector<std::string> instruction_sets() {
    std::istringstream flags(cpuinfo("flags"));
    std::vector<std::string> found;
    std::string flag;
    while (flags >> flag) {
        for (const char* wanted : {"avx", "avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512vl", "avx512_vnni",
                                   "avx512_bf16", "avx_vnni", "amx_tile", "amx_bf16", "amx_int8"}) {
            if (flag == wanted) found.push_back(flag);
        }
    }
    return found;
}

int usable_cores() {
    if (const char* told = std::getenv(usable_cores_variable)) {
        const int cores = std::atoi(told);
        if (cores > 0) return cores;
    }
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return std::max(1, CPU_COUNT(&set));
}

uint64_t total_memory_bytes() { return std::min(proc_kilobytes("/proc/meminfo", "MemTotal"), control_group_limit_bytes()); }

uint64_t available_memory_bytes() {
    const uint64_t machine = proc_kilobytes("/proc/meminfo", "MemAvailable");
    const uint64_t limit = control_group_limit_bytes();
    if (limit == UINT64_MAX) return machine;
    std::ifstream in("/sys/fs/cgroup/memory.current");
    uint64_t used = 0;
    in >> used;
    return std::min(machine, limit > used ? limit - used : 0);
}

uint64_t resident_memory_bytes() { return proc_kilobytes("/proc/self/status", "VmRSS"); }
uint64_t peak_resident_memory_bytes() { return proc_kilobytes("/proc/self/status", "VmHWM"); }

uint64_t free_disk_bytes(const fs::path& path) {
    struct statvfs info {};
    if (::statvfs(path.c_str(), &info) != 0) return 0;
    return static_cast<uint64_t>(info.f_bavail) * info.f_frsize;
}

fs::path user_cache_folder() { return xdg_folder("XDG_CACHE_HOME", ".cache"); }
fs::path user_data_folder() { return xdg_folder("XDG_DATA_HOME", ".local/share"); }
fs::path user_log_folder() { return user_data_folder() / "logs"; }

fs::path program_folder() {
    std::error_code code;
    const auto self = fs::read_symlink("/proc/self/exe", code);
    return code ? fs::current_path(code) : self.parent_path();
}

Result<int64_t> start_detached(const fs::path& program, const std::vector<std::string>& arguments, const fs::path& log_path) {
    std::vector<std::string> texts{program.string()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& text : texts) argv.push_back(text.data());
    argv.push_back(nullptr);

    // Two forks: the middle process ends at once, so that the worker belongs to init and is never our zombie.
    int report[2];
    if (::pipe2(report, O_CLOEXEC) != 0) return system_error(errno, "starting a program", program);
    const pid_t middle = ::fork();
    if (middle < 0) {
        const int error = errno;
        ::close(report[0]);
        ::close(report[1]);
        return system_error(error, "starting a program", program);
    }
    if (middle == 0) {
        ::setsid();
        const pid_t worker = ::fork();
        if (worker != 0) ::_exit(worker < 0 ? 1 : 0);
        const int64_t id = ::getpid();
        (void)!::write(report[1], &id, sizeof id);
        const int in = ::open("/dev/null", O_RDONLY);
        const int out = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        ::dup2(in, 0);
        ::dup2(out < 0 ? in : out, 1);
        ::dup2(out < 0 ? in : out, 2);
        ::execv(program.c_str(), argv.data());
        const int64_t failed = -static_cast<int64_t>(errno);
        (void)!::write(report[1], &failed, sizeof failed);
        ::_exit(127);
    }
    ::close(report[1]);
    int status = 0;
    while (::waitpid(middle, &status, 0) < 0 && errno == EINTR) {
    }
    int64_t id = 0;
    int64_t failed = 0;
    const bool got_id = ::read(report[0], &id, sizeof id) == sizeof id;
    // The pipe closes by itself when execv succeeds; a number in it is execv's error.
    const bool got_error = got_id && ::read(report[0], &failed, sizeof failed) == sizeof failed;
    ::close(report[0]);
    if (!got_id) return bug("A program could not be started", program.string());
    if (got_error) return system_error(static_cast<int>(-failed), "starting a program", program);
    return id;
}

}  // namespace lora
