// SPDX-License-Identifier: Apache-2.0
// Threads of one parallel part that meet many times within it: to be called anew for each of a step's
// products takes longer than some of them.
#pragma once

#include <ATen/Parallel.h>

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>

#include "core/base/platform/process.h"
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
        void come() { meeting_.set(own_, ++came_); }
        /// Until all have come as often as this thread. They are seldom far apart: who looks for longer
        /// leaves the core to them.
        void wait() const {
            for (int64_t other = 0; other < all_; ++other) {
                const std::atomic<int64_t>& came = meeting_.flags_[other].came;
                int turns = 0;
                for (int64_t seen = 0; (seen = came.load(std::memory_order_acquire)) < came_; ++turns) {
                    if (turns < meeting_.patience_)
                        spin_pause();
                    else
                        came.wait(seen, std::memory_order_acquire);
                }
            }
            if (meeting_.broken_) throw Broken();
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
                meeting.leave(own);
            } catch (...) {
                meeting.leave(own);
                throw;
            }
        });
    }

  private:
    explicit Meeting(int64_t threads)
        : flags_(new Flag[static_cast<size_t>(threads)]), patience_(threads > cores() ? 100 : 10000) {}
    static int cores() {
        static const int usable = usable_cores();
        return usable;
    }
    int64_t length_of_parts(int64_t begin, int64_t end) {
        if (begin == 0) length_ = end;
        while (length_ == 0)
            spin_pause();
        return length_;
    }

    void set(int64_t own, int64_t came) {
        flags_[own].came.store(came, std::memory_order_release);
        flags_[own].came.notify_all();
    }
    /// For good: who waits for this thread finds that all is over.
    void leave(int64_t own) {
        broken_ = true;
        set(own, std::numeric_limits<int64_t>::max());
    }

    std::unique_ptr<Flag[]> flags_;
    int patience_;  ///< turns of waiting before the core is left to others; little where threads share cores
    std::atomic<int64_t> length_{0};
    std::atomic<bool> broken_{false};
};

}  // namespace lora::engine
