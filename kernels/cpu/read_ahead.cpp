// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/read_ahead.h"

#include <algorithm>

namespace lora::kernels {

void ReadAhead::catch_up(int64_t bytes) {
    owed_ += bytes;
    while (owed_ > 0) {
        if (left_ == 0) {
            if (next_ == stretches_.size()) {
                stretches_.clear();
                next_ = 0;
                return;
            }
            soon_ = stretches_[next_].begin;
            left_ = stretches_[next_++].bytes;
        }
        const int64_t asked = std::min(owed_, left_);
        ask_for(soon_, asked);
        soon_ += asked;
        left_ -= asked;
        owed_ -= asked;
    }
}

int64_t ReadAhead::unread() const {
    int64_t bytes = distance - owed_ + left_;
    for (size_t i = next_; i < stretches_.size(); ++i)
        bytes += stretches_[i].bytes;
    return bytes;
}

}  // namespace lora::kernels
