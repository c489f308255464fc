// SPDX-License-Identifier: Apache-2.0
#include "core/engine/inference/thread_pace.h"

#include <algorithm>

namespace lora::engine {

ThreadPace::ThreadPace(int all) : all_(all) {}

void ThreadPace::turn() {
    one_ = !one_;
    trying_ = !trying_;
    slow_ = 0;
}

void ThreadPace::took(double seconds) {
    if (all_ <= 1) return;
    constexpr int most_patience = 512, slow_steps = 3;
    constexpr double far_slower = 2, clearly_faster = 0.9, weight = 0.2;
    double& usual = usual_[one_ ? 1 : 0];
    const double before = usual;
    usual = before == 0 || trying_ ? seconds : before + weight * (seconds - before);
    if (trying_) {
        if (seconds < clearly_faster * usual_[one_ ? 0 : 1]) {
            trying_ = false;
            patience_ = 32;
        } else {
            turn();
            patience_ = std::min(2 * patience_, most_patience);
        }
        left_ = patience_;
        return;
    }
    slow_ = before != 0 && seconds > far_slower * before ? slow_ + 1 : 0;
    if (--left_ <= 0 || slow_ >= slow_steps) turn();
}

}  // namespace lora::engine
