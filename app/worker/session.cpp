// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/worker/session_server.h"
#include "app/worker/verb.h"

namespace lora::worker {

void register_session_verb(VerbTable& table) {
    auto options = std::make_shared<ModelOptions>();
    CLI::App& verb = table.add("session", "Answer requests as JSON lines on stdin and stdout, for the window",
                               [options](Output&) {
                                   SessionServer server(*options);
                                   return server.run(std::cin);
                               });
    options->add_device(verb);
    options->add_activations(verb);
}

}  // namespace lora::worker
