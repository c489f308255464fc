# SPDX-License-Identifier: Apache-2.0
"""Writes data/training/: ten steps of LoRA training of tiny_tied by PEFT and torch.optim.AdamW.

`initial/` is the adapter that both sides start from (B not zero, so that A learns from the first step), `final/` the
one that PEFT ends with. steps.json holds per step: `batch` (rows with `ids` and `loss_mask`), `loss`, `grad_norm`
before clipping, `learning_rate`. schedules.json holds learning rates by transformers' schedules.

Run with torch, transformers, peft and safetensors installed, after make_tiny_models.py:
    python make_training_golden.py
"""

import json
import math
import pathlib
import random
import shutil

import torch
from peft import LoraConfig, get_peft_model
from transformers import (AutoModelForCausalLM, get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup,
                          get_linear_schedule_with_warmup)

DATA = pathlib.Path(__file__).parent / "data"
OUT = DATA / "training"
STEPS, ROWS, LEARNING_RATE, WARMUP_RATIO, WEIGHT_DECAY, MAX_GRAD_NORM = 10, 3, 5e-3, 0.15, 0.01, 1.0
SCHEDULES = {"constant": get_constant_schedule_with_warmup, "linear": get_linear_schedule_with_warmup,
             "cosine": get_cosine_schedule_with_warmup}


def schedule(kind, optimiser, warmup, total):
    arguments = (optimiser, warmup) if kind == "constant" else (optimiser, warmup, total)
    return SCHEDULES[kind](*arguments)


def make_batches(vocabulary):
    generator = random.Random(7)
    batches = []
    for _ in range(STEPS):
        rows = []
        for _ in range(ROWS):
            length = generator.randint(6, 30)
            prompt = generator.randint(1, length - 3)
            rows.append({"ids": [generator.randrange(3, vocabulary) for _ in range(length)],
                         "loss_mask": [int(i >= prompt) for i in range(length)]})
        batches.append(rows)
    return batches


def tensors(batch):
    longest = max(len(row["ids"]) for row in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    attention = torch.zeros_like(ids)
    labels = torch.full_like(ids, -100)
    for i, row in enumerate(batch):
        n = len(row["ids"])
        ids[i, :n] = torch.tensor(row["ids"])
        attention[i, :n] = 1
        mask = torch.tensor(row["loss_mask"], dtype=torch.bool)
        labels[i, :n] = torch.where(mask, ids[i, :n], torch.tensor(-100))
    return dict(input_ids=ids, attention_mask=attention, labels=labels)


def write_training():
    torch.manual_seed(11)
    base = AutoModelForCausalLM.from_pretrained(DATA / "tiny_tied", dtype=torch.float32, attn_implementation="eager")
    model = get_peft_model(base, LoraConfig(
        r=4, lora_alpha=8, lora_dropout=0.0, task_type="CAUSAL_LM",
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_B" in name:
                parameter.copy_(torch.randn_like(parameter) * 0.05)
    model.save_pretrained(OUT / "initial")
    trainable = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trainable, lr=LEARNING_RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=WEIGHT_DECAY)
    rates = schedule("cosine", optimiser, math.ceil(WARMUP_RATIO * STEPS), STEPS)
    model.train()
    steps = []
    for batch in make_batches(base.config.vocab_size):
        rate = optimiser.param_groups[0]["lr"]
        loss = model(**tensors(batch)).loss
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(trainable, MAX_GRAD_NORM)
        optimiser.step()
        rates.step()
        optimiser.zero_grad()
        steps.append({"batch": batch, "loss": loss.item(), "grad_norm": norm.item(), "learning_rate": rate})
    model.save_pretrained(OUT / "final")
    for folder in ("initial", "final"):
        (OUT / folder / "README.md").unlink(missing_ok=True)
        path = OUT / folder / "adapter_config.json"  # where the base lay on this machine says nothing
        config = json.loads(path.read_text())
        config["base_model_name_or_path"] = "tiny_tied"
        path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    options = {"learning_rate": LEARNING_RATE, "warmup_ratio": WARMUP_RATIO, "weight_decay": WEIGHT_DECAY,
               "max_grad_norm": MAX_GRAD_NORM, "lr_scheduler_type": "cosine"}
    (OUT / "steps.json").write_text(json.dumps({"options": options, "steps": steps}) + "\n")


def write_schedules():
    cases = []
    for kind in SCHEDULES:
        for ratio, total in ((0.0, 7), (0.1, 25), (0.1, 3), (1.0, 4)):
            optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=2e-4)
            rates = schedule(kind, optimiser, math.ceil(ratio * total), total)
            values = []
            for _ in range(total):
                values.append(optimiser.param_groups[0]["lr"])
                optimiser.step()
                rates.step()
            cases.append({"type": kind, "warmup_ratio": ratio, "total_steps": total, "learning_rate": 2e-4,
                          "rates": values})
    (OUT / "schedules.json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    write_training()
    write_schedules()
