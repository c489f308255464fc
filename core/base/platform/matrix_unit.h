// SPDX-License-Identifier: Apache-2.0
// The processor's matrix unit (AMX), whose tiles the system lends to processes that ask.
#pragma once

namespace lora {

/// Asks for the tiles, for all threads of this process and for good; false where the system has none to lend.
/// Signal handlers' stacks, here 128 KiB, must hold eight KiB more from then on.
bool system_lends_tiles();

}  // namespace lora
