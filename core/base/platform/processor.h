// SPDX-License-Identifier: Apache-2.0
// What a processor must have for the programs to run at all, and what only it knows how to do.
#pragma once

#include "core/base/result.h"

namespace lora {

/// Fine, or a sentence on what this processor lacks (AVX2, FMA, F16C). The programs ask first thing in main,
/// so that an old processor gets words and an exit code, and never an illegal instruction in the midst of a
/// run. Asks the processor itself, which an emulator answers for too.
Status processor_suffices();

/// Between two looks at what another thread is about to write: a core's other thread gets its turn.
void spin_pause();

}  // namespace lora
