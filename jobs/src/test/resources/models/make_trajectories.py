"""Trains two of the models beside it for 50 steps with transformers' Trainer and writes what it logged.

    python make_trajectories.py [FOLDER]      (torch 2.7.1, transformers 5.23.0, accelerate)

sft_trajectories.jsonl, a line a model: settings, the examples in the order they are seen (ids and labels of each),
per step loss, gradient norm and learning rate, and of each weight at the end, by sorted name, its norm and
sum of w[i] * cos(i).
"""

import json
import sys
import tempfile
from pathlib import Path

import torch
from torch.utils.data import SequentialSampler
from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

STEPS, BATCH, ACCUMULATION = 50, 3, 2


def examples(seed, vocabulary):
    """Short texts of a few rules: after a number comes the next one, so that there is something to learn."""
    generator = torch.Generator().manual_seed(seed)

    def draw(low, high):
        return int(torch.randint(low, high, (1,), generator=generator))

    rows = []
    for _ in range(STEPS * BATCH * ACCUMULATION):
        start, length, asked = draw(3, vocabulary - 13), draw(4, 12), draw(1, 3)
        ids = [start + (i * draw(1, 3)) % 9 for i in range(length)] + [2]
        rows.append({"input_ids": ids, "labels": [-100] * asked + ids[asked:]})
    return rows


def collate(rows):
    width = max(len(row["input_ids"]) for row in rows)
    return {
        "input_ids": torch.tensor([r["input_ids"] + [0] * (width - len(r["input_ids"])) for r in rows]),
        "labels": torch.tensor([r["labels"] + [-100] * (width - len(r["labels"])) for r in rows]),
        "attention_mask": torch.tensor([[1] * len(r["input_ids"]) + [0] * (width - len(r["input_ids"])) for r in rows]),
    }


class InOrder(Trainer):
    def _get_train_sampler(self, *args, **kwargs):
        return SequentialSampler(self.train_dataset)


def train(folder, name, seed, settings):
    model = AutoModelForCausalLM.from_pretrained(Path(folder) / name, dtype=torch.float32)
    rows = examples(seed, model.config.vocab_size)
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            scratch, use_cpu=True, per_device_train_batch_size=BATCH, gradient_accumulation_steps=ACCUMULATION,
            max_steps=STEPS, logging_steps=1, logging_strategy="steps", save_strategy="no", report_to=[],
            optim="adamw_torch", disable_tqdm=True, **settings)
        trainer = InOrder(model=model, args=arguments, train_dataset=rows, data_collator=collate)
        trainer.train()
        log = [entry for entry in trainer.state.log_history if "grad_norm" in entry]
    ends = []
    for _, weight in sorted(model.named_parameters()):
        flat = weight.detach().double().flatten()
        waves = torch.cos(torch.arange(flat.numel(), dtype=torch.float64))
        ends.append([float(flat.norm()), float((flat * waves).sum())])
    return {
        "model": name, "batch": BATCH, "accumulation": ACCUMULATION, "settings": settings,
        "examples": [[row["input_ids"], row["labels"]] for row in rows],
        "loss": [entry["loss"] for entry in log], "grad_norm": [entry["grad_norm"] for entry in log],
        "learning_rate": [entry["learning_rate"] for entry in log], "ends": ends,
    }


def main(folder):
    torch.set_num_threads(1)
    runs = [
        train(folder, "gpt2", 1, dict(learning_rate=3e-3, weight_decay=0.1, max_grad_norm=1.0, warmup_steps=5,
                                      lr_scheduler_type="cosine")),
        train(folder, "llama3", 2, dict(learning_rate=2e-3, weight_decay=0.01, max_grad_norm=0.0, warmup_steps=0,
                                        lr_scheduler_type="linear", adam_beta2=0.95)),
    ]
    with open(Path(folder) / "sft_trajectories.jsonl", "w") as out:
        for run in runs:
            out.write(json.dumps(run, separators=(",", ":")) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
