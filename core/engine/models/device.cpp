// SPDX-License-Identifier: Apache-2.0
#include "core/engine/models/device.h"

#include <ATen/Context.h>
#include <ATen/DynamicLibrary.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Exception.h>

#include <filesystem>

#include "core/base/platform/process.h"
#include "kernels/include/matmul.h"

namespace lora::engine {

using kernels::Factors;

namespace {

struct Probed {
    CudaState state;
    const kernels::CudaBackend* backend = nullptr;
};

Probed probe_cuda() {
    const std::filesystem::path library = own_library("liblora_cuda.so");
    if (library.empty()) {
        return {{false, "the CUDA library liblora_cuda.so is not part of this installation"}, nullptr};
    }
    try {
        // Left open for the life of the process: LibTorch keeps pointers into it.
        static at::DynamicLibrary opened(library.c_str(), nullptr, true);
        const auto probe =
            reinterpret_cast<kernels::CudaProbeFunction>(opened.sym(kernels::cuda_probe_symbol));
        const std::string reason = probe();
        if (!reason.empty()) return {{false, reason}, nullptr};
        if (!at::globalContext().hasCUDA()) return {{false, "LibTorch finds no usable GPU"}, nullptr};
        const auto table =
            reinterpret_cast<kernels::CudaBackendFunction>(opened.sym(kernels::cuda_backend_symbol));
        const kernels::CudaBackend* backend = table();
        if (backend->version != kernels::cuda_backend_version) backend = nullptr;
        return {{true, "a GPU with its driver was found"}, backend};
    } catch (const c10::Error& problem) {
        return {
            {false, std::string("liblora_cuda.so could not be opened: ") + problem.what_without_backtrace()},
            nullptr};
    }
}

const Probed& probed() {
    static const Probed found = probe_cuda();
    return found;
}

}  // namespace

std::filesystem::path own_library(const std::string& name) {
    const std::filesystem::path libraries = program_folder() / ".." / "lib";
    std::error_code ignored;
    for (const std::filesystem::path& place : {libraries / "lora-studio" / name, libraries / name})
        if (std::filesystem::exists(place, ignored)) return place.lexically_normal();
    return {};
}

const CudaState& cuda_state() {
    return probed().state;
}

const kernels::CudaBackend* cuda_backend() {
    return probed().backend;
}

std::optional<uint64_t> free_memory_bytes(at::Device device, uint64_t wanted) {
    if (device.is_cpu()) return available_memory_bytes();
    const auto free_now = [&]() -> std::optional<uint64_t> {
        kernels::CudaDevice found;
        const bool told =
            cuda_backend() && cuda_backend()->describe_device(std::max<int>(0, device.index()), &found).ok;
        if (!told) return std::nullopt;
        return static_cast<uint64_t>(found.free_memory_bytes);
    };
    const std::optional<uint64_t> free = free_now();
    if (!free || *free >= wanted) return free;
    c10::getDeviceAllocator(device.type())->emptyCache();
    return free_now();
}

uint64_t peak_device_bytes(at::Device device) {
    const auto index = static_cast<c10::DeviceIndex>(std::max<int>(0, device.index()));
    const auto stats = c10::getDeviceAllocator(device.type())->getDeviceStats(index);
    constexpr auto all = static_cast<size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    return static_cast<uint64_t>(stats.allocated_bytes[all].peak);
}

Result<ComputeChoice> choose_compute(const std::string& device, const std::string& dtype, Purpose purpose) {
    ComputeChoice choice;
    if (device != "auto" && device != "cpu" && device != "cuda") {
        return usage_error("Unknown device \"" + device + "\"", "device", "Choose auto, cpu or cuda");
    }
    if (dtype != "auto" && dtype != "float32" && dtype != "bfloat16" && dtype != "int16") {
        return usage_error("Unknown type \"" + dtype + "\"", "dtype",
                           "Choose auto, float32, bfloat16 or int16");
    }
    if (device != "cpu" && cuda_state().usable) choice.device = at::Device(at::kCUDA, 0);
    if (device == "cuda" && !cuda_state().usable) {
        return no_resources("No GPU can be used", cuda_state().reason, "Choose the device auto or cpu");
    }
    const bool on_gpu = choice.device.is_cuda(), native = on_gpu || kernels::multiplies(Factors::bfloat16);
    const Factors fastest = on_gpu ? Factors::bfloat16 : kernels::fastest_factors();
    if (dtype == "int16") {
        if (on_gpu)
            return usage_error("GPUs do not multiply int16", "dtype", "Choose auto, or the device cpu");
        if (!kernels::multiplies(Factors::int16))
            return usage_error("This processor does not multiply int16", "dtype", "Choose auto or float32");
        choice.products = at::kShort;
        choice.reason = "int16 products as asked";
    } else if (dtype == "bfloat16") {
        choice.products = at::kBFloat16;
        choice.reason = "bfloat16 as asked";
    } else if (dtype == "float32") {
        choice.reason = "float32 as asked";
    } else if (on_gpu) {
        choice.products = at::kBFloat16;
        choice.reason = "bfloat16: GPUs multiply it natively";
    } else if (purpose == Purpose::training && fastest == Factors::bfloat16) {
        choice.products = at::kBFloat16;
        choice.reason = "bfloat16 products: this processor multiplies them natively, faster than float32";
    } else if (purpose == Purpose::training && fastest == Factors::int16) {
        choice.products = at::kShort;
        choice.reason = "int16 products: faster than float32 on this processor, and finer than bfloat16";
    } else if (fastest == Factors::bfloat16) {
        choice.reason = "float32: exact; bfloat16 products are faster, on request";
    } else if (fastest == Factors::int16) {
        choice.reason = "float32: exact; int16 products are faster, on request";
    } else {
        choice.reason = "float32: exact, and faster than bfloat16 on this processor";
    }
    // The processor's own kernels round factors alone; without them all numbers are bfloat16.
    if (choice.products == at::kBFloat16 && (on_gpu || !native)) choice.dtype = at::kBFloat16;
    return choice;
}

const char* number_name(at::ScalarType type) {
    return type == at::kShort ? "int16" : type == at::kBFloat16 ? "bfloat16" : "float32";
}

kernels::Factors factors_of(at::ScalarType products) {
    return products == at::kShort      ? Factors::int16
           : products == at::kBFloat16 ? Factors::bfloat16
                                       : Factors::float32;
}

at::ScalarType number_type(kernels::Factors factors) {
    return factors == Factors::int16 ? at::kShort : factors == Factors::bfloat16 ? at::kBFloat16 : at::kFloat;
}

}  // namespace lora::engine
