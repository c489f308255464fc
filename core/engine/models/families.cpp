// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/family.h"

namespace lora::engine {
namespace {

constexpr Family families[] = {
    {"llama", load_llama},
};

}  // namespace

const Family* find_family(std::string_view name) {
    for (const Family& family : families) {
        if (family.name == name) return &family;
    }
    return nullptr;
}

}  // namespace lora::engine
