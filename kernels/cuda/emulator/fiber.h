// SPDX-License-Identifier: Apache-2.0
// Stacks that functions run on by turns within one thread of the system, each turn until the function hands
// over by itself.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <memory>

namespace lora::kernels::cuda::emulator {

class Fiber {
  public:
    /// The stack that the program runs on already.
    Fiber() = default;
    /// A stack of its own, on which `entry` begins at the first switch here. It must never return. What still
    /// lies on the stack when the fiber is destroyed is not.
    explicit Fiber(void (*entry)());
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Leaves this fiber, which must be the running one, for `next`; returns at the next switch back.
    void switch_to(Fiber& next);

  private:
    static void begin();
    void begin_or_continue();

    void (*entry_)() = nullptr;
    bool begun_ = true;
    std::unique_ptr<char[]> stack_;
    std::jmp_buf state_{};
    // What AddressSanitizer wants to know of every stack.
    const void* lowest_ = nullptr;
    size_t bytes_ = 0;
    void* fake_stack_ = nullptr;
};

}  // namespace lora::kernels::cuda::emulator
