// SPDX-License-Identifier: Apache-2.0
#include "core/engine/training/samples.h"

#include <ATen/ATen.h>

#include "core/engine/training/random_state.h"
#include "core/text/chat.h"

namespace lora::engine {

Result<Generation> sample_answer(CausalModel& model, const Tokenizer& tokenizer, const AdapterMix& mix,
                                 const std::string& prompt, int max_new_tokens) {
    std::string text = prompt;
    if (!tokenizer.chat_template().empty()) {
        auto rendered = render_chat(tokenizer, {{"user", prompt}}, true);
        if (!rendered) return rendered.error();
        text = *rendered;
    }
    auto ids = tokenizer.encode(text);
    if (!ids) return ids.error();
    SamplingOptions options;
    options.temperature = 0;
    options.max_new_tokens = max_new_tokens;
    const RandomStateGuard random(model.device());
    const at::NoGradGuard no_grad;
    auto answers = generate(model, tokenizer, *ids, {{"sample", mix}}, options);
    if (!answers) return answers.error();
    if (answers->empty()) return bug("A prompt got no answer");
    return std::move(answers->front());
}

}  // namespace lora::engine
