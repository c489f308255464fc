# SPDX-License-Identifier: Apache-2.0
"""Writes data/gguf_blocks.safetensors: for each stored type, bytes `<type>.bytes` and the values `<type>.values` that
the Python package gguf gives for them, and data/gguf_blocks.gguf, a small file with the same tensors.

Run with numpy, gguf and safetensors installed:  python make_gguf_blocks.py
"""

import pathlib

import gguf
import numpy as np
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType as Type
from safetensors.numpy import save_file

DATA = pathlib.Path(__file__).parent / "data"
ROWS, COLUMNS = 3, 512
rng = np.random.default_rng(20260131)


def half(values):
    return np.asarray(values, np.float16).view(np.uint8)


def random_k_blocks(kind, count):
    """gguf cannot quantise to K types: any bytes are valid blocks as long as the scales are ordinary numbers."""
    size = GGML_QUANT_SIZES[kind][1]
    blocks = rng.integers(0, 256, (count, size), dtype=np.uint8)
    scales = half(rng.uniform(-0.02, 0.02, count)).reshape(count, 2)
    if kind == Type.Q6_K:
        blocks[:, 208:210] = scales
    else:
        blocks[:, 0:2] = scales
        blocks[:, 2:4] = half(rng.uniform(0, 0.02, count)).reshape(count, 2)
    return blocks


def main():
    out = {}
    writer = gguf.GGUFWriter(DATA / "gguf_blocks.gguf", "blocks")
    writer.add_uint32("blocks.rows", ROWS)
    writer.add_string("blocks.text", "grüße")
    writer.add_array("blocks.list", [1, 2, 3])
    writer.add_bool("blocks.flag", True)
    writer.add_float32("blocks.half", 0.5)
    for name in ("F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"):
        kind = Type[name]
        if name.endswith("_K"):
            stored = random_k_blocks(kind, ROWS * COLUMNS // 256).reshape(ROWS, -1)
        else:
            values = rng.normal(0, 0.05, (ROWS, COLUMNS)).astype(np.float32)
            values[0, :4] = [0, -0.0, 1e-7, -6e-8]  # zeros, and halves below the normal range
            stored = gguf.quants.quantize(values, kind)
            if name in ("Q4_0", "Q8_0"):
                stored[2, :] = gguf.quants.quantize(np.zeros((1, COLUMNS), np.float32), kind)[0]
        expected = gguf.quants.dequantize(stored, kind).astype(np.float32).reshape(ROWS, COLUMNS)
        as_bytes = np.ascontiguousarray(stored).view(np.uint8).reshape(ROWS, -1)
        out[f"{name.lower()}.bytes"] = as_bytes
        out[f"{name.lower()}.values"] = np.ascontiguousarray(expected)
        if name in ("F32", "F16"):
            writer.add_tensor(name.lower(), np.ascontiguousarray(stored))
        else:
            writer.add_tensor(name.lower(), as_bytes, raw_dtype=kind)
    save_file(out, DATA / "gguf_blocks.safetensors")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


main()
