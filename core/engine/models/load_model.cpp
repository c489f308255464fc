// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include "core/base/platform/process.h"
#include "core/engine/models/family.h"
#include "core/engine/torch_errors.h"

namespace lora::engine {

Result<std::shared_ptr<CausalModel>> load_model(std::shared_ptr<const BaseModel> base,
                                                const LoadOptions& options) {
    const std::string& name = base->geometry().family;
    const Family* family = find_family(name);
    if (!family) {
        return bad_input("Models of the family \"" + name + "\" cannot be run", base->path().string(),
                         "Choose a model of the Llama family");
    }
    const Result<ComputeChoice> compute = choose_compute(options.device, options.dtype, options.purpose);
    if (!compute) return compute.error();
    if (options.activations != "float32" && options.activations != "int8")
        return usage_error("Activations are float32 or int8", "activations", "Choose one of the two");
    if (options.activations == "int8" && !(compute->device.is_cpu() && compute->products == at::kFloat))
        return usage_error("Activations in int8 are for the processor, with --dtype float32", "activations",
                           "Leave them out, or choose --device cpu");
    at::set_num_threads(options.threads > 0 ? options.threads : usable_cores());
    return guard_torch("loading the model", [&] { return family->load(std::move(base), *compute, options); });
}

Result<std::shared_ptr<Adapter>> load_adapter(const CausalModel& model, const std::filesystem::path& folder) {
    const Result<std::string> fingerprint = model.base().fingerprint();
    if (!fingerprint) return fingerprint.error();
    Result<std::shared_ptr<Adapter>> adapter = Adapter::load(folder, model.geometry(), *fingerprint);
    if (!adapter) return adapter;
    return guard_torch("loading the adapter", [&] {
        (*adapter)->move_to(model.device());
        if (model.device().is_cpu()) (*adapter)->shorten();
        return adapter;
    });
}

}  // namespace lora::engine
