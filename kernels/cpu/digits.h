// SPDX-License-Identifier: Apache-2.0
// Floats as whole numbers that a block's elements share a scale of: what forms that multiply bytes agree on.
#pragma once

namespace lora::kernels {

/// Whole numbers of 24 bits are three signed bytes.
inline constexpr int float_digits = 3;
/// What a block's largest element becomes: its three digits of base 256 lie in [-128, 127], though it be
/// rounded up.
inline constexpr float largest_whole = 127 * 65536;

}  // namespace lora::kernels
