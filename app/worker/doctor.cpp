// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/csrc/api/include/torch/version.h>

#include <filesystem>

#include "app/worker/verb.h"
#include "core/base/files.h"
#include "core/base/platform/process.h"
#include "core/engine/models/device.h"
#include "core/engine/models/device_kernels.h"
#include "core/engine/models/even_attention.h"
#include "kernels/include/expand_blocks.h"

namespace lora::worker {
namespace {

/// What the kernel knows of NVIDIA's driver, or that there is none.
std::string driver_version() {
    const Result<std::string> text = read_file("/proc/driver/nvidia/version", 1 << 16);
    if (!text) return "no NVIDIA driver found";
    return text->substr(0, text->find('\n'));
}

/// Our kernels on the GPU and whether each agrees there with the form that LibTorch's operations make up.
Json kernel_checks(bool on_gpu) {
    Json checks = Json::array();
    if (!on_gpu) return checks;
    const at::Device gpu(at::kCUDA, 0);
    engine::use_device_kernels(engine::cuda_backend(), gpu, &engine::cuda_step_recorder(),
                               engine::cuda_attention);
    engine::even_attention_library(
        at::empty({1}, at::TensorOptions(gpu).dtype(at::kBFloat16)));  // tried on request
    for (const auto& check : engine::device_kernel_checks())
        checks.push_back({{"operation", engine::device_operation_names[static_cast<size_t>(check.operation)]},
                          {"used", check.used},
                          {"reason", check.reason}});
    return checks;
}

Json examine() {
    const auto compute = engine::choose_compute("auto", "auto", engine::Purpose::answers);
    const auto training = engine::choose_compute("auto", "auto", engine::Purpose::training);
    const engine::CudaState& cuda = engine::cuda_state();
    const bool on_gpu = compute && compute->device.is_cuda();
    return {{"version", LORA_VERSION},
            {"processor", processor_name()},
            {"cores", usable_cores()},
            {"instruction_sets", instruction_sets()},
            {"total_memory_bytes", total_memory_bytes()},
            {"available_memory_bytes", available_memory_bytes()},
            {"gpu", {{"usable", cuda.usable}, {"reason", cuda.reason}, {"driver", driver_version()}}},
            {"libtorch",
             {{"version", TORCH_VERSION},
              {"cpu_capability", at::get_cpu_capability()},
              {"blas", at::globalContext().hasMKL() ? "MKL" : "other"},
              {"onednn", at::globalContext().hasMKLDNN()},
              {"openmp", at::hasOpenMP()}}},
            {"kernels",
             {{"expand_blocks", kernels::expand_blocks_form()},
              {"products", kernels::expand_blocks_form()},
              {"reason", "the widest instructions this processor has"}}},
            {"device", on_gpu ? "cuda" : "cpu"},
            {"dtype", compute ? engine::number_name(compute->products) : ""},
            {"device_kernels", kernel_checks(on_gpu)},
            {"activations",
             {{"default", "float32"}, {"on_request", "int8 (--activations int8, on the processor)"}}},
            {"dtype_reason", compute ? compute->reason : compute.error().text()},
            {"training_dtype", training ? engine::number_name(training->products) : ""},
            {"training_dtype_reason", training ? training->reason : training.error().text()},
            {"cache_folder", user_cache_folder().string()},
            {"data_folder", user_data_folder().string()},
            {"log_folder", user_log_folder().string()}};
}

std::string joined(const Json& list) {
    std::string text;
    for (const Json& item : list)
        text += (text.empty() ? "" : " ") + item.get<std::string>();
    return text;
}

std::string gigabytes(const Json& bytes) {
    const uint64_t tenths = bytes.get<uint64_t>() * 10 / (uint64_t(1) << 30);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

Status doctor(Output& out) {
    const Json found = examine();
    out.document(found);
    const auto text = [](const Json& value) { return value.get<std::string>(); };
    out.line("LoRA Studio      " + text(found["version"]));
    out.line("Processor        " + text(found["processor"]) + ", " +
             std::to_string(found["cores"].get<int>()) + " cores");
    out.line("Instructions     " + joined(found["instruction_sets"]));
    out.line("Memory           " + gigabytes(found["available_memory_bytes"]) + " free of " +
             gigabytes(found["total_memory_bytes"]));
    out.line("GPU              " +
             std::string(found["gpu"]["usable"].get<bool>() ? "usable: " : "not used: ") +
             text(found["gpu"]["reason"]));
    out.line("GPU driver       " + text(found["gpu"]["driver"]));
    out.line("LibTorch         " + text(found["libtorch"]["version"]) + ", " +
             text(found["libtorch"]["cpu_capability"]) + ", " + text(found["libtorch"]["blas"]) +
             (found["libtorch"]["onednn"].get<bool>() ? ", oneDNN" : ""));
    out.line("Weight expansion " + text(found["kernels"]["expand_blocks"]) + ": " +
             text(found["kernels"]["reason"]));
    out.line(
        "Products         " + text(found["kernels"]["products"]) +
        ": the processor multiplies by the weights as the file stores them, or laid out anew for answers");
    for (const Json& check : found["device_kernels"])
        out.line("Kernel           " + text(check["operation"]) +
                 (check["used"].get<bool>() ? ": " : " not used: ") + text(check["reason"]));
    out.line("Activations      " + text(found["activations"]["default"]) + "; " +
             text(found["activations"]["on_request"]));
    out.line("Computes on      " + text(found["device"]) + " in " + text(found["dtype_reason"]));
    out.line("Trains in        " + text(found["training_dtype_reason"]));
    out.line("Cache            " + text(found["cache_folder"]));
    out.line("Data             " + text(found["data_folder"]));
    out.line("Crash reports    " + text(found["log_folder"]));
    return {};
}

}  // namespace

void register_doctor_verb(VerbTable& table) {
    table.add("doctor", "Say what this machine has, and what will be used and why", doctor);
}

}  // namespace lora::worker
