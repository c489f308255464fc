// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt and what several weights answered: kept with the project, exported as Markdown or JSON.
#pragma once

#include <QtCore/QString>

#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora::ui {

struct Sampling {
    double temperature = 0.7, top_p = 0.95;
    int max_new_tokens = 128;
    uint64_t seed = 42;
};

struct Answer {
    QString name, adapter_path, text, finish_reason, weights_sha256;
    double tokens_per_second = 0;
};

struct Comparison {
    QString created;  ///< ISO 8601
    QString prompt, system;
    Sampling sampling;
    std::vector<Answer> answers;
};

/// The body that ProjectService keeps.
Json to_json(const Comparison& comparison);
/// Missing fields stay empty: older comparisons remain readable.
Comparison comparison_from_json(const Json& body);
QString to_markdown(const Comparison& comparison);

/// The session's "generate" request (core/contract/session_messages.h).
Json generate_request(const Comparison& question, const QString& base_path, bool logprobs);
/// Whether each variant of a session's message answers in the asked order and name with known weights: the
/// base's own fingerprint for the base (where it is known), other weights for an adapter, and the same as
/// `started` announced.
Status check_weights(const Comparison& question, const Json& message, const std::vector<QString>& announced,
                     const QString& base_fingerprint);

}  // namespace lora::ui
