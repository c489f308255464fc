// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/checkpoint.h"

#include <ATen/ATen.h>

#include <cstring>

#include "core/base/files.h"
#include "core/tensorio/safetensors.h"

namespace lora::engine {
namespace fs = std::filesystem;
namespace {

/// View of a contiguous CPU tensor; `keep` holds the memory that it points to.
TensorView view_of(const std::string& name, const at::Tensor& tensor, std::vector<at::Tensor>& keep) {
    keep.push_back(tensor.detach().to(at::kCPU).contiguous());
    const at::Tensor& there = keep.back();
    TensorView view;
    view.name = name;
    view.dtype = there.scalar_type() == at::kByte ? DType::u8 : DType::f32;
    view.shape = there.sizes().vec();
    view.bytes = {static_cast<const std::byte*>(there.const_data_ptr()), there.nbytes()};
    return view;
}

Status write_tensors(const fs::path& path, const std::vector<std::pair<std::string, at::Tensor>>& tensors) {
    std::vector<at::Tensor> keep;
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : tensors) {
        if (tensor.defined()) views.push_back(view_of(name, tensor, keep));
    }
    return write_safetensors(path, views, {{"format", "pt"}});
}

/// A copy of a named tensor, of the type it was written with.
Result<at::Tensor> read_tensor(const SafetensorsFile& file, const fs::path& path, const std::string& name, DType dtype) {
    const TensorView* view = file.find(name);
    if (!view || view->dtype != dtype) {
        return bad_input("The checkpoint lacks \"" + name + "\"", path.string(), "Resume from another checkpoint");
    }
    auto tensor = at::empty(view->shape, at::TensorOptions(dtype == DType::u8 ? at::kByte : at::kFloat));
    if (!view->bytes.empty()) std::memcpy(tensor.mutable_data_ptr(), view->bytes.data(), view->bytes.size());
    return tensor;
}

Status write_state(const fs::path& folder, const TrainerState& state, const Adapter& adapter,
                   const std::string& base_path, const AdamW& optimiser, const RandomState& random) {
    if (auto status = adapter.save(folder, base_path, state.base_fingerprint); !status) return status;
    auto status = write_tensors(folder / "optimizer.safetensors", {{"first_moment", optimiser.first_moment()},
                                                                   {"second_moment", optimiser.second_moment()}});
    if (!status) return status;
    status = write_tensors(folder / "random.safetensors", {{"cpu", random.cpu}, {"device", random.device}});
    if (!status) return status;
    return write_file_atomic(folder / "trainer_state.json", to_pretty_text(to_json(state)));
}

/// The seal goes first, so that a deletion cut short leaves nothing that looks whole.
void remove_sealed_folder(const fs::path& folder) {
    std::error_code ignored;
    fs::remove(folder / "DONE", ignored);
    fs::remove_all(folder, ignored);
}

/// One level only: a run's folder that was deleted is not made again.
Status make_folder(const fs::path& path) {
    std::error_code code;
    fs::create_directory(path, code);
    if (code) return system_error(code.value(), "creating a folder", path);
    return {};
}

}  // namespace

Result<CheckpointSeal> write_sealed_folder(const fs::path& folder, const std::function<Status(const fs::path&)>& write) {
    const fs::path part = folder.parent_path() / ("." + folder.filename().string() + ".part");
    std::error_code code;
    fs::remove_all(part, code);
    if (auto status = make_folder(part); !status) return status.error();
    const auto give_up = [&](Error error) {
        fs::remove_all(part, code);
        return error;
    };
    if (auto status = write(part); !status) return give_up(status.error());
    auto seal = seal_checkpoint(part);
    if (!seal) return give_up(seal.error());
    remove_sealed_folder(folder);
    fs::rename(part, folder, code);
    if (code) return give_up(system_error(code.value(), "renaming a finished folder", folder));
    if (auto status = sync_path(folder.parent_path()); !status) return status.error();
    return seal;
}

Result<SavedCheckpoint> save_checkpoint(const RunFolder& run, const TrainerState& state, const Adapter& adapter,
                                        const std::string& base_path, const AdamW& optimiser,
                                        const RandomState& random) {
    if (auto status = make_folder(run.checkpoints()); !status) return status.error();
    SavedCheckpoint saved;
    saved.path = run.checkpoint(state.step);
    auto seal = write_sealed_folder(saved.path, [&](const fs::path& folder) {
        return write_state(folder, state, adapter, base_path, optimiser, random);
    });
    if (!seal) return seal.error();
    for (const auto& part : seal->files) {
        saved.size_bytes += part.size_bytes;
        if (part.name == "adapter_model.safetensors") saved.adapter_sha256 = part.sha256;
    }
    return saved;
}

Status restore_optimiser(const fs::path& checkpoint, const TrainerState& state, AdamW& optimiser, at::Device device) {
    const fs::path moments_path = checkpoint / "optimizer.safetensors";
    auto moments = SafetensorsFile::open(moments_path);
    if (!moments) return moments.error();
    auto first = read_tensor(*moments, moments_path, "first_moment", DType::f32);
    if (!first) return first.error();
    auto second = read_tensor(*moments, moments_path, "second_moment", DType::f32);
    if (!second) return second.error();
    if (first->sizes() != optimiser.first_moment().sizes() || second->sizes() != optimiser.second_moment().sizes()) {
        return bad_input("The optimiser's state does not fit this adapter", moments_path.string(),
                         "Resume from another checkpoint");
    }
    optimiser.restore(*first, *second, state.step);

    const fs::path random_path = checkpoint / "random.safetensors";
    auto random = SafetensorsFile::open(random_path);
    if (!random) return random.error();
    auto cpu = read_tensor(*random, random_path, "cpu", DType::u8);
    if (!cpu) return cpu.error();
    RandomState saved{*cpu, {}};
    if (random->find("device") && !device.is_cpu()) {
        auto other = read_tensor(*random, random_path, "device", DType::u8);
        if (!other) return other.error();
        saved.device = *other;
    }
    set_random_state(saved, device);
    return {};
}

void prune_checkpoints(const RunFolder& run, int64_t best_step, int keep) {
    const auto checkpoints = list_checkpoints(run);
    if (checkpoints.empty()) return;
    const int64_t last_step = checkpoints.back().first;
    int kept = 0;
    for (auto it = checkpoints.rbegin(); it != checkpoints.rend(); ++it) {
        const auto& [step, path] = *it;
        if (step == last_step || step == best_step) continue;
        const auto state = read_trainer_state(path);
        if (state && state->kind == "requested") continue;
        if (++kept > keep) remove_sealed_folder(path);
    }
}

void drop_checkpoints_after(const RunFolder& run, int64_t step) {
    std::error_code code;
    for (const auto& [at, path] : list_checkpoints(run)) {
        if (at > step) remove_sealed_folder(path);
    }
    // What a worker was writing when it died.
    std::vector<fs::path> unfinished;
    for (fs::directory_iterator it(run.checkpoints(), code), end; !code && it != end; it.increment(code)) {
        if (it->path().extension() == ".part" || !read_seal(it->path(), false)) unfinished.push_back(it->path());
    }
    for (const auto& path : unfinished) fs::remove_all(path, code);
}

}  // namespace lora::engine
