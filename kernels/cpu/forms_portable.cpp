// SPDX-License-Identifier: Apache-2.0
// The forms of a build for a processor family that has no faster form here yet.
#include "kernels/cpu/expand_forms.h"
#include "kernels/include/expand_blocks.h"

namespace lora::kernels {

std::span<const ExpandForm> expand_forms() {
    static constexpr ExpandForm forms[] = {{"reference", [] { return true; }, expand_blocks_reference}};
    return forms;
}

}  // namespace lora::kernels
