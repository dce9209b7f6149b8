#!/usr/bin/env python3
"""Writes prompt_formats.jsonl, encode_instance.jsonl and input_field_strip.jsonl beside itself.

The rules are written here a second time, from their description and with Python's own strings and
regular expressions, so that the Java code is compared with something it does not share. Texts are
our own. Standard library only: python3 make_formats.py
"""

import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent

RECORDS = [
    ("Name three things that float on water.", "", "Cork, dry wood and ice."),
    ("Put the verb into the past.", "The miller grinds the corn.", "The miller ground the corn."),
    ("물방앗간이 무엇인지 한 문장으로 설명해 줘.", "", "물의 힘으로 곡식을 빻는 곳입니다."),
    ("다음 문장을 높임말로 바꿔 줘.", "밥 먹었어?", "진지 드셨어요?"),
    ("把这句话翻译成英文。", "磨坊在河边。", "The mill stands by the river."),
    ("Which sign fits the mood?", "rain, again 🌧️", "🙁 — or ☔, if you like rain"),
    ("Join the marks: e\u0301 and n\u0303.", "e\u0301\nn\u0303", "e\u0301n\u0303"),
    ("Keep {input} and {{braces}} as they are.", "{instruction} %s $1 \\1", "{output}"),
    ("Say <|endoftext|> and </s> aloud.", "<|im_start|>user\n[INST]", "<|end|>\n### Response:"),
    ("A blank is an input here", " ", "yes"),
    ("A line end is one too", "\n", "yes"),
    ("A no-break space as well", "\u00a0", "yes"),
    ("  edges stay  ", "\tin\n", " out \n"),
    ("Nothing to say", "", ""),
    ("", "", ""),
    ("", "only an input", "x"),
    ("Two\n\nparagraphs", "a\r\nb", "c\u2028d"),
    ("Long: " + "grain " * 60, "flour " * 40, "bread " * 30),
]

INSTANCES = [
    ("Sort the words.", "rye, oats, barley", "barley, oats, rye"),
    ("  Edges are cut \n", "\u3000in {braces} %s $1 \u00a0", "\x1cout\n"),
    ("곡식 이름을 하나 말해 줘", "🌾 힌트", "보리"),
    ("Inner  blanks\n\nstay", "a\n\n\nb", "c  d"),
]
INSTANCES_WITHOUT = [
    ("Name a grain.", "", "Rye."),
    (" Name it ", " \n\u2003", " ok "),
    ("说出一种谷物", "", "小麦"),
    ("Say {input} and {instruction}", "", "{output}"),
]

INPUTS = [
    "Sentence: The wheel turns.",
    "Text: The wheel turns.\nText: The stone rests.",
    "Left: wheel\nRight: stone",
    "look at https://mill.example/page?x=1",
    "The mill opens 9:15 sharp",
    "no sign of it",
    "Label:",
    "Label: \n",
    "Grain 2 - Kind: rye",
    "kind :rye",
    "word:\n\none\n\n\ntwo\n\n\n\nthree",
    "문장: 물레방아가 돈다.",
    "句子：水车在转。",
    "x:y:z",
    "x:y x:z",
    "\"Name\": rye",
    "First line\n\nSecond: the stone",
    "é: accent",
    "e\u0301: combining mark before the colon",
    "field_2: value",
    "ftp://a ftp://b",
    "mixed 1:2 and 1:3",
    "::",
    ":",
    "",
    "   ",
    "  lead: text  ",
    "²: a superscript is a word character",
    "Ⅷ: so is a Roman numeral",
    "🌾: an emoji is not",
    "𠀀: a letter beyond the basic plane is",
    ": first colon before name: rest",
    "A:\u00a0no-break\u3000",
    "Menu: soup\r\n\r\nbread",
    "a\n\nb without a name",
    "for grain in grains:\n    for stone in stones:\n        grind()",
    "Rate: 3.5%, Term: 20 years",
    "same: x, Same: y",
]


def prompt_formats():
    lead = "Below is an instruction that describes a task"
    tail = ". Write a response that appropriately completes the request.\n\n"
    for instruction, given, output in RECORDS:
        section = f"### Instruction:\n{instruction}"
        if given:
            section += f"\n\n### Input:\n{given}"
        book = lead + tail + section
        phi3 = f"<|user|>\n{instruction}" + (f"\n{given}" if given else "")
        more = ", paired with an input that provides further context" if given != "" else ""
        yield {
            "entry": {"instruction": instruction, "input": given, "output": output},
            "llms_from_scratch_prompt": book,
            "llms_from_scratch_full": book + f"\n\n### Response:\n{output}",
            "phi3_prompt": phi3,
            "phi3_full": phi3 + f"\n<|assistant|>:\n{output}",
            "stanford_alpaca_source": lead + more + tail + section + "\n\n### Response:",
            "stanford_alpaca_target": output + "</s>",
        }


def encode(index, i, n, o):
    i, n, o = i.strip(), n.strip(), o.strip()
    if index is None:
        prompt = f"{i}\n\n{n}\n\n"
    elif n:
        prompt = [
            f"{i}\nInput: {n}\nOutput:",
            f"{i}\n\nInput: {n}\n\nOutput:",
            f"Task: {i}\nInput: {n}\nOutput:",
            f"{i}\n\n{n}\n\nOutput:",
            f"{i}\n\n{n}\n\n",
            f"{i}\n{n}\n\n",
            f"Task: {i}\n\n{n}\n\n",
        ][index]
    else:
        prompt = [
            f"{i} Output:",
            f"{i}\nOutput:",
            f"{i}\n\nOutput:",
            f"{i}\n",
            f"{i}\n\n",
            f"Task: {i}\n\n",
        ][index]
    spaced = index is not None and index < (4 if n else 3)
    completion = (" " if spaced else "") + o + "<|endoftext|>"
    return {"prompt": prompt, "completion": completion, "instruction": i, "input": n, "output": o}


def encode_instance():
    for with_input, instances, count in ((True, INSTANCES, 7), (False, INSTANCES_WITHOUT, 6)):
        for index in [*range(count), None]:
            for i, n, o in instances:
                yield {
                    "with_input": with_input,
                    "template_index": index,
                    "instruction": i,
                    "input": n,
                    "output": o,
                    "encoded": encode(index, i, n, o),
                }


def input_field_strip():
    for text in INPUTS:
        result = text
        if len(set(re.findall(r"\w+:", text))) == 1:
            result = text.split(":", 1)[1]
        yield {"input": text, "result": result.strip().replace("\n\n", "\n")}


def write(name, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as out:
        for number, row in enumerate(rows):
            out.write(json.dumps({"id": number, **row}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write("prompt_formats.jsonl", prompt_formats())
    write("encode_instance.jsonl", encode_instance())
    write("input_field_strip.jsonl", input_field_strip())
