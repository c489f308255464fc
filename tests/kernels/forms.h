// SPDX-License-Identifier: Apache-2.0
// What tests of the processor's kernels compare with each other.
#pragma once

#include <cmath>
#include <vector>

#include "kernels/cpu/cpu_forms.h"

namespace lora::test {

using Row = std::vector<float>;

/// NaN where one of them is none.
inline double largest_difference(const Row& a, const Row& b) {
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const double difference = std::fabs(double(a[i]) - double(b[i]));
        if (!(difference <= most)) most = difference;
    }
    return most;
}

/// visit(form) for every form that this processor can run.
template <class Visit>
void each_form(Visit visit) {
    for (const kernels::CpuForm& form : kernels::cpu_forms())
        if (form.available()) visit(form);
}

}  // namespace lora::test
