// SPDX-License-Identifier: Apache-2.0
// What the window and an attached `lora-worker session` say to each other: JSON lines on stdin and stdout.
//
// First line each way:  {"type":"hello","protocol":1,"program":"lora-studio 0.1.0"}
// Requests have an id:
//   {"id":1,"type":"open","base":PATH}                           → {"id":1,"type":"result","geometry":{…},"fingerprint":…}
//   {"id":2,"type":"generate","base":PATH,"variants":[{"name":…,"adapters":[{"path":…,"weight":1.0}]}…],
//    "messages":[{"role","content"}…] or "prompt":TEXT, "sampling":{seed,temperature,top_p,top_k,max_new_tokens},
//    "logprobs":bool}
//      → {"id":2,"type":"started","variants":[{"name","weights_sha256"}…]}
//      → {"id":2,"type":"token","variant":0,"text":…,"token_id":…,"logprob":…,"base_logprob":…}   (streamed)
//      → {"id":2,"type":"result","variants":[{"name","text","ids","finish_reason","tokens_per_second",
//                                              "weights_sha256"}…]}   (tokens_per_second: behind the first token)
//   {"id":3,"type":"tokenize","base":PATH,"messages":[…]}        → result {ids,pieces,text,loss_mask}
//   {"id":4,"type":"export","base":PATH,"adapter":DIR,"format":"peft","out":DIR}
//      → {"id":4,"type":"progress","phase":…,"done":…,"total":…} … → result {out,files:[…],verified:true,max_abs_difference}
//   {"id":5,"type":"cancel","target":2}                          → result for 5; 2 ends with finish_reason "cancelled"
//   {"id":6,"type":"memory"}                                     → result {resident_bytes,total_bytes}
// Failure of any request: {"id":N,"type":"error","code":3,"what":…,"where":…,"hint":…}
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/base/result.h"

namespace lora {

inline constexpr int session_protocol = 1;

/// The first line of either side.
Json hello_message(const std::string& program);
/// Checks the other side's first line. A mismatch says which side is older and what to update.
Status check_hello(const Json& message, const std::string& other_side);

Json error_message(int64_t id, const Error& error);
Error error_from_message(const Json& message);

}  // namespace lora
