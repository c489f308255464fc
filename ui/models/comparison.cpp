// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparison.h"

#include <QtCore/QCoreApplication>

namespace lora::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ComparisonWords)
};

QString text_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

double number_of(const Json& json, const char* key, double fallback) {
    const auto it = json.find(key);
    return it != json.end() && it->is_number() ? it->get<double>() : fallback;
}

Json sampling_json(const Sampling& sampling) {
    return {{"seed", sampling.seed},
            {"temperature", sampling.temperature},
            {"top_p", sampling.top_p},
            {"top_k", 0},
            {"max_new_tokens", sampling.max_new_tokens}};
}

Error mix_up(const QString& name, const QString& detail) {
    return bug(Words::tr("The answer of “%1” cannot be trusted: %2").arg(name, detail).toStdString());
}

}  // namespace

Json to_json(const Comparison& comparison) {
    Json variants = Json::array();
    for (const auto& answer : comparison.answers)
        variants.push_back({{"name", answer.name.toStdString()},
                            {"adapter", answer.adapter_path.toStdString()},
                            {"text", answer.text.toStdString()},
                            {"finish_reason", answer.finish_reason.toStdString()},
                            {"weights_sha256", answer.weights_sha256.toStdString()},
                            {"tokens_per_second", answer.tokens_per_second}});
    return {{"format", 1},
            {"created", comparison.created.toStdString()},
            {"prompt", comparison.prompt.toStdString()},
            {"system", comparison.system.toStdString()},
            {"sampling", sampling_json(comparison.sampling)},
            {"variants", variants}};
}

Comparison comparison_from_json(const Json& body) {
    Comparison out;
    if (!body.is_object()) return out;
    out.created = text_of(body, "created");
    out.prompt = text_of(body, "prompt");
    out.system = text_of(body, "system");
    if (const auto s = body.find("sampling"); s != body.end() && s->is_object()) {
        out.sampling.temperature = number_of(*s, "temperature", out.sampling.temperature);
        out.sampling.top_p = number_of(*s, "top_p", out.sampling.top_p);
        out.sampling.max_new_tokens =
            static_cast<int>(number_of(*s, "max_new_tokens", out.sampling.max_new_tokens));
        if (const auto seed = s->find("seed"); seed != s->end() && seed->is_number_unsigned())
            out.sampling.seed = seed->get<uint64_t>();
    }
    if (const auto variants = body.find("variants"); variants != body.end() && variants->is_array())
        for (const auto& variant : *variants)
            if (variant.is_object())
                out.answers.push_back({text_of(variant, "name"), text_of(variant, "adapter"),
                                       text_of(variant, "text"), text_of(variant, "finish_reason"),
                                       text_of(variant, "weights_sha256"),
                                       number_of(variant, "tokens_per_second", 0)});
    return out;
}

QString to_markdown(const Comparison& comparison) {
    QString out = QStringLiteral("# ") + Words::tr("Comparison") + QStringLiteral("\n\n");
    if (!comparison.created.isEmpty()) out += comparison.created + QStringLiteral("\n\n");
    const auto quoted = [](const QString& text) {
        return QStringLiteral("> ") + QString(text).replace(u'\n', QStringLiteral("\n> ")) +
               QStringLiteral("\n\n");
    };
    if (!comparison.system.isEmpty())
        out += QStringLiteral("## ") + Words::tr("System") + QStringLiteral("\n\n") + quoted(comparison.system);
    out += QStringLiteral("## ") + Words::tr("Prompt") + QStringLiteral("\n\n") + quoted(comparison.prompt);
    out += Words::tr("Temperature %1, top-p %2, at most %3 tokens, seed %4")
               .arg(comparison.sampling.temperature)
               .arg(comparison.sampling.top_p)
               .arg(comparison.sampling.max_new_tokens)
               .arg(comparison.sampling.seed) +
           QStringLiteral("\n\n");
    for (const auto& answer : comparison.answers)
        out += QStringLiteral("## %1\n\n%2\n\n%3 `%4`, %5\n\n")
                   .arg(answer.name, answer.text, Words::tr("Weights"), answer.weights_sha256,
                        Words::tr("%1 tokens/s").arg(answer.tokens_per_second, 0, 'f', 1));
    return out;
}

Json generate_request(const Comparison& question, const QString& base_path, bool logprobs) {
    Json variants = Json::array();
    for (const auto& answer : question.answers) {
        Json adapters = Json::array();
        if (!answer.adapter_path.isEmpty())
            adapters.push_back({{"path", answer.adapter_path.toStdString()}, {"weight", 1.0}});
        variants.push_back({{"name", answer.name.toStdString()}, {"adapters", adapters}});
    }
    Json messages = Json::array();
    if (!question.system.trimmed().isEmpty())
        messages.push_back({{"role", "system"}, {"content", question.system.toStdString()}});
    messages.push_back({{"role", "user"}, {"content", question.prompt.toStdString()}});
    return {{"type", "generate"},
            {"base", base_path.toStdString()},
            {"variants", variants},
            {"messages", messages},
            {"sampling", sampling_json(question.sampling)},
            {"logprobs", logprobs}};
}

Status check_weights(const Comparison& question, const Json& message, const std::vector<QString>& announced,
                     const QString& base_fingerprint) {
    const auto variants = message.find("variants");
    if (variants == message.end() || !variants->is_array() || variants->size() != question.answers.size())
        return bug(Words::tr("The worker answered for other panes than were asked").toStdString());
    QString base = base_fingerprint;
    for (size_t i = 0; i < question.answers.size() && base.isEmpty(); ++i)
        if (question.answers[i].adapter_path.isEmpty()) base = text_of((*variants)[i], "weights_sha256");
    for (size_t i = 0; i < question.answers.size(); ++i) {
        const auto& asked = question.answers[i];
        const QString sha = text_of((*variants)[i], "weights_sha256");
        if (text_of((*variants)[i], "name") != asked.name)
            return mix_up(asked.name, Words::tr("another pane's name came back"));
        if (sha.size() != 64) return mix_up(asked.name, Words::tr("no fingerprint of the weights came with it"));
        if (asked.adapter_path.isEmpty() && sha != base)
            return mix_up(asked.name, Words::tr("it came from other weights than the base's"));
        if (!asked.adapter_path.isEmpty() && sha == base)
            return mix_up(asked.name, Words::tr("the base answered in place of the adapter"));
        if (i < announced.size() && announced[i] != sha)
            return mix_up(asked.name, Words::tr("the weights changed while it was written"));
    }
    return {};
}

}  // namespace lora::ui
