// SPDX-License-Identifier: Apache-2.0
// LibTorch throws; our interfaces hand errors back. Every entry of the engine that computes goes through here.
#pragma once

#include <c10/util/Exception.h>

#include <new>
#include <string>
#include <type_traits>

#include "core/base/result.h"

namespace lora::engine {

inline Error memory_error(const std::string& doing) {
    return no_resources("There is not enough memory for " + doing, {},
                        "Use shorter sequences or a smaller batch, or close other programs");
}

/// Runs `work`, which returns a Result or Status, and turns what LibTorch throws into an Error. `doing` completes
/// "There is not enough memory for …".
template <class Work>
auto guard_torch(const std::string& doing, Work&& work) -> std::invoke_result_t<Work> {
    try {
        return work();
    } catch (const c10::OutOfMemoryError&) {
        return memory_error(doing);
    } catch (const std::bad_alloc&) {
        return memory_error(doing);
    } catch (const c10::Error& problem) {
        const std::string text = problem.what_without_backtrace();
        // The CPU allocator has no exception type of its own.
        if (text.find("not enough memory") != std::string::npos || text.find("can't allocate memory") != std::string::npos) {
            return memory_error(doing);
        }
        return bug("LibTorch failed in " + doing + ": " + text);
    }
}

}  // namespace lora::engine
