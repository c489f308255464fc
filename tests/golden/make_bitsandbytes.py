#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tiny models quantised by bitsandbytes as transformers saves them, and the SHA-256 of what bitsandbytes expands each
matrix to (float32, little-endian, row by row).

make_bitsandbytes.py OUT_FOLDER      writes tiny_nf4, tiny_nf4_bf16, tiny_nf4_f16 and tiny_int8 into it

Needs what installer/packages-pypi.txt lists under interop.
"""
import hashlib
import json
import os
import sys
import tempfile

import bitsandbytes
import torch
from transformers import AutoModelForCausalLM, BitsAndBytesConfig, LlamaConfig, LlamaForCausalLM

KINDS = {
    "nf4": (torch.float32, {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4", "bnb_4bit_use_double_quant": True}),
    "nf4_bf16": (torch.bfloat16, {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4", "bnb_4bit_use_double_quant": True}),
    "nf4_f16": (torch.float16, {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4"}),
    "int8": (torch.float32, {"load_in_8bit": True}),
}


def expanded(module):
    weight = module.weight
    if isinstance(module, bitsandbytes.nn.Linear4bit):
        return bitsandbytes.functional.dequantize_4bit(weight.data, weight.quant_state)
    return bitsandbytes.functional.int8_vectorwise_dequant(weight.data, weight.SCB)


def make(out):
    torch.manual_seed(1789)
    # 320 × 64 codes are 320 blocks: more than one scale of scales.
    config = LlamaConfig(hidden_size=64, intermediate_size=320, num_hidden_layers=1, num_attention_heads=4,
                         num_key_value_heads=2, vocab_size=48, max_position_embeddings=128, tie_word_embeddings=True,
                         initializer_range=0.2, bos_token_id=0, eos_token_id=1)
    plain = LlamaForCausalLM(config)
    for name, (dtype, choices) in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            plain.to(dtype).save_pretrained(folder)
            model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, device_map="cpu",
                                                         quantization_config=BitsAndBytesConfig(**choices))
        to = os.path.join(out, "tiny_" + name)
        model.save_pretrained(to)
        hashes = {}
        for path, module in model.named_modules():
            if isinstance(module, (bitsandbytes.nn.Linear4bit, bitsandbytes.nn.Linear8bitLt)):
                values = expanded(module).float().contiguous().numpy().astype("<f4")
                hashes[path + ".weight"] = hashlib.sha256(values.tobytes()).hexdigest()
        with open(os.path.join(to, "expanded.json"), "w", encoding="utf-8") as file:
            json.dump(hashes, file, indent=1, sort_keys=True)
            file.write("\n")


if __name__ == "__main__":
    make(sys.argv[1])
