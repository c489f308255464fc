# SPDX-License-Identifier: Apache-2.0
"""Writes data/tiny_<name>/: Llama models with random weights as Hugging Face folders, small enough to commit, each
with reference.safetensors: `input_ids` [sequence] and transformers' `logits` [sequence, vocabulary] in float32.

data/tiny_gguf/ holds one of them as model.gguf (BF16, rows of q and k in llama.cpp's order) with the same reference.

Run with torch, transformers, tokenizers, safetensors and gguf installed:  python make_tiny_models.py
"""

import json
import pathlib
import shutil

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM

DATA = pathlib.Path(__file__).parent / "data"
SENTENCES = [
    "A small model learns to answer a question about opening hours.",
    "Please check the policy before you promise a refund to a customer.",
    "The card was blocked on Monday; we will send a new one by Friday.",
    "Grüße aus Köln, ça va très bien, and 3.14159 is not 22/7.",
    "def add(a, b):\n    return a + b\n",
]
BASE = dict(vocab_size=384, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=256, rms_norm_eps=1e-5, rope_theta=10000.0,
            bos_token_id=1, eos_token_id=2)
MODELS = {
    "tied": dict(tie_word_embeddings=True),
    "untied": dict(tie_word_embeddings=False, num_hidden_layers=3, num_key_value_heads=1),
    "biases": dict(tie_word_embeddings=True, attention_bias=True, mlp_bias=True),
    "head_dim": dict(tie_word_embeddings=True, head_dim=8),
    "linear": dict(tie_word_embeddings=True, rope_scaling=dict(rope_type="linear", factor=4.0)),
    "dynamic": dict(tie_word_embeddings=True, max_position_embeddings=32,
                    rope_scaling=dict(rope_type="dynamic", factor=2.0)),
    "llama3": dict(tie_word_embeddings=True, rope_scaling=dict(
        rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
        original_max_position_embeddings=32)),
    "yarn": dict(tie_word_embeddings=True, rope_scaling=dict(
        rope_type="yarn", factor=4.0, original_max_position_embeddings=64)),
    "sharded": dict(tie_word_embeddings=False),
}


def train_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=384, special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return tokenizer


def write_folder(name, options, tokenizer):
    torch.manual_seed(sum(name.encode()))
    rope = options.pop("rope_scaling", None)
    config = LlamaConfig(**{**BASE, **options}, **({"rope_scaling": dict(rope)} if rope else {}))
    model = LlamaForCausalLM(config).eval().float()
    with torch.no_grad():
        for parameter in model.parameters():  # wider than the usual start, so that logits tell models apart
            value = (torch.randn_like(parameter) * (0.2 if parameter.dim() > 1 else 0.1)
                     + (1.0 if parameter.dim() == 1 and parameter.shape[0] == 64 else 0.0))
            parameter.copy_(value.to(torch.bfloat16).float())  # stored in half the bytes without loss
        ids = torch.randint(3, BASE["vocab_size"], (1, 40))
        logits = model(ids, use_cache=False).logits[0]
    folder = DATA / f"tiny_{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # The flat layout that models on the hub have; transformers 5 itself writes rope_parameters ("llama3" keeps it).
    text = config.to_dict()
    if name != "llama3":
        parameters = text.pop("rope_parameters")
        text["rope_theta"] = parameters.pop("rope_theta")
        text["rope_scaling"] = parameters if parameters.get("rope_type") != "default" else None
    text["architectures"] = ["LlamaForCausalLM"]
    (folder / "config.json").write_text(json.dumps(text, indent=2, sort_keys=True) + "\n")
    state = {k: v.to(torch.bfloat16).contiguous() for k, v in model.state_dict().items()
             if not (config.tie_word_embeddings and k == "lm_head.weight")}
    if name == "sharded":
        names = sorted(state)
        shards = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
        for file, members in shards.items():
            save_file({k: state[k] for k in members}, folder / file, metadata={"format": "pt"})
        index = {"metadata": {}, "weight_map": {k: f for f, members in shards.items() for k in members}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")
    else:
        save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    write_reference(folder, ids, logits)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(
        dict(bos_token="<|im_start|>", eos_token="<|im_end|>", tokenizer_class="PreTrainedTokenizerFast")) + "\n")
    return model, ids, logits


def write_reference(folder, ids, logits):
    save_file({"input_ids": ids[0].to(torch.int32), "logits": logits.float().contiguous()},
              folder / "reference.safetensors")


def interleave(weight, heads):
    """llama.cpp's order of the rows of q and k: the two halves of a head's rotary pairs side by side."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, -1).swapaxes(1, 2).reshape(weight.shape)


def write_gguf(model, ids, logits, tokenizer):
    folder = DATA / "tiny_gguf"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = model.config
    writer = gguf.GGUFWriter(folder / "model.gguf", "llama")
    writer.add_name("Tiny")
    writer.add_license("apache-2.0")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    description = json.loads(tokenizer.to_str())
    vocabulary = sorted(description["model"]["vocab"].items(), key=lambda item: item[1])
    writer.add_vocab_size(config.vocab_size)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    tokens = [token for token, _ in vocabulary]
    types = [3] * 3 + [1] * (len(tokens) - 3)
    while len(tokens) < config.vocab_size:
        types.append(5)
        tokens.append(f"[unused{len(tokens)}]")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges([" ".join(pair) for pair in description["model"]["merges"]])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    parts = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
             "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
             "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm"}
    for name, value in model.state_dict().items():
        array = value.float().numpy()
        if ".q_proj" in name:
            array = interleave(array, config.num_attention_heads)
        if ".k_proj" in name:
            array = interleave(array, config.num_key_value_heads)
        if name == "model.embed_tokens.weight":
            name = "token_embd.weight"
        elif name == "model.norm.weight":
            name = "output_norm.weight"
        elif name == "lm_head.weight":
            if config.tie_word_embeddings:
                continue
            name = "output.weight"
        else:
            layer, rest = name.removeprefix("model.layers.").split(".", 1)
            part, kind = rest.rsplit(".", 1)
            name = f"blk.{layer}.{parts[part]}.{kind}"
        # Vectors stay float32, as the converter leaves them; the matrices are bfloat16 values already.
        if array.ndim == 1:
            writer.add_tensor(name, np.ascontiguousarray(array))
        else:
            stored = gguf.quants.quantize(np.ascontiguousarray(array), gguf.GGMLQuantizationType.BF16)
            writer.add_tensor(name, stored, raw_dtype=gguf.GGMLQuantizationType.BF16)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    write_reference(folder, ids, logits)


def main():
    torch.set_num_threads(1)
    tokenizer = train_tokenizer()
    for name, options in MODELS.items():
        made = write_folder(name, dict(options), tokenizer)
        if name == "biases":
            write_gguf(*made, tokenizer)


main()
