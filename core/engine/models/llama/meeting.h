// SPDX-License-Identifier: Apache-2.0
// Threads of one parallel part that meet many times within it: to be called anew for each of a step's
// products takes longer than some of them.
#pragma once

#include <ATen/Parallel.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "core/base/platform/processor.h"

namespace lora::engine {

class Meeting {
    struct alignas(64) Flag {
        std::atomic<int64_t> came{0};
    };

  public:
    /// Another thread has failed: there is nobody to wait for.
    struct Broken {};

    /// One of the threads.
    class Member {
      public:
        Member(Meeting& meeting, int64_t own, int64_t all) : meeting_(meeting), own_(own), all_(all) {}
        /// What this thread wrote so far is there for all that wait for it.
        void come() { meeting_.flags_[own_].came.store(++came_, std::memory_order_release); }
        /// Until all have come as often as this thread.
        void wait() const {
            constexpr int patience = 1 << 14;
            for (int64_t other = 0; other < all_; ++other)
                for (int turns = 0; meeting_.flags_[other].came.load(std::memory_order_acquire) < came_;
                     ++turns) {
                    if (meeting_.broken_) throw Broken();
                    if (turns > patience)
                        std::this_thread::yield();
                    else
                        spin_pause();
                }
        }
        void meet() {
            come();
            wait();
        }

      private:
        Meeting& meeting_;
        int64_t own_, all_, came_ = 0;
    };

    /// work(member, share, shares) by every thread, `shares` of them; an exception ends all.
    template <class Work>
    static void hold(const Work& work) {
        const int64_t threads = at::get_num_threads();
        Meeting meeting(threads);
        // Every thread of a parallel part runs; where there are fewer than asked for, each gets a longer part
        // of the range, the first one's length.
        at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
            const int64_t length = meeting.length_of_parts(begin, end);
            const int64_t all = (threads + length - 1) / length, own = begin / length;
            Member member(meeting, own, all);
            try {
                work(member, own, all);
            } catch (const Broken&) {  // who failed says so
            } catch (...) {
                meeting.broken_ = true;
                throw;
            }
        });
    }

  private:
    explicit Meeting(int64_t threads) : flags_(new Flag[static_cast<size_t>(threads)]) {}
    int64_t length_of_parts(int64_t begin, int64_t end) {
        if (begin == 0) length_ = end;
        while (length_ == 0)
            spin_pause();
        return length_;
    }

    std::unique_ptr<Flag[]> flags_;
    std::atomic<int64_t> length_{0};
    std::atomic<bool> broken_{false};
};

}  // namespace lora::engine
