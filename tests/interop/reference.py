#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Independent answers from transformers, tokenizers and PEFT, for the interop test to compare with.

reference.py tiny OUT_FOLDER SEED TIED          a random Llama of a few thousand parameters, with a tokenizer
reference.py logits BASE IDS OUT [ADAPTER]      float32 logits of comma-separated ids as safetensors; sequences parted by
                                                semicolons are read each for itself and their rows laid end to end
reference.py tokenize BASE TEXTS OUT            token ids of each text of a JSON list
reference.py chat BASE CONVERSATIONS OUT        each conversation of a JSON list through the chat template
reference.py quantise BASE OUT KIND [EXPANDED]  BASE quantised by bitsandbytes to nf4 (scales too) or int8, as a folder;
                                                EXPANDED: a folder with its matrices expanded to float32 again
reference.py train BASE ADAPTER BATCHES OUT LR  losses of one AdamW step a batch, going on from ADAPTER
"""
import json
import os
import sys
import warnings

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

torch.manual_seed(0)


def location(base):
    """Arguments of from_pretrained for a GGUF file or a folder."""
    if os.path.isdir(base):
        return base, {}
    return os.path.dirname(base), {"gguf_file": os.path.basename(base)}


def load(base):
    where, extra = location(base)
    model = AutoModelForCausalLM.from_pretrained(where, dtype=torch.float32, attn_implementation="eager", **extra).eval()
    for module in model.modules():
        # Where a processor multiplies bfloat16, bitsandbytes would answer with a kernel that rounds to it.
        if hasattr(module, "support_avx512bf16_for_cpu"):
            module.support_avx512bf16_for_cpu = False
    return model


def tiny(out, seed, tied):
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    torch.manual_seed(int(seed))
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["<|im_start|>", "<|im_end|>"],
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    bpe.train_from_iterator(["a small harbour bank answers letters", "the tide turns and the ships come in"] * 20, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=bpe, bos_token="<|im_start|>", eos_token="<|im_end|>")
    fast.chat_template = ("{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}"
                          "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
    fast.save_pretrained(out)
    config = LlamaConfig(hidden_size=64, intermediate_size=160, num_hidden_layers=3, num_attention_heads=4,
                         num_key_value_heads=2, vocab_size=len(fast), max_position_embeddings=256,
                         tie_word_embeddings=tied == "tied", rms_norm_eps=1e-5, initializer_range=0.2,
                         bos_token_id=0, eos_token_id=1)
    LlamaForCausalLM(config).to(torch.float32).save_pretrained(out)


def logits(base, ids, out, adapter=None):
    model = load(base)
    if adapter:
        from peft import PeftModel

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # What transformers deprecates of its own is no fact about the adapter.
            warnings.filterwarnings("ignore", category=FutureWarning, module="transformers")
            model = PeftModel.from_pretrained(model, adapter).eval()
    with torch.inference_mode():
        answers = [model(torch.tensor([[int(i) for i in one.split(",")]])).logits[0] for one in ids.split(";")]
    save_file({"logits": torch.cat(answers).float().contiguous()}, out)


def tokenizer_of(base):
    where, extra = location(base)
    tokenizer = AutoTokenizer.from_pretrained(where, **extra)
    if extra:
        # transformers' GGUF loader drops the pre-tokenizer that the file names: SmolLM2 cuts digits one by one.
        from tokenizers import pre_tokenizers

        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return tokenizer


def plain_copy(model):
    """The same weights under a configuration that names no quantisation."""
    config = LlamaConfig.from_dict({k: v for k, v in model.config.to_dict().items() if k != "quantization_config"})
    copy = LlamaForCausalLM(config).to(torch.float32)
    copy.load_state_dict(model.state_dict())
    return copy


def quantise(base, out, kind, expanded=None):
    import tempfile

    import bitsandbytes
    from transformers import BitsAndBytesConfig

    choice = {"nf4": {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4", "bnb_4bit_use_double_quant": True,
                      "bnb_4bit_compute_dtype": torch.float32}, "int8": {"load_in_8bit": True}}[kind]
    plain = plain_copy(load(base))
    with tempfile.TemporaryDirectory() as folder:
        plain.save_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, device_map="cpu",
                                                     quantization_config=BitsAndBytesConfig(**choice))
    model.save_pretrained(out)
    tokenizer_of(base).save_pretrained(out)
    if not expanded:
        return
    for path, module in model.named_modules():
        if isinstance(module, bitsandbytes.nn.Linear8bitLt):
            values = bitsandbytes.functional.int8_vectorwise_dequant(module.weight.data, module.weight.SCB)
            plain.get_submodule(path).weight.data.copy_(values)
    plain.save_pretrained(expanded)
    tokenizer_of(base).save_pretrained(expanded)


def tokenize(base, texts, out):
    tokenizer = tokenizer_of(base)
    answers = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in json.load(open(texts, encoding="utf-8"))]
    json.dump(answers, open(out, "w", encoding="utf-8"))


def chat(base, conversations, out):
    where, extra = location(base)
    tokenizer = AutoTokenizer.from_pretrained(where, **extra)
    answers = [tokenizer.apply_chat_template(c, tokenize=False) for c in json.load(open(conversations, encoding="utf-8"))]
    json.dump(answers, open(out, "w", encoding="utf-8"))


def train(base, adapter, batches, out, learning_rate):
    from peft import PeftModel

    model = PeftModel.from_pretrained(load(base), adapter, is_trainable=True)
    model.train()
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trainable, lr=float(learning_rate), betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    losses = []
    for batch in json.load(open(batches)):
        length = max(len(row["ids"]) for row in batch)
        ids = torch.zeros(len(batch), length, dtype=torch.long)
        labels = torch.full((len(batch), length), -100)
        attention = torch.zeros(len(batch), length, dtype=torch.long)
        for i, row in enumerate(batch):
            n = len(row["ids"])
            ids[i, :n] = torch.tensor(row["ids"])
            attention[i, :n] = 1
            labels[i, :n] = torch.where(torch.tensor(row["loss_mask"]) > 0, ids[i, :n], torch.tensor(-100))
        loss = model(input_ids=ids, attention_mask=attention, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
    json.dump(losses, open(out, "w"))


if __name__ == "__main__":
    {"tiny": tiny, "logits": logits, "quantise": quantise, "tokenize": tokenize, "chat": chat, "train": train}[sys.argv[1]](*sys.argv[2:])
