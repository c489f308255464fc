// SPDX-License-Identifier: Apache-2.0
#include "core/basemodel/base_model.h"

#include <system_error>

#include "core/basemodel/base_model_builder.h"
#include "kernels/include/expand_blocks.h"

namespace lora {
namespace fs = std::filesystem;

Result<std::shared_ptr<const BaseModel>> BaseModel::open(const fs::path& path) {
    std::error_code ignored;
    const fs::path absolute = fs::absolute(path, ignored);
    BaseModelBuilder builder;
    builder.model->path_ = absolute;
    const fs::file_status status = fs::status(absolute, ignored);
    if (!fs::exists(status)) {
        return bad_input("There is no such file or folder", path.string(),
                         "Check the path of the base model");
    }
    auto read = fs::is_directory(status) ? builder.read_folder(absolute) : builder.read_gguf(absolute);
    if (!read) return read.error();
    if (auto checked = builder.check_tensors(); !checked) return checked.error();
    return std::shared_ptr<const BaseModel>(std::move(builder.model));
}

const TensorView* BaseModel::tensor(const std::string& name) const {
    const auto it = tensors_.find(name);
    return it == tensors_.end() ? nullptr : &it->second;
}

const BitsandbytesMatrix* BaseModel::quantised(const std::string& name) const {
    const auto it = quantised_.find(name);
    return it == quantised_.end() ? nullptr : &it->second;
}

std::vector<const TensorView*> BaseModel::stored_parts(const std::string& name) const {
    const BitsandbytesMatrix* matrix = quantised(name);
    return matrix ? matrix->parts() : std::vector<const TensorView*>{tensor(name)};
}

std::map<std::string, int> BaseModel::tensor_types() const {
    std::map<std::string, int> types;
    for (const auto& [name, tensor] : tensors_)
        ++types[dtype_info(tensor.dtype).name];
    return types;
}

namespace {

uint64_t stored_bytes(const TensorView& tensor) {
    const DTypeInfo info = dtype_info(tensor.dtype);
    return static_cast<uint64_t>(tensor.elements() / info.block_elements * info.block_bytes);
}

}  // namespace

uint64_t BaseModel::weight_bytes() const {
    uint64_t bytes = 0;
    for (const auto& [name, tensor] : tensors_)
        for (const TensorView* part : stored_parts(name))
            bytes += is_drawn_ ? stored_bytes(*part) : part->bytes.size();
    return bytes;
}

Result<Tokenizer> BaseModel::tokenizer() const {
    if (is_drawn_) return bad_input("A model of drawn weights has no tokenizer", path_.string());
    if (is_gguf_) return Tokenizer::from_gguf(*gguf_);
    std::error_code ignored;
    if (!fs::exists(path_ / "tokenizer.json", ignored)) {
        return bad_input("The model has no tokenizer: tokenizer.json is missing", path_.string(),
                         "Download tokenizer.json into the folder, beside config.json");
    }
    return Tokenizer::from_folder(path_);
}

namespace {

/// Heads of q_proj or k_proj; 0 for other tensors, whose rows lie as transformers has them.
int interleaved_heads(const BaseModel& base, const std::string& name) {
    if (!base.rope_rows_interleaved()) return 0;
    if (name.find(".q_proj.") != std::string::npos) return base.geometry().attention_heads;
    if (name.find(".k_proj.") != std::string::npos) return base.geometry().key_value_heads;
    return 0;
}

/// Row in the file of transformers' row: within a head, pair j of the halves lies at 2j and 2j + 1.
int64_t interleaved_row(int64_t row, int head_dim) {
    const int64_t head = row / head_dim, within = row % head_dim, half = head_dim / 2;
    return head * head_dim + (within % half) * 2 + within / half;
}

}  // namespace

Status expand_rows(const BaseModel& base, const std::string& name, int64_t first_row, int64_t rows,
                   float* out) {
    const TensorView* tensor = base.tensor(name);
    if (!tensor) return bad_input("The model has no tensor " + name, base.path().string());
    // A vector's elements stand in for rows of one column, so that a permuted bias is put back like its
    // matrix.
    const bool vector = tensor->shape.size() == 1;
    const int64_t all_rows = tensor->shape[0], columns = vector ? 1 : tensor->elements() / all_rows;
    if (vector && first_row == 0 && rows == 1) rows = all_rows;
    if (first_row < 0 || rows < 0 || first_row > all_rows || rows > all_rows - first_row) {
        return bug("Rows outside the tensor were asked for", name);
    }
    const int heads = interleaved_heads(base, name);
    const auto [type, block_elements, block_bytes] = dtype_info(tensor->dtype);
    if (base.is_drawn()) {
        std::vector<std::byte> blocks(static_cast<size_t>(rows * columns / block_elements * block_bytes));
        draw_blocks(*tensor, first_row * columns, rows * columns, blocks.data());
        kernels::expand_blocks(tensor->dtype, blocks.data(), rows * columns, out);
        return {};
    }
    if (vector) {
        if (first_row != 0 || rows != all_rows) return bug("A vector is expanded as a whole", name);
        if (heads == 0) {
            kernels::expand_blocks(tensor->dtype, tensor->bytes.data(), all_rows, out);
            return {};
        }
        std::vector<float> stored(static_cast<size_t>(all_rows));
        kernels::expand_blocks(tensor->dtype, tensor->bytes.data(), all_rows, stored.data());
        for (int64_t row = 0; row < all_rows; ++row) {
            out[row] = stored[static_cast<size_t>(interleaved_row(row, base.geometry().head_dim))];
        }
        return {};
    }
    const int64_t row_bytes = columns / block_elements * block_bytes;
    if (const BitsandbytesMatrix* matrix = base.quantised(name)) {
        std::vector<std::byte> blocks(static_cast<size_t>(rows * row_bytes));
        matrix->put_together(columns, first_row, rows, blocks.data());
        kernels::expand_blocks(tensor->dtype, blocks.data(), rows * columns, out);
        return {};
    }
    if (heads == 0) {
        kernels::expand_blocks(tensor->dtype, tensor->bytes.data() + first_row * row_bytes, rows * columns,
                               out);
        return {};
    }
    for (int64_t i = 0; i < rows; ++i) {
        const int64_t stored_row = interleaved_row(first_row + i, base.geometry().head_dim);
        kernels::expand_blocks(tensor->dtype, tensor->bytes.data() + stored_row * row_bytes, columns,
                               out + i * columns);
    }
    return {};
}

std::shared_ptr<const std::vector<std::byte>> stored_in_order(const BaseModel& base,
                                                              const std::string& name) {
    const TensorView* tensor = base.tensor(name);
    if (!tensor || tensor->shape.size() != 2) return {};
    if (base.is_drawn()) {
        auto blocks = std::make_shared<std::vector<std::byte>>(stored_bytes(*tensor));
        draw_blocks(*tensor, 0, tensor->elements(), blocks->data());
        return blocks;
    }
    if (const BitsandbytesMatrix* matrix = base.quantised(name)) {
        const int64_t count = tensor->elements() / dtype_info(tensor->dtype).block_elements;
        auto blocks = std::make_shared<std::vector<std::byte>>(
            static_cast<size_t>(count * dtype_info(tensor->dtype).block_bytes));
        matrix->put_together(tensor->shape[1], 0, tensor->shape[0], blocks->data());
        return blocks;
    }
    if (interleaved_heads(base, name) == 0) return {};
    const auto row_bytes = static_cast<int64_t>(tensor->bytes.size()) / tensor->shape[0];
    auto rows = std::make_shared<std::vector<std::byte>>(tensor->bytes.size());
    for (int64_t row = 0; row < tensor->shape[0]; ++row) {
        const std::byte* from =
            tensor->bytes.data() + interleaved_row(row, base.geometry().head_dim) * row_bytes;
        std::copy_n(from, row_bytes, rows->data() + row * row_bytes);
    }
    return rows;
}

}  // namespace lora
