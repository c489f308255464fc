// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/matrix_unit.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace lora {

bool system_lends_tiles() {
#if defined(__x86_64__)
    // ARCH_REQ_XCOMP_PERM and XFEATURE_XTILE_DATA; Linux 5.16 was the first to know them.
    constexpr long request_permission = 0x1023, tile_data = 18;
    return ::syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
#else
    return false;
#endif
}

}  // namespace lora
