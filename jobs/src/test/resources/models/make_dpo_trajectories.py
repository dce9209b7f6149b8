"""Trains models beside it on pairs for 50 steps with TRL's DPOTrainer and writes what it logged.

    python make_dpo_trajectories.py [FOLDER]      (torch 2.7.1, transformers 5.23.0, trl 1.16, datasets)

dpo_trajectories.jsonl, a line a run: the model, our name of the loss, beta and the weight of the likelihood term,
settings, the pairs in the order they are seen (ids of prompt, chosen and rejected answer), and per step what TRL logs.
"""

import copy
import json
import sys
import tempfile
from pathlib import Path

import tokenizers
import torch
from datasets import Dataset
from torch.utils.data import SequentialSampler
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer

STEPS = 50
LOGGED = ["loss", "grad_norm", "learning_rate", "rewards/chosen", "rewards/rejected", "rewards/accuracies",
          "rewards/margins", "logps/chosen", "logps/rejected", "mean_token_accuracy"]


def pairs(seed, count, vocabulary):
    """The chosen answer goes on in steps of two, the rejected one in steps of three; lengths differ."""
    generator = torch.Generator().manual_seed(seed)

    def draw(low, high):
        return int(torch.randint(low, high, (1,), generator=generator))

    def answer(start, step):
        return [3 + (start + step * i) % (vocabulary - 3) for i in range(1, draw(3, 7))] + [2]

    rows = []
    for _ in range(count):
        start = draw(0, vocabulary - 3)
        prompt = [3 + (start + i) % (vocabulary - 3) for i in range(-draw(1, 4), 1)]
        rows.append({"prompt_ids": prompt, "chosen_ids": answer(start, 2), "rejected_ids": answer(start, 3)})
    return rows


def tokenizer(vocabulary):
    words = {f"<{i}>": i for i in range(vocabulary)}
    model = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="<1>"))
    return PreTrainedTokenizerFast(tokenizer_object=model, eos_token="<2>", pad_token="<0>")


class InOrder(DPOTrainer):
    def _prepare_dataset(self, dataset, *args, **kwargs):
        return dataset

    def _get_train_sampler(self, *args, **kwargs):
        return SequentialSampler(self.train_dataset)


def follow(name, model, seed, kind, beta, likelihood, batch, accumulation, settings, begin=lambda model: None, **more):
    vocabulary = model.config.vocab_size
    rows = pairs(seed, STEPS * batch * accumulation, vocabulary)
    kinds = {"sigmoid": "sigmoid", "sigmoid-norm": "sigmoid_norm", "hinge": "hinge", "ipo": "ipo"}
    losses = dict(loss_type=[kinds[kind]])
    if likelihood:
        losses = dict(loss_type=[kinds[kind], "sft"], loss_weights=[1.0, likelihood])
    with tempfile.TemporaryDirectory() as scratch:
        arguments = DPOConfig(
            scratch, use_cpu=True, bf16=False, per_device_train_batch_size=batch,
            gradient_accumulation_steps=accumulation, max_steps=STEPS, logging_steps=1, save_strategy="no",
            report_to=[], optim="adamw_torch", disable_tqdm=True, beta=beta, gradient_checkpointing=False,
            **losses, **settings)
        trainer = InOrder(model=model, args=arguments, train_dataset=Dataset.from_list(rows),
                          processing_class=tokenizer(vocabulary), **more)
        begin(trainer.model)
        trainer.train()
        log = [entry for entry in trainer.state.log_history if "grad_norm" in entry]
    return {
        "model": name, "kind": kind, "beta": beta, "likelihood": likelihood, "batch": batch,
        "accumulation": accumulation, "settings": settings,
        "pairs": [[row["prompt_ids"], row["chosen_ids"], row["rejected_ids"]] for row in rows],
        **{key: [float(entry[key]) for entry in log] for key in LOGGED},
    }


def train(folder, name, *run):
    model = AutoModelForCausalLM.from_pretrained(Path(folder) / name, dtype=torch.float32)
    return follow(name, model, *run, ref_model=copy.deepcopy(model))


def main(folder):
    torch.set_num_threads(1)
    cosine = dict(learning_rate=2e-3, weight_decay=0.1, max_grad_norm=1.0, warmup_steps=5, lr_scheduler_type="cosine")
    linear = dict(learning_rate=1e-3, weight_decay=0.0, max_grad_norm=0.0, warmup_steps=0, lr_scheduler_type="linear")
    runs = [
        train(folder, "gpt2", 1, "sigmoid", 0.1, 0.0, 2, 2, cosine),
        train(folder, "llama3", 2, "sigmoid", 0.3, 0.7, 3, 1, linear),
        train(folder, "qwen2", 3, "ipo", 0.2, 0.0, 3, 1, linear),
        train(folder, "phi3", 4, "hinge", 0.1, 0.0, 3, 1, cosine),
        train(folder, "qwen3", 5, "sigmoid-norm", 2.0, 0.0, 3, 1, cosine),
    ]
    with open(Path(folder) / "dpo_trajectories.jsonl", "w") as out:
        for run in runs:
            out.write(json.dumps(run, separators=(",", ":")) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
