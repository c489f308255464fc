// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_forms.h"

namespace lora::kernels {

const CpuForm& chosen_form() {
    static const CpuForm& form = []() -> const CpuForm& {
        for (const CpuForm& candidate : cpu_forms()) {
            if (candidate.available()) return candidate;
        }
        return cpu_forms().back();
    }();
    return form;
}

}  // namespace lora::kernels
