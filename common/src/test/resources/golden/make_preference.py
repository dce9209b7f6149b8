#!/usr/bin/env python3
"""Writes dpo_numbers.jsonl beside itself: losses of preferences and means of log-probabilities
(of each label but the first, from the logits before it), in exact decimals of
50 digits rounded to doubles. Standard library only: python3 make_preference.py
"""

import json
import pathlib
import random
from decimal import Decimal, getcontext

HERE = pathlib.Path(__file__).parent
getcontext().prec = 60


def log_probability(logits, label):
    numbers = [Decimal(x) for x in logits]
    return numbers[label] - sum((x.exp() for x in numbers), Decimal(0)).ln()


def softplus(x):
    return (1 + x.exp()).ln() if x > -80 else x.exp() - x.exp() ** 2 / 2


def mean(values):
    return sum(values, Decimal(0)) / len(values) if values else None


def number(value):
    return None if value is None else float(value)


def preference(draw, size, beta, spread):
    quantities = {name: [draw.gauss(-spread, spread) for _ in range(size)] for name in
                  ("policy_chosen", "policy_rejected", "reference_chosen", "reference_rejected")}
    if spread == 1:
        quantities["reference_chosen"] = quantities["policy_chosen"]
        quantities["reference_rejected"] = quantities["policy_rejected"]
    exact = {name: [Decimal(x) for x in values] for name, values in quantities.items()}
    chosen = [p - r for p, r in zip(exact["policy_chosen"], exact["reference_chosen"])]
    rejected = [p - r for p, r in zip(exact["policy_rejected"], exact["reference_rejected"])]
    losses = [softplus(-Decimal(beta) * (c - r)) for c, r in zip(chosen, rejected)]
    return {"kind": "dpo_loss", "beta": beta, **quantities, "loss": number(mean(losses)),
            "chosen_reward": number(mean(chosen)), "rejected_reward": number(mean(rejected))}


def cases(draw):
    for size, beta, spread in ((1, 0.1, 1), (4, 0.5, 1), (3, 0.1, 5), (5, 0.1, 40), (2, 0.5, 300), (1, 0.9, 9)):
        yield preference(draw, size, beta, spread)
    for rows, columns, vocabulary in ((1, 1, 2), (2, 3, 5), (3, 6, 7), (2, 4, 3)):
        logits = [[[round(draw.gauss(0, 2), 3) for _ in range(vocabulary)] for _ in range(columns)]
                  for _ in range(rows)]
        labels = [[draw.randrange(vocabulary) for _ in range(columns)] for _ in range(rows)]
        mask = [[draw.randrange(2) for _ in range(columns)] for _ in range(rows)]
        for used in (None, mask, [[0] * columns] + mask[1:]):
            means = [mean([log_probability(logits[r][c - 1], labels[r][c]) for c in range(1, columns)
                           if used is None or used[r][c]]) for r in range(rows)]
            yield {"kind": "mean_logprob", "logits": logits, "labels": labels, "mask": used,
                   "mean_logprob": [number(m) for m in means]}
        for hidden in (mask, [[0] * columns] * rows):
            targets = [[labels[r][c] if hidden[r][c] else -100 for c in range(columns)] for r in range(rows)]
            loss = mean([-log_probability(logits[r][c], labels[r][c]) for r in range(rows) for c in range(columns)
                         if hidden[r][c]])
            yield {"kind": "cross_entropy_ignore_-100", "logits": logits, "targets": targets, "loss": number(loss)}


with open(HERE / "dpo_numbers.jsonl", "w", encoding="utf-8") as out:
    for place, case in enumerate(cases(random.Random(6))):
        out.write(json.dumps({"id": place, **case}) + "\n")
