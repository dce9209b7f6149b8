#!/usr/bin/env python3
"""Writes response_extraction.jsonl beside itself: what LLMs-from-scratch takes as a model's answer.

The rule of its chapter 7, in Python's own strings: the text from character len(prompt) on, without
any "### Response:", stripped. Texts are our own. Standard library only: python3 make_responses.py
"""

import json
import pathlib

OPENING = (
    "Below is an instruction that describes a task. "
    "Write a response that appropriately completes the request."
)
HEADER = "\n\n### Response:\n"

CASES = [  # instruction, input, what is behind the prompt
    ("Name a grain.", "", HEADER + "Rye."),
    ("Name a grain.", "", "Rye, without any header."),
    ("Name two grains.", "", HEADER + "Rye." + HEADER + "Oats."),
    ("Put it into the past.", "The wheel turns.", HEADER),
    ("Say nothing.", "", ""),
    ("Name a mill.", "", HEADER + "A windmill.\n\n### Instruction:\nName a baker."),
    ("Name a stone.", "", "\n\n### response:\nGranite."),
    ("Name a stone.", "", "\n\n#### Response:\nBasalt."),
    ("곡식 이름을 하나 말해 줘.", "🌾 힌트", HEADER + "보리 🙂 \u3000\n"),
    ("说出一种谷物。", "", HEADER + "\u00a0小麦\x1c"),
    ("Join e\u0301 and 🙂.", "", HEADER + "e\u0301🙂"),
    ("Quote the header.", "", HEADER + "It is ### Response: in one line."),
    ("Add.", "2 and 3", "\n\n### Response: 5  \n"),
    ("Long: " + "grain " * 40, "flour " * 20, HEADER + "bread " * 30),
]
CUT = [  # generated texts that do not begin with the whole prompt
    ("Name the month after June.", "", 9),
    ("Name the day after Monday 🙂🙂.", "", 2),
]


def prompt(instruction, text):
    return (
        OPENING
        + f"\n\n### Instruction:\n{instruction}"
        + (f"\n\n### Input:\n{text}" if text else "")
    )


def response(asked, generated):
    return generated[len(asked):].replace("### Response:", "").strip()


def rows():
    for instruction, text, rest in CASES:
        asked = prompt(instruction, text)
        yield asked, asked + rest
    for instruction, text, missing in CUT:
        asked = prompt(instruction, text)
        yield asked, asked[:-missing]
        yield asked, asked[:-missing] + HEADER + "It comes later."


with open(pathlib.Path(__file__).parent / "response_extraction.jsonl", "w", encoding="utf-8") as out:
    for number, (asked, generated) in enumerate(rows()):
        case = {
            "id": number,
            "prompt": asked,
            "generated": generated,
            "response": response(asked, generated),
        }
        out.write(json.dumps(case, ensure_ascii=False) + "\n")
