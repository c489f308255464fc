#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""transformers float32 on a GGUF file: peer_transformers.py GGUF PROMPT_TOKENS; prints the prompt's tokens/s as JSON."""
import json
import os
import sys
import time

import torch
from transformers import AutoModelForCausalLM

path, prompt = sys.argv[1], int(sys.argv[2])
model = AutoModelForCausalLM.from_pretrained(os.path.dirname(path), gguf_file=os.path.basename(path),
                                             dtype=torch.float32).eval()
ids = torch.randint(0, model.config.vocab_size, (1, prompt), generator=torch.Generator().manual_seed(0))
speeds = []
with torch.inference_mode():
    model(ids[:, :32])
    for _ in range(3):
        start = time.perf_counter()
        model(ids, use_cache=True, logits_to_keep=1)
        speeds.append(prompt / (time.perf_counter() - start))
print(json.dumps({"tokens_per_second": sorted(speeds)[1]}))
