// SPDX-License-Identifier: GPL-3.0-or-later
// A base model as rows of a card: name, value, and a sentence that explains the name.
#pragma once

#include <QtCore/QString>

#include <vector>

#include "core/basemodel/base_model.h"

namespace lora::ui {

struct ModelFact {
    QString name, value, why;
};
/// What Ollama calls a blob: a GGUF file named after its content.
bool is_blob(const QString& path);
/// The name people know the model by: its file's, folder's or repository's, without the type of its weights; `own_name`
/// where the path is a blob's, which says nothing.
QString model_title(const QString& path, const QString& own_name = {});
std::vector<ModelFact> shape_facts(const BaseModel& model);
/// `tokenizer` may be null.
std::vector<ModelFact> file_facts(const BaseModel& model, const Tokenizer* tokenizer);

}  // namespace lora::ui
