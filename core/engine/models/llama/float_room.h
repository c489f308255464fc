// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

namespace lora::engine {

/// Memory for floats that only grows. Not cleared between uses.
class FloatRoom {
  public:
    /// Room for `count` floats; what it held before is lost where it must grow.
    float* at_least(int64_t count);
    /// The same, beginning at a cache line.
    float* at_line(int64_t count);
    int64_t size() const { return size_; }  ///< floats

  private:
    std::unique_ptr<float[]> floats_;
    int64_t size_ = 0;
};

/// Parts of such a room that begin at cache lines, one after the other. Over null it only adds up.
class RoomParts {
  public:
    explicit RoomParts(float* from) : from_(from) {}
    float* take(int64_t count) {
        constexpr int64_t line = 16;
        float* part = from_ ? from_ + taken_ : nullptr;
        taken_ += (count + line - 1) / line * line;
        return part;
    }
    int64_t taken() const { return taken_; }  ///< floats

  private:
    float* from_;
    int64_t taken_ = 0;
};

}  // namespace lora::engine
