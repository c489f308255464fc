// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/emulator/execution.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "kernels/cuda/emulator/device.h"
#include "kernels/cuda/emulator/errors.h"
#include "kernels/cuda/emulator/fiber.h"

dim3 gridDim, blockDim;
uint3 blockIdx, threadIdx;

namespace lora::kernels::cuda::emulator {

namespace {

/// Threads that wait at one place until all have come, each on the fiber it was left on.
struct Meeting {
    std::vector<Fiber*> waiting;
    Place place{};
};

struct Warp {
    Meeting meeting;
    /// Two, because a lane may come to a second meeting while another has yet to read the first one's values.
    unsigned long long values[2][warp_lanes] = {};
    unsigned meetings = 0;
};

/// The block that runs.
struct Block {
    std::vector<unsigned> order;  ///< in which its threads begin
    size_t begun = 0, ended = 0;
    Meeting meeting;
    int counting = 0, counted = 0;
    std::vector<Warp> warps;
    /// May go on. The last first: lanes that just met have their stacks in the cache.
    std::vector<Fiber*> ready;
    bool reversed = false;
};

std::mutex one_grid_at_a_time;
const std::function<void()>* thread_body = nullptr;
Block block;
Fiber host;
Fiber* running = &host;
std::vector<std::unique_ptr<Fiber>> fibers;
std::vector<Fiber*> idle;
std::string failure_text;
/// As many bytes as the launch asked for and no more, so that AddressSanitizer knows where they end.
std::unique_ptr<uint4[]> shared_memory;
/// Goes on from launch to launch, so that equal launches run in different orders.
std::minstd_rand random_order;

void go_to(Fiber& next) {
    Fiber& self = *running;
    running = &next;
    self.switch_to(next);
}

/// A fiber's whole life: threads that have not begun, one after the other. A thread that need not wait leaves
/// its stack to the next, so that most kernels never switch.
void run_threads();

Fiber& idle_fiber() {
    if (idle.empty()) {
        fibers.push_back(std::make_unique<Fiber>(&run_threads));
        return *fibers.back();
    }
    Fiber& fiber = *idle.back();
    idle.pop_back();
    return fiber;
}

/// Whoever can go on does; the host where nobody can.
void leave() {
    if (!block.ready.empty()) {
        Fiber& next = *block.ready.back();
        block.ready.pop_back();
        go_to(next);
    } else {
        go_to(block.begun < block.order.size() ? idle_fiber() : host);
    }
}

void run_threads() {
    for (;;) {
        if (block.ready.empty() && block.begun < block.order.size()) {
            threadIdx.x = block.order[block.begun++];
            (*thread_body)();
            ++block.ended;
        } else {
            idle.push_back(running);
            leave();
        }
    }
}

std::string described(const Place& place) {
    return std::string(place.file) + ":" + std::to_string(place.line);
}

/// Ends the launch from within a thread, which never goes on. A function of its own, so that threads that
/// wait leave small frames behind: a block's stacks have to fit into the cache.
[[noreturn, gnu::noinline]] void fail(const char* what, const Place& place) {
    failure_text = what + described(place);
    for (;;)
        go_to(host);
}

/// Waits until `members` threads have come. True in the last, who does not wait.
bool came_last(Meeting& meeting, size_t members, Place place) {
    if (meeting.waiting.empty()) meeting.place = place;
    if (meeting.place.line != place.line) fail("some threads wait elsewhere for one that came to ", place);
    if (meeting.waiting.size() + 1 < members) {
        const uint3 self = threadIdx;
        meeting.waiting.push_back(running);
        leave();
        threadIdx = self;
        return false;
    }
    block.reversed = !block.reversed;
    if (block.reversed) std::reverse(meeting.waiting.begin(), meeting.waiting.end());
    block.ready.insert(block.ready.end(), meeting.waiting.begin(), meeting.waiting.end());
    meeting.waiting.clear();
    return true;
}

/// Where the block's threads wait that can never go on.
std::string stuck() {
    const Meeting* meeting = &block.meeting;
    for (const Warp& warp : block.warps)
        if (!warp.meeting.waiting.empty()) meeting = &warp.meeting;
    return std::to_string(meeting->waiting.size()) + " threads wait at " + described(meeting->place) +
           " for others that never come";
}

void run_block(unsigned threads) {
    block.order.resize(threads);
    std::iota(block.order.begin(), block.order.end(), 0U);
    std::shuffle(block.order.begin(), block.order.end(), random_order);
    block.begun = block.ended = 0;
    go_to(idle_fiber());
    if (block.ended < threads && failure_text.empty()) failure_text = stuck();
}

/// No GPU takes such a launch.
bool beyond_limits(dim3 grid, unsigned threads, size_t shared_bytes) {
    constexpr size_t most_shared = 99 << 10;  // of GPUs whose multiprocessors have 100 KiB
    if (shared_bytes > most_shared) return true;
    constexpr unsigned most_threads = 1024, most_blocks = 0x7fffffff, most_in_height = 65535;
    return threads == 0 || threads > most_threads || grid.x == 0 || grid.x > most_blocks || grid.y == 0 ||
           grid.y > most_in_height || grid.z == 0 || grid.z > most_in_height;
}

}  // namespace

void run_grid(dim3 grid, unsigned threads, const std::function<void()>& thread, size_t shared_bytes) {
    const std::lock_guard lock(one_grid_at_a_time);
    if (beyond_limits(grid, threads, shared_bytes)) return keep_error(cudaErrorInvalidConfiguration, {});
    std::vector<size_t> order(size_t{grid.x} * grid.y * grid.z);
    std::iota(order.begin(), order.end(), size_t{0});
    std::shuffle(order.begin(), order.end(), random_order);
    gridDim = grid;
    blockDim = dim3(threads);
    threadIdx = {};
    thread_body = &thread;
    block = {};
    block.warps.resize((threads + warp_lanes - 1) / warp_lanes);
    failure_text.clear();
    const size_t shared_vectors = (shared_bytes + sizeof(uint4) - 1) / sizeof(uint4);
    shared_memory.reset(new uint4[shared_vectors]);
    for (const size_t index : order) {
        std::fill_n(shared_memory.get(), shared_vectors, make_uint4(~0U, ~0U, ~0U, ~0U));
        blockIdx = {static_cast<unsigned>(index % grid.x), static_cast<unsigned>(index / grid.x % grid.y),
                    static_cast<unsigned>(index / grid.x / grid.y)};
        run_block(threads);
        if (failure_text.empty()) continue;
        keep_error(cudaErrorLaunchFailure, "block " + std::to_string(blockIdx.x) + ", " +
                                               std::to_string(blockIdx.y) + ": " + failure_text);
        idle.clear();
        fibers.clear();  // their threads can never go on
        return;
    }
}

void* dynamic_shared() {
    return shared_memory.get();
}

int meet_block(bool counted, Place place) {
    block.counting += counted ? 1 : 0;
    if (came_last(block.meeting, block.order.size(), place)) {
        block.counted = block.counting;
        block.counting = 0;
    }
    return block.counted;
}

const unsigned long long* meet_warp(unsigned mask, unsigned long long value, Place place) {
    Warp& warp = block.warps[threadIdx.x / warp_lanes];
    if (mask != 0xffffffffU) fail("the emulator knows shuffles of whole warps alone: ", place);
    auto& values = warp.values[warp.meetings % 2];
    values[threadIdx.x % warp_lanes] = value;
    if (came_last(warp.meeting, warp_lanes, place)) ++warp.meetings;
    return values;
}

}  // namespace lora::kernels::cuda::emulator
