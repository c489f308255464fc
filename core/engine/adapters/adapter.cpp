// SPDX-License-Identifier: Apache-2.0
#include "core/engine/adapters/adapter.h"

#include <cmath>
#include <iterator>

#include "core/base/files.h"
#include "core/base/platform/memory.h"
#include "core/base/sha256.h"
#include "core/engine/adapters/adapter_weights.h"
#include "core/engine/adapters/peft_config.h"
#include "core/engine/counter_random.h"

namespace lora::engine {
namespace {

constexpr int module_count = static_cast<int>(std::size(linear_modules));

int module_number(std::string_view module) {
    for (int i = 0; i < module_count; ++i) {
        if (module == linear_modules[i]) return i;
    }
    return -1;
}

/// Kaiming-uniform with a = sqrt(5) is uniform in ±1/sqrt(inputs). Each module draws from a stream of its
/// own, so that choosing another module leaves it as it was.
at::Tensor fresh_a(const AdapterTarget& target, int64_t inputs, uint64_t seed) {
    at::Tensor a = at::empty({target.rank, inputs}, at::kFloat);
    const auto stream =
        random_bits(seed, static_cast<uint64_t>(target.layer * module_count + module_number(target.module)));
    const double bound = 1 / std::sqrt(static_cast<double>(inputs));
    auto* values = a.mutable_data_ptr<float>();
    for (int64_t i = 0; i < a.numel(); ++i) {
        values[i] = static_cast<float>(bound * (2 * random_uniform(stream, static_cast<uint64_t>(i)) - 1));
    }
    return a;
}

std::vector<int> index_modules(const std::vector<AdapterModule>& modules, const ModelGeometry& geometry) {
    std::vector<int> index(static_cast<size_t>(geometry.layers * module_count), -1);
    for (size_t i = 0; i < modules.size(); ++i) {
        const AdapterTarget& target = modules[i].target;
        index[static_cast<size_t>(target.layer * module_count + module_number(target.module))] =
            static_cast<int>(i);
    }
    return index;
}

Status check_base(const std::filesystem::path& folder, const std::string& base_fingerprint) {
    const Result<std::string> recorded = recorded_fingerprint(folder);
    if (!recorded) return recorded.error();
    if (recorded->empty() || base_fingerprint.empty() || *recorded == base_fingerprint) return {};
    return bad_input("The adapter was trained on another base model (fingerprint " + recorded->substr(0, 12) +
                         "…, this base has " + base_fingerprint.substr(0, 12) + "…)",
                     folder.string(), "Open the base model it was trained on");
}

}  // namespace

Result<std::shared_ptr<Adapter>> Adapter::create(const AdapterSpec& spec, const ModelGeometry& geometry,
                                                 uint64_t seed) {
    const Result<std::vector<AdapterTarget>> targets = resolve_adapter(spec, geometry);
    if (!targets) return targets.error();
    auto adapter = std::make_shared<Adapter>();
    adapter->spec_ = spec;
    adapter->geometry_ = geometry;
    for (const AdapterTarget& target : *targets) {
        const auto [outputs, inputs] = geometry.linear_shape(target.module);
        adapter->modules_.push_back(
            {target, fresh_a(target, inputs, seed), at::zeros({outputs, target.rank}, at::kFloat)});
    }
    adapter->index_ = index_modules(adapter->modules_, geometry);
    return adapter;
}

Result<std::shared_ptr<Adapter>> Adapter::load(const std::filesystem::path& folder,
                                               const ModelGeometry& geometry,
                                               const std::string& base_fingerprint) {
    Result<PeftConfig> config = read_peft_config(folder);
    if (!config) return config.error();
    if (const Status status = check_base(folder, base_fingerprint); !status) return status.error();
    Result<AdapterWeights> weights = AdapterWeights::open(folder / peft_weights_file);
    if (!weights) return weights.error();
    if (config->targets_from_weights) {
        const Result<std::vector<AdapterTarget>> found = weights->targets(config->spec, geometry);
        if (!found) return found.error();
        config->spec = compact_adapter_spec(*found, geometry, config->spec);
    }
    const Result<std::vector<AdapterTarget>> targets = resolve_adapter(config->spec, geometry);
    if (!targets) {
        Error error = targets.error();
        error.where = (folder / peft_config_file).string() + (error.where.empty() ? "" : ": " + error.where);
        return error;
    }
    Result<std::vector<AdapterModule>> modules = weights->modules(*targets, geometry);
    if (!modules) return modules.error();
    auto adapter = std::make_shared<Adapter>();
    adapter->spec_ = config->spec;
    adapter->geometry_ = geometry;
    adapter->modules_ = std::move(*modules);
    adapter->index_ = index_modules(adapter->modules_, geometry);
    return adapter;
}

Status Adapter::save(const std::filesystem::path& folder, const std::string& base_path,
                     const std::string& base_fingerprint) const {
    if (const Status status = make_folders(folder); !status) return status;
    if (const Status status = write_adapter_weights(folder / peft_weights_file, modules_); !status)
        return status;
    const std::string config = to_pretty_text(peft_config_json(spec_, base_path));
    if (const Status status = write_file_atomic(folder / peft_config_file, config); !status) return status;
    return write_file_atomic(folder / adapter_record_file,
                             to_pretty_text(adapter_record_json(base_path, base_fingerprint)));
}

const AdapterModule* Adapter::find(int layer, std::string_view module) const {
    const int number = module_number(module);
    const auto place = static_cast<size_t>(layer * module_count + number);
    if (layer < 0 || number < 0 || place >= index_.size() || index_[place] < 0) return nullptr;
    return &modules_[static_cast<size_t>(index_[place])];
}

std::vector<at::Tensor> Adapter::parameters() const {
    std::vector<at::Tensor> parameters;
    for (const AdapterModule& module : modules_) {
        parameters.push_back(module.a);
        parameters.push_back(module.b);
    }
    return parameters;
}

void Adapter::shorten() {
    constexpr int64_t line = 64;
    const auto lines_of = [](int64_t bytes) { return (bytes + line - 1) / line * line; };
    // Twice over the same list: once to add up, once to hand out.
    int64_t total = 0;
    std::byte* memory = nullptr;
    const auto take = [&](int64_t bytes) {
        std::byte* part = memory ? memory + total : nullptr;
        total += lines_of(bytes);
        return part;
    };
    const auto lay_out_a = [&](AdapterModule& module) {
        const int64_t rank = module.a.size(0), columns = module.a.size(1);
        std::byte* groups = take(kernels::short_rows_bytes(columns, rank));
        if (!memory) return;
        kernels::shorten_rows(module.a.contiguous().const_data_ptr<float>(), columns, rank, groups);
        module.short_a = groups;
    };
    const auto lay_out_b = [&](AdapterModule& module) {
        const int64_t outputs = module.b.size(0), rank = module.b.size(1);
        std::byte* groups = take(kernels::short_outputs_bytes(rank, outputs));
        if (!memory) return;
        kernels::shorten_outputs(module.b.contiguous().const_data_ptr<float>(), rank, outputs, groups);
        module.short_b = groups;
    };
    const auto all = [&] {
        total = 0;
        for (AdapterModule& module : modules_) {
            lay_out_a(module);
            lay_out_b(module);
        }
    };
    all();
    shortened_ = at::empty({total}, at::kByte);
    memory = static_cast<std::byte*>(shortened_.mutable_data_ptr());
    prefer_large_pages(memory, static_cast<size_t>(total));
    all();
}

void Adapter::set_requires_grad(bool on) {
    for (AdapterModule& module : modules_) {
        if (on) {
            module.short_a = module.short_b = nullptr;
        }
        module.a.set_requires_grad(on);
        module.b.set_requires_grad(on);
    }
}

void Adapter::move_to(at::Device device) {
    for (AdapterModule& module : modules_) {
        module.a = module.a.to(device);
        module.b = module.b.to(device);
    }
}

std::string Adapter::sha256() const {
    return adapter_weights_sha256(modules_);
}

std::string weights_sha256(const std::string& base_fingerprint, const AdapterMix& mix) {
    if (mix.empty()) return base_fingerprint;
    Sha256 hash;
    hash.add(base_fingerprint);
    for (const WeightedAdapter& entry : mix) {
        hash.add("\n" + entry.adapter->sha256() + " " + Json(entry.weight).dump());
    }
    return hash.hex();
}

}  // namespace lora::engine
