// SPDX-License-Identifier: Apache-2.0
// Facts about this machine and its processes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace lora {

int64_t current_process_id();
/// A number that differs between two processes that had the same id (clock ticks since boot); 0 if there is none.
uint64_t process_start_ticks(int64_t process_id);
bool process_is_alive(int64_t process_id, uint64_t start_ticks);
std::string host_name();
std::string processor_name();
/// Instruction sets that matter to kernels and that this processor has: "avx2", "fma", "avx512f", "avx512_bf16", …
std::vector<std::string> instruction_sets();
/// Processors this process may use, at least 1; what usable_cores_variable says where it is set.
int usable_cores();
/// Tells a process whose threads are bound, each to a core of its own, before main.
inline constexpr const char* usable_cores_variable = "LORA_USABLE_CORES";
uint64_t total_memory_bytes();
uint64_t available_memory_bytes();
uint64_t resident_memory_bytes();
uint64_t peak_resident_memory_bytes();
uint64_t free_disk_bytes(const std::filesystem::path& path);
/// $XDG_CACHE_HOME/lora-studio, $XDG_DATA_HOME/lora-studio; with their defaults where unset.
std::filesystem::path user_cache_folder();
std::filesystem::path user_data_folder();
/// Below the data folder: what the programs leave for whoever looks into a failure.
std::filesystem::path user_log_folder();
/// Folder of the running program.
std::filesystem::path program_folder();
/// Starts a program in a session of its own, so that it outlives this process; its standard streams go to
/// `log_path` (appended), its input is empty. Returns the process id.
Result<int64_t> start_detached(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                               const std::filesystem::path& log_path);

}  // namespace lora
