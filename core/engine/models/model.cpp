// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/model.h"

namespace lora::engine {

KvCache KvRooms::room(int64_t sequence) const {
    KvCache cache;
    for (size_t layer = 0; layer < keys.size(); ++layer) {
        cache.keys.push_back(keys[layer].narrow(0, sequence * capacity, capacity));
        cache.values.push_back(values[layer].narrow(0, sequence * capacity, capacity));
    }
    return cache;
}

KvRooms CausalModel::make_rooms(int64_t, int64_t) const {
    return {};
}

std::optional<DeviceLayout> CausalModel::layout(const PackedBatch&, int64_t) const {
    return std::nullopt;
}

}  // namespace lora::engine
