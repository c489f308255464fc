// SPDX-License-Identifier: Apache-2.0
// The handler asks nothing of the program's own memory but the buffers filled when it was set up, and calls only what
// signal-safety(7) allows; backtrace is used with its library loaded before, as its manual page says.
#include "core/base/platform/crash_handler.h"

#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstring>
#include <exception>

#include "core/base/platform/crash_writer.h"

namespace lora {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool has_sanitizer = true;
#else
constexpr bool has_sanitizer = false;
#endif

constexpr unsigned limit_seconds = 10;  ///< for the report: a program that is broken must end all the same

struct SignalName {
    int number;
    const char* name;
    const char* words;
};
constexpr SignalName reported[] = {{SIGSEGV, "SIGSEGV", "memory was used that is not there or not the program's"},
                                   {SIGBUS, "SIGBUS", "a file was cut short while it was read, or an address is impossible"},
                                   {SIGILL, "SIGILL", "an instruction that this processor does not have"},
                                   {SIGFPE, "SIGFPE", "a whole number was divided by zero"},
                                   {SIGABRT, "SIGABRT", "the program gave up"}};

/// What the handler needs, made ready before anything is wrong.
struct Prepared {
    char folder[PATH_MAX], program[64], version[64], doing[64], build_id[65];
    char message[1024];  ///< of the exception that nobody caught
    std::atomic<pid_t> thread{0};  ///< the one that reports; a second one that crashes waits for it
    std::terminate_handler earlier_terminate = nullptr;
};
Prepared prepared;
constexpr size_t handler_stack_bytes = 128 << 10;
alignas(16) char handler_stack[handler_stack_bytes];  ///< the main thread's
std::atomic<bool> reporting{false};

bool use_handler_stack(void* at) {
    stack_t stack{};
    stack.ss_sp = at;
    stack.ss_size = handler_stack_bytes;
    return ::sigaltstack(&stack, nullptr) == 0;
}

/// The handler's stack of a thread that is not the main one. Pages that no crash touches take no memory.
struct ThreadHandlerStack {
    void* at = ::mmap(nullptr, handler_stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    ThreadHandlerStack() {
        if (at != MAP_FAILED) use_handler_stack(at);
    }
    ~ThreadHandlerStack() {
        stack_t none{};
        none.ss_flags = SS_DISABLE;
        ::sigaltstack(&none, nullptr);
        if (at != MAP_FAILED) ::munmap(at, handler_stack_bytes);
    }
    ThreadHandlerStack(const ThreadHandlerStack&) = delete;
    ThreadHandlerStack& operator=(const ThreadHandlerStack&) = delete;
};

template <size_t N>
void keep(char (&into)[N], const std::string& text) {
    const size_t length = std::min(text.size(), N - 1);
    std::memcpy(into, text.data(), length);
    into[length] = '\0';
}

pid_t thread_id() { return static_cast<pid_t>(::syscall(SYS_gettid)); }

const SignalName& named(int signal) {
    for (const SignalName& one : reported)
        if (one.number == signal) return one;
    return reported[0];
}

void make_folder_with_its_parents() {
    char part[PATH_MAX];
    for (size_t i = 0; prepared.folder[i]; ++i) {
        if (i > 0 && prepared.folder[i] == '/') {
            part[i] = '\0';
            ::mkdir(part, 0755);
        }
        part[i] = prepared.folder[i];
    }
    ::mkdir(prepared.folder, 0700);
}

uint64_t instruction(const void* context) {
#if defined(__x86_64__)
    return static_cast<uint64_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
    return static_cast<const ucontext_t*>(context)->uc_mcontext.pc;
#else
    return context ? 0 : 0;
#endif
}

/// PATH/crash-20260131T090500Z-lora-worker-1234.txt: core/base/crash_reports.h reads the name again.
void name_report(char (&path)[PATH_MAX + 128], const CrashTime& now) {
    size_t length = 0;
    const auto add = [&](const char* text) {
        while (*text && length + 1 < sizeof path)
            path[length++] = *text++;
    };
    const auto add_number = [&](uint64_t value, int digits) {
        char text[21];
        int at = 20;
        text[at] = '\0';
        for (; value > 0 || digits > 0; value /= 10, --digits)
            text[--at] = static_cast<char>('0' + value % 10);
        add(text + at);
    };
    add(prepared.folder);
    add("/crash-");
    add_number(now.year, 4);
    add_number(now.month, 2);
    add_number(now.day, 2);
    add("T");
    add_number(now.hour, 2);
    add_number(now.minute, 2);
    add_number(now.second, 2);
    add("Z-");
    add(prepared.program);
    add("-");
    add_number(static_cast<uint64_t>(::getpid()), 1);
    add(".txt");
    path[length] = '\0';
}

void write_report(int file, int signal, const siginfo_t& info, const void* context, const CrashTime& now) {
    char thread_name[17] = {};
    ::prctl(PR_GET_NAME, thread_name);
    CrashWriter out(file);
    out.text("LoRA Studio crash report\n\nprogram: ").text(prepared.program).text(" ").text(prepared.version);
    out.text("\nbuild: ").text(prepared.build_id).text("\ndoing: ").text(prepared.doing).text("\ntime: ");
    out.number(now.year, 4).text("-").number(now.month, 2).text("-").number(now.day, 2).text("T");
    out.number(now.hour, 2).text(":").number(now.minute, 2).text(":").number(now.second, 2).text("Z\nsignal: ");
    out.number(static_cast<uint64_t>(signal)).text(" ").text(named(signal).name).text(", ").text(named(signal).words);
    if (info.si_code <= 0)
        out.text("\nsent by: process ").number(static_cast<uint64_t>(info.si_pid));
    else
        out.text("\naddress: ").hexadecimal(reinterpret_cast<uint64_t>(info.si_addr));
    out.text("\ninstruction: ").hexadecimal(instruction(context));
    out.text("\nprocess: ").number(static_cast<uint64_t>(::getpid())).text("\nthread: ");
    out.number(static_cast<uint64_t>(thread_id())).text(" ").text(thread_name);
    if (prepared.message[0]) out.text("\nmessage: ").text(prepared.message);
    out.text("\n\nbacktrace, the latest call first:\n");
    out.flush();
    void* calls[128];
    ::backtrace_symbols_fd(calls, ::backtrace(calls, 128), file);
    out.text("\ncode in memory:\n").lines_of("/proc/self/maps", " r-xp ");
    out.text("\nend of report\n");
}

/// The process ends by `signal` as if nobody had handled it.
void end_by(int signal) {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    ::sigaction(signal, &usual, nullptr);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
    ::syscall(SYS_tgkill, ::getpid(), thread_id(), signal);
}

std::atomic<int> reported_signal{0};

void report_takes_too_long(int) { end_by(reported_signal); }

void handle(int signal, siginfo_t* info, void* context) {
    const pid_t me = thread_id();
    pid_t nobody = 0;
    if (!prepared.thread.compare_exchange_strong(nobody, me)) {
        if (nobody == me) return end_by(signal);  // the report itself crashed
        const struct timespec wait {limit_seconds + 1, 0};
        ::nanosleep(&wait, nullptr);  // the other thread's report ends the process meanwhile
        return end_by(signal);
    }
    reported_signal = signal;
    struct sigaction too_long {};
    too_long.sa_handler = report_takes_too_long;
    ::sigaction(SIGALRM, &too_long, nullptr);
    ::alarm(limit_seconds);

    const CrashTime now = crash_time();
    char path[PATH_MAX + 128];
    make_folder_with_its_parents();
    name_report(path, now);
    const int file = ::open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        write_report(file, signal, *info, context, now);
        ::close(file);
    }
    CrashWriter log(STDERR_FILENO);
    log.text(prepared.program).text(" ended by ").text(named(signal).name).text(": ").text(named(signal).words);
    log.text(file >= 0 ? ". Crash report: " : ". No crash report could be written: ").text(path).text("\n");
    log.flush();
    ::alarm(0);
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    ::sigaction(signal, &usual, nullptr);
    // What the processor refused it refuses again, at the very instruction, which is what a core file should show.
    if (info->si_code <= 0) end_by(signal);
}

void keep_message_of_exception() {
    if (const auto exception = std::current_exception()) {
        try {
            std::rethrow_exception(exception);
        } catch (const std::exception& problem) {
            keep(prepared.message, problem.what());
        } catch (...) {
            keep(prepared.message, "an exception without words");
        }
    }
    prepared.earlier_terminate();
}

/// The linker's fingerprint of the program, by which its symbols are found again.
int find_build_id(struct dl_phdr_info* info, size_t, void*) {
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = info->dlpi_phdr[i];
        if (part.p_type != PT_NOTE) continue;
        const auto* at = reinterpret_cast<const char*>(info->dlpi_addr + part.p_vaddr);
        const char* end = at + part.p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note;
            std::memcpy(&note, at, sizeof note);
            const char* name = at + sizeof note;
            const char* bytes = name + (note.n_namesz + 3) / 4 * 4;
            const char* next = bytes + (note.n_descsz + 3) / 4 * 4;
            if (next > end) break;
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
                for (size_t b = 0; b < std::min<size_t>(note.n_descsz, 32); ++b) {
                    const auto byte = static_cast<unsigned char>(bytes[b]);
                    prepared.build_id[2 * b] = "0123456789abcdef"[byte >> 4];
                    prepared.build_id[2 * b + 1] = "0123456789abcdef"[byte & 15];
                }
                return 1;
            }
            at = next;
        }
    }
    return 1;  // the program itself comes first; its libraries are not asked
}

}  // namespace

bool report_crashes(const std::string& program, const std::string& version, const std::string& doing,
                    const std::filesystem::path& folder) {
    if (has_sanitizer || folder.string().size() >= sizeof prepared.folder) return false;
    keep(prepared.folder, folder.string());
    keep(prepared.program, program);
    keep(prepared.version, version);
    keep(prepared.doing, doing);
    ::dl_iterate_phdr(find_build_id, nullptr);
    void* warm[1];
    ::backtrace(warm, 1);  // loads the library that it needs: not in a handler
    if (!use_handler_stack(handler_stack)) return false;
    struct sigaction action {};
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (const SignalName& one : reported)
        if (::sigaction(one.number, &action, nullptr) != 0) return false;
    prepared.earlier_terminate = std::set_terminate(keep_message_of_exception);
    reporting = true;
    return true;
}

void report_overflow_of_this_thread() {
    if (!reporting || ::getpid() == thread_id()) return;
    thread_local const ThreadHandlerStack stack;
}

}  // namespace lora
