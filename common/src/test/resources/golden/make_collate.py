#!/usr/bin/env python3
"""Writes collate_masks.jsonl beside itself: rows of training batches.

The rules are written here a second time, column by column from their description, so that the Java code is compared
with something it does not share. Token numbers are made up. Standard library only: python3 make_collate.py
"""

import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
END = 50256


def following(tokens, column, width, pad):
    row = tokens + [pad] * (width + 1 - len(tokens))
    return row[column + 1]


def book(texts, prompts, pad, limit):
    """Targets column by column; the first pad of a row is learned, later ones are not."""
    width = max(map(len, texts))
    inputs, targets = [], []
    for tokens, prompt in zip(texts, prompts):
        shown = [tokens[c] if c < len(tokens) else pad for c in range(width)]
        asked = []
        for column in range(width):
            token = following(tokens, column, width, pad)
            earlier = [following(tokens, c, width, pad) for c in range(column)]
            hidden = token == pad and pad in earlier
            if prompt is not None:
                stop = prompt - 1 if prompt > 0 else width - 1
                hidden = hidden or column < stop
            asked.append(-100 if hidden else token)
        inputs.append(shown[:limit])
        targets.append(asked[:limit])
    return inputs, targets


def preference(pairs, pad, masked, limit):
    width = 1 + max(len(pair[key]) for pair in pairs for key in ("chosen", "rejected"))
    out = {"chosen": [], "rejected": [], "chosen_mask": [], "rejected_mask": []}
    for pair in pairs:
        for key in ("chosen", "rejected"):
            tokens = pair[key]
            first = len(pair["prompt"]) + 2 if masked else 0
            out[key].append([tokens[c] if c < len(tokens) else pad for c in range(width)][:limit])
            out[key + "_mask"].append([int(first <= c < len(tokens)) for c in range(width)][:limit])
    return out


def alpaca(sources, fulls, pad, limit):
    width = max(min(limit, len(full)) for full in fulls)
    out = {"input_ids": [], "labels": [], "attention_mask": []}
    for source, full in zip(sources, fulls):
        full = full[:limit]
        counted = sum(token != pad for token in source[:limit])
        ids = [full[c] if c < len(full) else pad for c in range(width)]
        out["input_ids"].append(ids)
        out["labels"].append([full[c] if counted <= c < len(full) else -100 for c in range(width)])
        out["attention_mask"].append([int(token != pad) for token in ids])
    return out


def cases(draw):
    texts = [[[7]], [[1, 2, 3], [4], [5, 6]], [[END, 5, END], [8, END, 9, 10]], [[END], [END, END]],
             [[draw.randrange(100) for _ in range(draw.randrange(1, 14))] for _ in range(5)]]
    for batch in texts:
        for pad, limit in ((END, None), (END, 3), (0, None), (END, 100)):
            common = {"pad_token_id": pad, "ignore_index": -100, "allowed_max_length": limit}
            inputs, targets = book(batch, [None] * len(batch), pad, limit)
            yield {"function": "sft", "batch": batch, **common, "inputs": inputs, "targets": targets}
            prompts = [draw.randrange(0, len(text) + 2) for text in batch]
            inputs, targets = book(batch, prompts, pad, limit)
            rows = [{"instruction_length": n, "tokens": text} for n, text in zip(prompts, batch)]
            yield {"function": "sft_instruction_masked", "batch": rows, **common, "inputs": inputs, "targets": targets}
    for size in (1, 3):
        for masked, limit in ((True, None), (False, None), (True, 4), (True, 9)):
            pairs = []
            for _ in range(size):
                prompt = [draw.randrange(900) for _ in range(draw.randrange(1, 5))]
                answers = [prompt + [198, 198] + [draw.randrange(900) for _ in range(draw.randrange(0, 6))]
                           for _ in range(2)]
                pairs.append({"prompt": prompt, "chosen": answers[0], "rejected": answers[1]})
            yield {"function": "dpo", "batch": pairs, "pad_token_id": END, "allowed_max_length": limit,
                   "mask_prompt_tokens": masked, **preference(pairs, END, masked, limit)}
    for limit in (512, 6, 3):
        for pad in (0, 2):
            sources = [[draw.randrange(6) for _ in range(draw.randrange(1, 8))] for _ in range(3)]
            fulls = [source + [draw.randrange(6) for _ in range(draw.randrange(0, 5))] + [2] for source in sources]
            yield {"function": "stanford_alpaca", "model_max_length": limit, "pad_token_id": pad,
                   "source_ids": sources, "full_ids": fulls, **alpaca(sources, fulls, pad, limit)}


with open(HERE / "collate_masks.jsonl", "w", encoding="utf-8") as out:
    for number, case in enumerate(cases(random.Random(4))):
        out.write(json.dumps({"id": number, **case}) + "\n")
