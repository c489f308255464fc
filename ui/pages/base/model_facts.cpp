// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/base/model_facts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include "ui/models/found_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/paths.h"

namespace lora::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ModelFactWords)
};

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
    facts.push_back({Words::tr("Calls itself"), QString::fromStdString(model.name()),
                     Words::tr("The name that its makers wrote into it.")});
    facts.push_back({Words::tr("Family"), family_words(geometry.family),
                     Words::tr("The architecture: which blocks the model is built of.")});
    facts.push_back(
        {Words::tr("Parameters"), count_words(geometry.parameters),
         Words::tr("How many numbers the model has learnt. They stay as they are; the adapter is added.")});
    facts.push_back({Words::tr("Layers"),
                     //: number of layers and width of each: 30 × 576 wide
                     Words::tr("%1 × %2 wide").arg(geometry.layers).arg(grouped_words(geometry.hidden_size)),
                     Words::tr("Blocks one after the other, and the width of a token between them.")});
    facts.push_back({Words::tr("Feed-forward"),
                     Words::tr("%1 wide").arg(grouped_words(geometry.intermediate_size)),
                     Words::tr("Features between up and down in each layer.")});
    facts.push_back(
        //: attention heads
        {Words::tr("Heads"),
         Words::tr("%1, %2 for keys and values").arg(geometry.attention_heads).arg(geometry.key_value_heads),
         Words::tr("Attention looks in this many ways at once; fewer key and value heads save memory.")});
    facts.push_back({Words::tr("Vocabulary"),
                     Words::tr("%1 tokens").arg(grouped_words(geometry.vocab_size)),
                     Words::tr("The pieces of text that the model reads and writes.")});
    //: context length
    facts.push_back({Words::tr("Context"),
                     Words::tr("%1 tokens").arg(grouped_words(geometry.context_length)),
                     Words::tr("The longest text that the model was made for.")});
    return facts;
}

std::vector<ModelFact> file_facts(const BaseModel& model, const Tokenizer* tokenizer) {
    QStringList types;
    for (const auto& [type, count] : model.tensor_types())
        //: number of tensors and their type: 210 × Q4_1
        types << Words::tr("%1 × %2").arg(count).arg(QString::fromStdString(type));
    std::vector<ModelFact> facts;
    facts.push_back({Words::tr("Format"),
                     model.is_gguf() ? QStringLiteral("GGUF") : Words::tr("Hugging Face folder"),
                     Words::tr("How the model lies on disk. It is read, never written.")});
    facts.push_back({Words::tr("On disk"), bytes_words(static_cast<double>(model.weight_bytes())),
                     Words::tr("Bytes of weights. They are mapped, not loaded, until training starts.")});
    facts.push_back(
        {Words::tr("Tensors"), types.join(QStringLiteral(", ")),
         Words::tr(
             "How the weights are stored. Types with a Q are quantised: several weights share a scale.")});
    facts.push_back({Words::tr("Tokenizer"),
                     tokenizer ? localized(tokenizer->summary()) : Words::tr("none found"),
                     Words::tr("Cuts text into tokens. Without one, data cannot be prepared.")});
    facts.push_back({Words::tr("Chat template"),
                     !tokenizer                           ? Words::tr("none found")
                     : tokenizer->chat_template().empty() ? Words::tr("none; ChatML is used")
                                                          //: a chat template was
                                                          : Words::tr("found"),
                     Words::tr("How the model expects a conversation to be written down.")});
    facts.push_back({Words::tr("Licence"),
                     model.licence().empty() ? Words::tr("the model does not say")
                                             : QString::fromStdString(model.licence()),
                     Words::tr("What the model's makers allow, as its file states it.")});
    return facts;
}

}  // namespace lora::ui
