// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/adapter_weights.h"

#include <cmath>
#include <set>

#include "core/base/sha256.h"
#include "kernels/include/expand_blocks.h"

namespace lora::engine {
namespace {

std::string tensor_name(const AdapterTarget& target, const char* part) {
    return "base_model.model." + module_path(target.layer, target.module) + ".lora_" + part + ".weight";
}

std::string shape_text(const std::vector<int64_t>& shape) {
    std::string text = "[";
    for (const int64_t extent : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

/// Views of all A and B in module order. `kept` holds what the views point into.
std::vector<TensorView> tensor_views(const std::vector<AdapterModule>& modules,
                                     std::vector<at::Tensor>& kept) {
    std::vector<TensorView> views;
    for (const AdapterModule& module : modules) {
        for (const auto& [tensor, part] : {std::pair(module.a, "A"), std::pair(module.b, "B")}) {
            kept.push_back(tensor.detach().to(at::kCPU, at::kFloat).contiguous());
            const at::Tensor& plain = kept.back();
            views.push_back({tensor_name(module.target, part), DType::f32, plain.sizes().vec(),
                             std::as_bytes(std::span(plain.const_data_ptr<float>(),
                                                     static_cast<size_t>(plain.numel())))});
        }
    }
    return views;
}

const std::map<std::string, std::string> weights_metadata{{"format", "pt"}};

}  // namespace

Result<AdapterWeights> AdapterWeights::open(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return bad_input("The adapter's weights are missing", path.string(),
                         "Choose a folder in PEFT's layout");
    }
    Result<SafetensorsFile> file = SafetensorsFile::open(path);
    if (!file) return file.error();
    if (const std::string name = find_non_finite(file->tensors()); !name.empty()) {
        return bad_input("The adapter holds NaN or infinity", path.string() + ": " + name,
                         "Use an earlier checkpoint");
    }
    return AdapterWeights(std::move(*file), path.string());
}

Result<std::vector<AdapterTarget>> AdapterWeights::targets(const AdapterSpec& spec,
                                                           const ModelGeometry& geometry) const {
    AdapterSpec wide = spec;
    wide.target_modules.assign(std::begin(linear_modules), std::end(linear_modules));
    wide.layers_to_transform.clear();
    Result<std::vector<AdapterTarget>> all = resolve_adapter(wide, geometry);
    if (!all) return all;
    std::erase_if(*all, [&](const AdapterTarget& target) { return !file_.find(tensor_name(target, "A")); });
    if (all->empty()) return bad_input("The adapter fits no module of this base model", where_);
    return all;
}

Result<at::Tensor> AdapterWeights::read(const std::string& name, int64_t rows, int64_t columns) const {
    const TensorView* view = file_.find(name);
    if (!view)
        return bad_input("The adapter lacks a tensor that its configuration promises", where_ + ": " + name);
    if (view->shape != std::vector<int64_t>{rows, columns}) {
        return bad_input("A tensor of the adapter has the shape " + shape_text(view->shape) + " where " +
                             shape_text({rows, columns}) + " fits this base model",
                         where_ + ": " + name, "Open the base model it was trained on");
    }
    if (!kernels::can_expand(view->dtype)) {
        return bad_input("A tensor of the adapter has the type " + std::string(dtype_info(view->dtype).name),
                         where_ + ": " + name, "f32, f16 and bf16 can be read");
    }
    at::Tensor tensor = at::empty({rows, columns}, at::kFloat);
    kernels::expand_blocks(view->dtype, view->bytes.data(), rows * columns, tensor.mutable_data_ptr<float>());
    return tensor;
}

Result<std::vector<AdapterModule>> AdapterWeights::modules(const std::vector<AdapterTarget>& targets,
                                                           const ModelGeometry& geometry) const {
    std::vector<AdapterModule> modules;
    std::set<std::string> used;
    for (const AdapterTarget& target : targets) {
        const auto [outputs, inputs] = geometry.linear_shape(target.module);
        const std::string a_name = tensor_name(target, "A"), b_name = tensor_name(target, "B");
        Result<at::Tensor> a = read(a_name, target.rank, inputs);
        if (!a) return a.error();
        Result<at::Tensor> b = read(b_name, outputs, target.rank);
        if (!b) return b.error();
        used.insert({a_name, b_name});
        modules.push_back({target, *a, *b});
    }
    for (const TensorView& view : file_.tensors()) {
        if (!used.contains(view.name)) {
            return bad_input("The adapter holds a tensor that its configuration does not explain",
                             where_ + ": " + view.name,
                             "Its target_modules or layers_to_transform may have been edited");
        }
    }
    return modules;
}

Status write_adapter_weights(const std::filesystem::path& path, const std::vector<AdapterModule>& modules) {
    std::vector<at::Tensor> kept;
    return write_safetensors(path, tensor_views(modules, kept), weights_metadata);
}

std::string adapter_weights_sha256(const std::vector<AdapterModule>& modules) {
    std::vector<at::Tensor> kept;
    const Result<std::string> bytes = safetensors_bytes(tensor_views(modules, kept), weights_metadata);
    TORCH_CHECK(bytes.ok(), "adapter tensors cannot be written as safetensors");  // names and shapes are ours
    return sha256_hex(*bytes);
}

}  // namespace lora::engine
