// SPDX-License-Identifier: Apache-2.0
// Every engine test draws the same numbers in every run. LibTorch's default generator starts from the
// system's noise in C++ (from a fixed seed in Python only), so that a test without a seed of its own would
// fail once in a while, unrepeatably. The processor's generator alone: at::manual_seed would ask LibTorch for
// GPUs before their library is open, and the answer, none, stays.
#include <ATen/Context.h>

namespace {

const bool seeded = [] {
    at::Generator generator = at::globalContext().defaultGenerator(at::kCPU);
    generator.set_current_seed(20260101);
    return true;
}();

}  // namespace
