// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lora::engine {

double Schedule::at(int64_t index) const {
    if (index < warmup_steps) {
        return learning_rate * (static_cast<double>(index) / static_cast<double>(std::max<int64_t>(1, warmup_steps)));
    }
    const auto decay_steps = static_cast<double>(std::max<int64_t>(1, total_steps - warmup_steps));
    switch (type) {
        case Type::constant: return learning_rate;
        case Type::linear:
            return learning_rate * std::max(0.0, static_cast<double>(total_steps - index) / decay_steps);
        case Type::cosine: {
            const double progress = static_cast<double>(index - warmup_steps) / decay_steps;
            return learning_rate * std::max(0.0, 0.5 * (1 + std::cos(std::numbers::pi * progress)));
        }
    }
    return learning_rate;
}

Schedule make_schedule(const TrainingSpec& spec, int64_t total_steps) {
    Schedule schedule;
    schedule.type = spec.lr_scheduler_type == "constant" ? Schedule::Type::constant
                    : spec.lr_scheduler_type == "linear" ? Schedule::Type::linear
                                                         : Schedule::Type::cosine;
    schedule.learning_rate = spec.learning_rate;
    schedule.total_steps = total_steps;
    schedule.warmup_steps = static_cast<int64_t>(std::ceil(spec.warmup_ratio * static_cast<double>(total_steps)));
    return schedule;
}

}  // namespace lora::engine
