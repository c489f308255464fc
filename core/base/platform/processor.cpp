// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor.h"

#include <string>

namespace lora {

Status processor_suffices() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    std::string lacking;
    const auto want = [&lacking](bool present, const char* name) {
        if (!present) lacking += (lacking.empty() ? "" : ", ") + std::string(name);
    };
    want(__builtin_cpu_supports("avx2") != 0, "AVX2");
    want(__builtin_cpu_supports("fma") != 0, "FMA");
    want(__builtin_cpu_supports("f16c") != 0, "F16C");
    if (!lacking.empty())
        return no_resources("This processor is too old for LoRA Studio: it lacks " + lacking, {},
                            "Processors from Intel since 2013 (Haswell) and AMD since 2015 have what is needed");
#endif
    return {};
}

void spin_pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

}  // namespace lora
