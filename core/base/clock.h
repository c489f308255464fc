// SPDX-License-Identifier: Apache-2.0
// Wall-clock time as documents on disk write it.
#pragma once

#include <string>

namespace lora {

/// Seconds since 1970-01-01 UTC, with fractions.
double now_seconds();
/// Now in ISO 8601, UTC, milliseconds: 2026-01-31T09:05:00.123Z
std::string now_iso8601();
/// The same for a given time in seconds since 1970.
std::string iso8601(double seconds);

}  // namespace lora
