// SPDX-License-Identifier: Apache-2.0
// Learning rate by step, as transformers' get_{constant,linear,cosine}_schedule_with_warmup define it.
#pragma once

#include <cstdint>

#include "core/contract/run_spec.h"

namespace lora::engine {

struct Schedule {
    enum class Type { constant, linear, cosine };
    Type type = Type::cosine;
    double learning_rate = 0;  ///< the highest
    int64_t warmup_steps = 0;
    int64_t total_steps = 0;

    /// Learning rate of the optimiser step with this index, counted from 0. With a warm-up the first is 0.
    double at(int64_t index) const;
};

/// Warm-up steps are ceil(warmup_ratio · total_steps). The spec is valid.
Schedule make_schedule(const TrainingSpec& spec, int64_t total_steps);

}  // namespace lora::engine
