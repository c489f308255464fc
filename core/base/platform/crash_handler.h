// SPDX-License-Identifier: Apache-2.0
// A program that ends by a fault says where: a report in a file, and then the end that it would have had without.
#pragma once

#include <filesystem>
#include <string>

namespace lora {

/// From now on SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT and std::terminate leave a report in `folder`, which is made when
/// it is needed; its name and place go to standard error. The process then ends by the same signal as before, with a
/// core file where the system writes them. `doing` is told in the report: the verb, no names of files, since people pass
/// reports on. Call it once, early in main, on the main thread: an overflow of that thread's stack is reported, one of
/// another thread's where report_overflow_of_this_thread was called. False, and nothing is changed, in a program built
/// with a sanitizer, which has its own.
bool report_crashes(const std::string& program, const std::string& version, const std::string& doing,
                    const std::filesystem::path& folder);

/// A stack that overflows has no room for the handler: this gives the calling thread a second one until the thread ends.
/// Call it where a thread's work begins, as often as you like. Threads that libraries start for themselves (OpenMP, Qt's
/// own) go without: theirs is the only crash that leaves no report. Does nothing where crashes are not reported.
void report_overflow_of_this_thread();

}  // namespace lora
