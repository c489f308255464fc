// SPDX-License-Identifier: Apache-2.0
// Where programs keep the models that they downloaded, so that nobody downloads one twice.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lora {

enum class ModelSource { lora_studio, hugging_face, llama_cpp, lm_studio, ollama };

/// The program's name as people know it: "Hugging Face", "Ollama".
std::string to_text(ModelSource source);

struct ModelPlace {
    ModelSource source;
    std::filesystem::path folder;
};

/// This user's folders, most of which need not be there. Environment variables that move a folder are followed, and the
/// usual folder is looked at as well: a program started from a desktop's menu does not see what a shell sets.
/// Layouts: Hugging Face's documentation of the hub's local cache (HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME); llama.cpp,
/// which has its own (LLAMA_CACHE) and later the hub's; LM Studio's models folder, which its settings may move; Ollama
/// (OLLAMA_MODELS, the user's folder, the system service's).
std::vector<ModelPlace> standard_model_places();

}  // namespace lora
