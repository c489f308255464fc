#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PEFT LoRA training on a GGUF base, random ids, AdamW:
peer_peft.py BASE SEQ_LENGTH BATCH RANK STEPS MODULES [EXAMPLE_LENGTH] [checkpointing]; prints tokens/s (median of the
steps, real tokens where examples are padded) and peak resident memory as JSON, on a GPU its allocator's peak too.
BASE: a GGUF file, or random:8b (the shape of Llama 3 8B, weights drawn on the device), random:135m, random:tiny, as
`lora-worker bench` has them; :nf4 behind it quantises the linear modules with bitsandbytes. EXAMPLE_LENGTH: examples of
about that many tokens, padded to the longest of a batch, as without packing; 0: none. checkpointing: every layer is run
again in the backward pass. PEER_DEVICE=cuda trains in bfloat16 there, the adapter in float32."""
import json
import os
import random
import resource
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

path = sys.argv[1]
seq, batch, rank, steps = (int(value) for value in sys.argv[2:6])
modules = sys.argv[6].split(",")
example = int(sys.argv[7]) if len(sys.argv) > 7 else 0
checkpointing = sys.argv[8:9] == ["checkpointing"]
device = os.environ.get("PEER_DEVICE", "cpu")
dtype = torch.float32 if device == "cpu" else torch.bfloat16
torch.manual_seed(0)

SHAPES = {
    "8b": dict(num_hidden_layers=32, hidden_size=4096, intermediate_size=14336, num_attention_heads=32,
               num_key_value_heads=8, vocab_size=128256, max_position_embeddings=8192),
    "135m": dict(num_hidden_layers=30, hidden_size=576, intermediate_size=1536, num_attention_heads=9,
                 num_key_value_heads=3, vocab_size=49152, max_position_embeddings=8192, tie_word_embeddings=True),
    "tiny": dict(num_hidden_layers=3, hidden_size=64, intermediate_size=192, num_attention_heads=4,
                 num_key_value_heads=2, vocab_size=512, max_position_embeddings=2048),
}


def to_four_bits(model):
    """Each linear module but the head as bitsandbytes keeps it, one at a time."""
    import bitsandbytes as bnb
    for parent in list(model.model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, torch.nn.Linear):
                linear = bnb.nn.Linear4bit(child.in_features, child.out_features, bias=False, compute_dtype=dtype,
                                           quant_type="nf4")
                linear.weight = bnb.nn.Params4bit(child.weight.data.cpu(), requires_grad=False, quant_type="nf4")
                setattr(parent, name, linear.to(device))


def drawn(shape):
    size, _, kind = shape.partition(":")
    if size not in SHAPES or kind not in ("", "bf16", "nf4"):
        sys.exit(f"There is no shape {shape}: 8b, 135m or tiny, and :nf4 behind it")
    with torch.device("meta"):
        model = LlamaForCausalLM(LlamaConfig(**{"tie_word_embeddings": False, **SHAPES[size]}, attn_implementation="sdpa"))
    model = model.to(dtype).to_empty(device=device)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0, 0.02) if parameter.dim() == 2 else parameter.fill_(1)
    model.tie_weights()
    # to_empty left the positions' frequencies undrawn.
    model.model.rotary_emb = type(model.model.rotary_emb)(config=model.config).to(device)
    if kind == "nf4":
        to_four_bits(model)
    return model


if path.startswith("random:"):
    model = drawn(path.removeprefix("random:"))
else:
    model = AutoModelForCausalLM.from_pretrained(os.path.dirname(path), gguf_file=os.path.basename(path),
                                                 dtype=dtype).to(device)
if checkpointing:
    model.gradient_checkpointing_enable({"use_reentrant": False})
model = get_peft_model(model, LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, task_type="CAUSAL_LM",
                                         target_modules=modules))
model.train()
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
result = {"tokens_per_second": sorted(speeds)[len(speeds) // 2],
          "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
if device != "cpu":
    result["peak_device_bytes"] = torch.cuda.max_memory_allocated()
print(json.dumps(result))
