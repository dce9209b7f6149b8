#!/usr/bin/env python3
"""Loads exported preferences with Hugging Face datasets and trains on them with TRL's DPO trainer.

preferences_trl.py EXPORT_FOLDER: a folder with preference/ and preference-messages/, as written by
the job "export" with export.formats=[preference, preference-messages]. Requires datasets,
transformers, torch and trl from PyPI but no network: the model is a tiny GPT-2 with random weights,
and the tokenizer is trained on the data.
"""

import copy
import pathlib
import sys
import tempfile

import datasets
import tokenizers
import transformers
import trl

CHAT = "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}" \
       "{% if add_generation_prompt %}<|assistant|>{% endif %}"


def texts(value):
    return [value] if isinstance(value, str) else [turn["content"] for turn in value]


def tokenizer(rows):
    bpe = tokenizers.Tokenizer(tokenizers.models.BPE())
    bpe.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = tokenizers.decoders.ByteLevel()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=1000, special_tokens=["<|end|>", "<|pad|>"], show_progress=False,
        initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet())
    bpe.train_from_iterator(
        (text for row in rows for value in row.values() for text in texts(value)), trainer)
    made = transformers.PreTrainedTokenizerFast(
        tokenizer_object=bpe, eos_token="<|end|>", pad_token="<|pad|>")
    made.chat_template = CHAT
    return made


def train(name, folder):
    files = sorted(str(p) for p in (folder / name).rglob("*.jsonl"))
    rows = datasets.load_dataset("json", data_files=files, split="train")
    print(f"{name}: {len(rows)} rows, columns {rows.column_names}")
    tokens = tokenizer(rows)
    model = transformers.GPT2LMHeadModel(transformers.GPT2Config(
        vocab_size=len(tokens), n_embd=32, n_layer=2, n_head=2, n_positions=512,
        bos_token_id=tokens.eos_token_id, eos_token_id=tokens.eos_token_id,
        pad_token_id=tokens.pad_token_id))
    with tempfile.TemporaryDirectory() as out:
        config = trl.DPOConfig(
            output_dir=out, max_steps=3, per_device_train_batch_size=8, logging_steps=1,
            report_to=[], use_cpu=True, bf16=False, save_strategy="no", disable_tqdm=True, seed=1)
        trainer = trl.DPOTrainer(
            model=model, ref_model=copy.deepcopy(model), args=config, train_dataset=rows, processing_class=tokens)
        trainer.train()
    for step in trainer.state.log_history:
        if "loss" in step:
            print(f"{name}: step {step['step']}, loss {float(step['loss']):.4f}, "
                  f"reward margin {float(step['rewards/margins']):.4f}")


def main():
    folder = pathlib.Path(sys.argv[1])
    print(f"datasets {datasets.__version__}, trl {trl.__version__}")
    for name in ["preference", "preference-messages"]:
        train(name, folder)


if __name__ == "__main__":
    main()
