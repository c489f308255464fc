// SPDX-License-Identifier: Apache-2.0
// Where the fixtures lie that tests/golden makes.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace lora::test {

/// In the sources that this was built from, or where the environment says that a copy of them lies: test programs are
/// carried to machines with a GPU.
inline std::filesystem::path golden_folder() {
    const char* carried = std::getenv("LORA_GOLDEN_DIR");
    return carried ? carried : LORA_GOLDEN_DIR;
}

}  // namespace lora::test
