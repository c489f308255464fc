// SPDX-License-Identifier: Apache-2.0
// A base model on disk, GGUF file or Hugging Face folder, seen as one: geometry, tensors by name, tokenizer,
// licence.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/basemodel/bitsandbytes.h"
#include "core/plan/geometry.h"
#include "core/tensorio/tensor_view.h"
#include "core/text/tokenizer.h"

namespace lora {

class BaseModel {
  public:
    /// Reads headers only. Refuses what cannot be used: not a model, truncated, unknown family, missing or
    /// absurd fields, missing tensors, shapes that contradict the configuration.
    static Result<std::shared_ptr<const BaseModel>> open(const std::filesystem::path& path);

    /// Weights of no file, drawn anew by whoever loads them: a model of a known shape to measure with.
    /// `shape`: "8b" (Llama 3 8B's) or "tiny", and behind a colon "bf16" (default) or "nf4", of its linear
    /// modules. Has no tokenizer; its tensors' bytes are empty, expand_rows and stored_in_order draw them
    /// (the same each time).
    static Result<std::shared_ptr<const BaseModel>> drawn(const std::string& shape);
    bool is_drawn() const { return is_drawn_; }

    const std::filesystem::path& path() const { return path_; }
    bool is_gguf() const { return is_gguf_; }
    const ModelGeometry& geometry() const { return geometry_; }
    const std::string& name() const { return name_; }        ///< general.name, or the file's
    const std::string& licence() const { return licence_; }  ///< as the model states it; empty: it does not

    /// Tensors by transformers' name ("model.layers.0.self_attn.q_proj.weight", "model.embed_tokens.weight",
    /// "model.norm.weight", "lm_head.weight"), whatever the file calls them.
    const TensorView* tensor(const std::string& name) const;
    const std::map<std::string, TensorView>& tensors() const { return tensors_; }
    /// llama.cpp's converter permutes the rows of q and k of Llama models (rotary pairs side by side instead
    /// of halves apart). True: rows of q_proj and k_proj are in that order and must be put back when
    /// expanded.
    bool rope_rows_interleaved() const { return rope_rows_interleaved_; }

    /// The matrices that bitsandbytes quantised, whose tensors' bytes are codes alone; by the weight's name.
    const BitsandbytesMatrix* quantised(const std::string& name) const;

    /// Every tensor of the file that holds a part of `name`, itself included.
    std::vector<const TensorView*> stored_parts(const std::string& name) const;

    /// Element types and how many tensors have each.
    std::map<std::string, int> tensor_types() const;
    /// Bytes of weights on disk.
    uint64_t weight_bytes() const;

    /// Tokenizer of the model; an error that says what is missing where there is none.
    Result<Tokenizer> tokenizer() const;

    /// SHA-256 over configuration and every tensor's name, type, shape and bytes: names the weights whatever
    /// the file is called. Cached in the user's cache folder by path, size and modification time.
    Result<std::string> fingerprint(const std::function<bool(uint64_t, uint64_t)>& progress = {}) const;

    /// What `describe --json` prints.
    Json describe() const;

  private:
    friend struct BaseModelBuilder;
    std::filesystem::path path_;
    bool is_gguf_ = false, is_drawn_ = false;
    bool rope_rows_interleaved_ = false;
    ModelGeometry geometry_;
    std::string name_, licence_;
    std::map<std::string, TensorView> tensors_;
    std::map<std::string, BitsandbytesMatrix> quantised_;
    std::vector<std::shared_ptr<const MappedFile>> files_;
    std::shared_ptr<const GgufFile> gguf_;
};

/// Expands `rows` rows from `first_row` of a 2-D tensor to float32, undoing the q/k row order for `name`
/// where needed; `out` holds rows × columns floats. A 1-D tensor is expanded as a whole: first_row 0, rows 1
/// or its length.
Status expand_rows(const BaseModel& base, const std::string& name, int64_t first_row, int64_t rows,
                   float* out);

/// The stored rows of a 2-D tensor in transformers' order, as blocks of its type, where the file has them
/// otherwise (q_proj and k_proj of a GGUF file, see rope_rows_interleaved; matrices that bitsandbytes
/// quantised; drawn weights); null where they lie so.
std::shared_ptr<const std::vector<std::byte>> stored_in_order(const BaseModel& base, const std::string& name);

/// Expanded weights of `name` against NaN and infinity, which open() does not look for; the engine asks as it
/// loads.
Status check_finite(const BaseModel& base, const std::string& name, std::span<const float> values);
/// The same over one whole tensor.
Status check_finite_tensor(const BaseModel& base, const std::string& name);
/// The same over every tensor: reads the whole model.
Status check_finite(const BaseModel& base);

}  // namespace lora
