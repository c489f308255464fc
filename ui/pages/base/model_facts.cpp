// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/base/model_facts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include "ui/models/found_words.h"
#include "ui/models/words.h"
#include "ui/services/paths.h"

namespace lora::ui {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("ModelFacts", text);
}

}  // namespace

bool is_blob(const QString& path) {
    return QFileInfo(path).fileName().startsWith(QStringLiteral("sha256-"));
}

QString model_title(const QString& path, const QString& own_name) {
    static const QRegularExpression weights(QStringLiteral("[.-](I?Q\\d[A-Z0-9_]*|F16|F32|BF16)$"),
                                            QRegularExpression::CaseInsensitiveOption);
    if (is_blob(path) && !own_name.isEmpty()) return own_name;
    const QFileInfo info(path);
    if (info.suffix().compare(QStringLiteral("gguf"), Qt::CaseInsensitive) == 0)
        return info.completeBaseName().remove(weights);
    // "org/model" of a snapshot in Hugging Face's cache, whose folder is called after a commit.
    return QString::fromStdString(name_from_path(to_path(path))).section(QLatin1Char('/'), -1).remove(weights);
}

std::vector<ModelFact> shape_facts(const BaseModel& model) {
    const ModelGeometry& geometry = model.geometry();
    std::vector<ModelFact> facts;
    facts.push_back({translated("Calls itself"), QString::fromStdString(model.name()),
                     translated("The name that its makers wrote into it.")});
    facts.push_back({translated("Family"), family_words(geometry.family),
                     translated("The architecture: which blocks the model is built of.")});
    facts.push_back(
        {translated("Parameters"), count_words(geometry.parameters),
         translated("How many numbers the model has learnt. They stay as they are; the adapter is added.")});
    facts.push_back({translated("Layers"),
                     translated("%1 × %2 wide").arg(geometry.layers).arg(grouped_words(geometry.hidden_size)),
                     translated("Blocks one after the other, and the width of a token between them.")});
    facts.push_back({translated("Feed-forward"),
                     translated("%1 wide").arg(grouped_words(geometry.intermediate_size)),
                     translated("Features between up and down in each layer.")});
    facts.push_back(
        {translated("Heads"),
         translated("%1, %2 for keys and values").arg(geometry.attention_heads).arg(geometry.key_value_heads),
         translated("Attention looks in this many ways at once; fewer key and value heads save memory.")});
    facts.push_back({translated("Vocabulary"),
                     translated("%1 tokens").arg(grouped_words(geometry.vocab_size)),
                     translated("The pieces of text that the model reads and writes.")});
    facts.push_back({translated("Context"),
                     translated("%1 tokens").arg(grouped_words(geometry.context_length)),
                     translated("The longest text that the model was made for.")});
    return facts;
}

std::vector<ModelFact> file_facts(const BaseModel& model, const Tokenizer* tokenizer) {
    QStringList types;
    for (const auto& [type, count] : model.tensor_types())
        types << translated("%1 × %2").arg(count).arg(QString::fromStdString(type));
    std::vector<ModelFact> facts;
    facts.push_back({translated("Format"),
                     model.is_gguf() ? QStringLiteral("GGUF") : translated("Hugging Face folder"),
                     translated("How the model lies on disk. It is read, never written.")});
    facts.push_back({translated("On disk"), bytes_words(static_cast<double>(model.weight_bytes())),
                     translated("Bytes of weights. They are mapped, not loaded, until training starts.")});
    facts.push_back(
        {translated("Tensors"), types.join(QStringLiteral(", ")),
         translated(
             "How the weights are stored. Types with a Q are quantised: several weights share a scale.")});
    facts.push_back({translated("Tokenizer"),
                     tokenizer ? QString::fromStdString(tokenizer->summary()) : translated("none found"),
                     translated("Cuts text into tokens. Without one, data cannot be prepared.")});
    facts.push_back({translated("Chat template"),
                     !tokenizer                           ? translated("none found")
                     : tokenizer->chat_template().empty() ? translated("none; ChatML is used")
                                                          : translated("found"),
                     translated("How the model expects a conversation to be written down.")});
    facts.push_back({translated("Licence"),
                     model.licence().empty() ? translated("the model does not say")
                                             : QString::fromStdString(model.licence()),
                     translated("What the model's makers allow, as its file states it.")});
    return facts;
}

}  // namespace lora::ui
