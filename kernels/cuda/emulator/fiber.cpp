// SPDX-License-Identifier: Apache-2.0
// A stack is begun by ucontext, and left for another by setjmp and longjmp: swapcontext would ask the kernel
// for the signal mask at each switch, which takes ten times as long. The compiler's own forms save no more
// than a call does, and no sanitizer looks through the whole stack for them.
#undef _FORTIFY_SOURCE  // its longjmp takes another stack for a mistake
#include "kernels/cuda/emulator/fiber.h"

#include <ucontext.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1  // as GCC says it
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

#if defined(__GNUC__) && !defined(__clang__)
#define LORA_MARK(state) __builtin_setjmp(reinterpret_cast<void**>(state))
#define LORA_GO_BACK(state) __builtin_longjmp(reinterpret_cast<void**>(state), 1)
#else  // where Clang has them depends on the processor
#define LORA_MARK(state) setjmp(state)
#define LORA_GO_BACK(state) std::longjmp(state, 1)
#endif

namespace lora::kernels::cuda::emulator {

namespace {

/// No power of two: frames of equal depth would share a few lines of the cache.
constexpr size_t stack_bytes = (64 << 10) + 192;

Fiber* from = nullptr;
Fiber* to = nullptr;

}  // namespace

Fiber::Fiber(void (*entry)()) : entry_(entry), begun_(false), stack_(new char[stack_bytes]) {
    lowest_ = stack_.get();
    bytes_ = stack_bytes;
}

// A function of its own: the compiler's longjmp must not stand beside its setjmp.
[[gnu::noinline, gnu::no_sanitize_address]] void Fiber::begin_or_continue() {
    if (begun_) LORA_GO_BACK(state_);
    begun_ = true;
    ucontext_t context;
    getcontext(&context);
    context.uc_stack.ss_sp = stack_.get();
    context.uc_stack.ss_size = stack_bytes;
    context.uc_link = nullptr;
    makecontext(&context, &Fiber::begin, 0);
    setcontext(&context);
}

void Fiber::switch_to(Fiber& next) {
    from = this;
    to = &next;
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_start_switch_fiber(&fake_stack_, next.lowest_, next.bytes_);
#endif
    if (LORA_MARK(state_) == 0) next.begin_or_continue();
#ifdef __SANITIZE_ADDRESS__
    // Only here it is told where the stack lies that the program brought.
    __sanitizer_finish_switch_fiber(fake_stack_, &from->lowest_, &from->bytes_);
#endif
}

void Fiber::begin() {
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_finish_switch_fiber(nullptr, &from->lowest_, &from->bytes_);
#endif
    to->entry_();
}

}  // namespace lora::kernels::cuda::emulator
