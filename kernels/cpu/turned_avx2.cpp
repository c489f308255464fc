// SPDX-License-Identifier: Apache-2.0
// Turned weights with AVX2, FMA and F16C. vpmaddubsw adds two products of bytes in 16 bits, where as many of
// them are added up as cannot be too large.
#include "kernels/cpu/turned_narrow.h"

namespace lora::kernels {
namespace {

struct NarrowPairs : Narrow {
    static constexpr bool multiplied_there = false;
    /// Two products of -128 and the largest code at a time; codes of eight bits are too large for a single
    /// pair.
    static constexpr int vectors(int bits) { return bits == 4 ? 8 : bits == 5 ? 4 : bits == 6 ? 2 : 0; }
    static Ints begin(Ints) { return none(); }
    static Ints dot(Ints sum, Ints codes, Ints columns) {
        return in_turn(_mm256_add_epi16(sum, _mm256_maddubs_epi16(codes, columns)));
    }
    static Ints end(Ints products, Ints sum) {
        return add(products, _mm256_madd_epi16(sum, _mm256_set1_epi16(1)));
    }
};

}  // namespace

const TurnedOps turned_ops_avx2 = turned_ops<NarrowPairs>;

}  // namespace lora::kernels
