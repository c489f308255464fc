// SPDX-License-Identifier: Apache-2.0
#include "kernels/include/held_attention.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "kernels/cpu/cpu_forms.h"
#include "kernels/cpu/held_layout.h"

namespace lora::kernels {

void hold_rows(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim, int64_t first,
               std::byte* held) {
    chosen_form().rows->hold_rows(what, x, x_row, count, head_dim, first, held);
}
void attend_held(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                 int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores, float* out,
                 float* log_sums) {
    chosen_form().rows->attend_held(query, group, keys, values, length, head_dim, scale, ahead, scores, out,
                                    log_sums);
}
void join_stretches(const float* outs, const float* log_sums, int64_t stretches, int64_t rows, int64_t width,
                    float* out) {
    chosen_form().rows->join_stretches(outs, log_sums, stretches, rows, width, out);
}

void held_rows(Held what, const std::byte* held, int64_t count, int64_t head_dim, float* out) {
    for (int64_t r = 0; r < count; ++r) {
        const HeldPlace place = held_place(what, head_dim, r);
        float step = 0;
        std::memcpy(&step, held + place.step, sizeof step);
        const std::byte* from = held + place.numbers;
        for (int64_t d = 0; d < head_dim; ++d, from += place.apart) {
            const uint32_t bits = static_cast<uint32_t>(from[0]) << 8 | static_cast<uint32_t>(from[1]) << 16 |
                                  static_cast<uint32_t>(from[2]) << 24;
            *out++ = static_cast<float>(static_cast<int32_t>(bits)) * step;
        }
    }
}

void hold_rows_reference(Held what, const float* x, int64_t x_row, int64_t count, int64_t head_dim,
                         int64_t first, std::byte* held) {
    for (int64_t r = 0; r < count; ++r, x += x_row) {
        float greatest = 0;
        bool finite = true;
        for (int64_t d = 0; d < head_dim; ++d) {
            greatest = std::max(greatest, std::fabs(x[d]));
            finite = finite && std::isfinite(x[d]);
        }
        // greatest < 2^exponent, which is held_most + 1.
        int exponent = 0;
        std::frexp(greatest, &exponent);
        const bool holds = finite && greatest > 0 && exponent > held_exponents - 126;
        float step = finite ? 0 : std::numeric_limits<float>::quiet_NaN();
        if (holds) step = std::ldexp(1.0f, exponent - 23 - 8);
        const HeldPlace place = held_place(what, head_dim, first + r);
        std::memcpy(held + place.step, &step, sizeof step);
        std::byte* to = held + place.numbers;
        for (int64_t d = 0; d < head_dim; ++d, to += place.apart) {
            const double whole = holds ? std::nearbyint(std::ldexp(double(x[d]), 23 - exponent)) : 0;
            const auto bits = static_cast<uint32_t>(std::min(static_cast<int32_t>(whole), held_most));
            for (int byte = 0; byte < 3; ++byte)
                to[byte] = static_cast<std::byte>(bits >> 8 * byte & 255);
        }
    }
}

void attend_held_reference(const float* query, int64_t group, const std::byte* keys, const std::byte* values,
                           int64_t length, int64_t head_dim, float scale, ReadAhead* ahead, float* scores,
                           float* out, float* log_sums) {
    if (ahead) ahead->read(2 * held_bytes(head_dim, length));
    std::vector<float> key(static_cast<size_t>(length * head_dim)), value(key.size());
    held_rows(Held::keys, keys, length, head_dim, key.data());
    held_rows(Held::values, values, length, head_dim, value.data());
    for (int64_t g = 0; g < group; ++g, query += head_dim, out += head_dim) {
        double top = -HUGE_VAL, total = 0;
        for (int64_t l = 0; l < length; ++l) {
            double product = 0;
            for (int64_t d = 0; d < head_dim; ++d)
                product += double(query[d]) * double(key[static_cast<size_t>(l * head_dim + d)]);
            scores[l] = static_cast<float>(product * double(scale));
            top = std::max(top, double(scores[l]));
        }
        for (int64_t l = 0; l < length; ++l)
            total += std::exp(double(scores[l]) - top);
        log_sums[g] = static_cast<float>(top + std::log(total));
        for (int64_t d = 0; d < head_dim; ++d) {
            double sum = 0;
            for (int64_t l = 0; l < length; ++l)
                sum +=
                    std::exp(double(scores[l]) - top) * double(value[static_cast<size_t>(l * head_dim + d)]);
            out[d] = static_cast<float>(sum / total);
        }
    }
}

void join_stretches_reference(const float* outs, const float* log_sums, int64_t stretches, int64_t rows,
                              int64_t width, float* out) {
    for (int64_t row = 0; row < rows; ++row, out += width) {
        double top = -HUGE_VAL, total = 0;
        for (int64_t s = 0; s < stretches; ++s)
            top = std::max(top, double(log_sums[s * rows + row]));
        std::vector<double> sums(static_cast<size_t>(width));
        for (int64_t s = 0; s < stretches; ++s) {
            const double share = std::exp(double(log_sums[s * rows + row]) - top);
            if (share == 0) continue;
            total += share;
            for (int64_t d = 0; d < width; ++d)
                sums[static_cast<size_t>(d)] += share * double(outs[(s * rows + row) * width + d]);
        }
        for (int64_t d = 0; d < width; ++d)
            out[d] = static_cast<float>(sums[static_cast<size_t>(d)] / total);
    }
}

}  // namespace lora::kernels
