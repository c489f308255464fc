// SPDX-License-Identifier: Apache-2.0
// Turned weights with AVX2 and AVX-VNNI.
#include "kernels/cpu/turned_narrow.h"

namespace lora::kernels {
namespace {

struct NarrowVnni : Narrow {
    static constexpr bool multiplied_there = true;
    static constexpr int vectors(int) { return 8; }
    static Ints begin(Ints products) { return products; }
    static Ints dot(Ints sum, Ints codes, Ints columns) {
        return in_turn(_mm256_dpbusd_avx_epi32(sum, codes, columns));
    }
    static Ints end(Ints, Ints sum) { return sum; }
};

}  // namespace

const TurnedOps turned_ops_avx_vnni = turned_ops<NarrowVnni>;

}  // namespace lora::kernels
