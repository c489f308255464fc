#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""llama.cpp on a GGUF file: peer_llama_cpp.py prompt|decode GGUF PROMPT_TOKENS NEW_TOKENS THREADS; prints tokens/s as JSON."""
import json
import random
import sys
import time

from llama_cpp import Llama

what, path = sys.argv[1:3]
prompt, new, threads = (int(value) for value in sys.argv[3:6])
model = Llama(path, n_ctx=prompt + new + 8, n_batch=512, n_ubatch=512, n_threads=threads, n_threads_batch=threads,
              verbose=False)
ids = [random.Random(0).randrange(model.n_vocab()) for _ in range(prompt)]
model.eval(ids[:32])
speeds = []
for _ in range(3):
    model.reset()
    start = time.perf_counter()
    model.eval(ids)
    read = time.perf_counter() - start
    token = ids[-1]
    start = time.perf_counter()
    for _ in range(new if what == "decode" else 0):
        model.eval([token])
        token = model.sample(temp=0.0)
    speeds.append(new / (time.perf_counter() - start) if what == "decode" else prompt / read)
print(json.dumps({"tokens_per_second": sorted(speeds)[1]}))
