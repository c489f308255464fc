#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PEFT LoRA training on a GGUF base, random ids, AdamW:
peer_peft.py GGUF SEQ_LENGTH BATCH RANK STEPS MODULES [EXAMPLE_LENGTH]; prints tokens/s (median of the steps, real
tokens where examples are padded) and peak resident memory as JSON. EXAMPLE_LENGTH: examples of about that many tokens,
padded to the longest of a batch, as without packing. PEER_DEVICE=cuda trains in bfloat16 there, the adapter in
float32."""
import json
import os
import random
import resource
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

path = sys.argv[1]
seq, batch, rank, steps = (int(value) for value in sys.argv[2:6])
modules = sys.argv[6].split(",")
example = int(sys.argv[7]) if len(sys.argv) > 7 else 0
device = os.environ.get("PEER_DEVICE", "cpu")
torch.manual_seed(0)
model = AutoModelForCausalLM.from_pretrained(os.path.dirname(path), gguf_file=os.path.basename(path),
                                             dtype=torch.float32 if device == "cpu" else torch.bfloat16).to(device)
model = get_peft_model(model, LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, task_type="CAUSAL_LM",
                                         target_modules=modules))
trainable = [p for p in model.parameters() if p.requires_grad]
optimiser = torch.optim.AdamW(trainable, lr=2e-4)
dice = random.Random(0)


def a_batch():
    if not example:
        ids = torch.randint(0, model.config.vocab_size, (batch, seq))
        return ids, torch.ones_like(ids), batch * seq
    lengths = []
    while sum(lengths) < batch * seq:
        lengths.append(min(seq, dice.randint(example // 3, example * 5 // 3)))
    mask = torch.zeros(len(lengths), max(lengths), dtype=torch.long)
    for i, length in enumerate(lengths):
        mask[i, :length] = 1
    return torch.randint(0, model.config.vocab_size, mask.shape) * mask, mask, sum(lengths)


def await_device():
    if device != "cpu":
        torch.cuda.synchronize()


speeds = []
for step in range(steps + 1):
    ids, mask, tokens = a_batch()
    ids, mask = ids.to(device), mask.to(device)
    await_device()
    start = time.perf_counter()
    loss = model(input_ids=ids, attention_mask=mask, labels=ids.masked_fill(mask == 0, -100)).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(trainable, 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    await_device()
    if step:
        speeds.append(tokens / (time.perf_counter() - start))
print(json.dumps({"tokens_per_second": sorted(speeds)[len(speeds) // 2],
                  "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
