#!/usr/bin/env python3
"""Writes the samples of prompts and answers of Self-Instruct and Alpaca beside itself.

encode_prompt, instruction_postprocess, instance_parsing, parse_input_output, alpaca_encode_prompt,
alpaca_postprocess. The rules are written here a second time, from their description and with
Python's own strings and regular expressions, so that the Java code is compared with something it
does not share. Texts are our own. Standard library only: python3 make_recipes.py
"""

import json
import pathlib
import re
import string

HERE = pathlib.Path(__file__).parent
WORDS = ["image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps",
         "draw", "plot", "go to"]
MORE_WORDS = ["video", "audio", "music", "flowchart", "diagram"]


def one_line(text):
    return re.sub(r"\s+", " ", text).strip().rstrip(":")


def kept(instruction, words):
    if not instruction or not 3 < len(instruction.split()) <= 150:
        return False
    if any(re.search(r"\b" + re.escape(w) + r"\b", instruction, re.IGNORECASE) for w in words):
        return False
    if instruction.startswith("Write a program"):
        return False
    return instruction[0] not in string.punctuation and instruction[0].isascii()


def encode_prompt(header, instructions):
    lines = [f"{i}. {one_line(t)}" for i, t in enumerate(instructions, 1)]
    return "\n".join([header, *lines, f"{len(lines) + 1}."])


def instructions_of(text, finish):
    if finish == "length":
        return []
    pieces = re.split(r"\n\d+\s?\. ", text)
    pieces = [re.sub(r"\s+", " ", p).strip().capitalize() for p in pieces]
    return [p for p in pieces if kept(p, WORDS)]


OUTPUT = r"Output\s*\d*\s*:"
INPUT = r"Input\s*\d*\s*:"
EXAMPLE = r"Example\s?\d*\.?"


def split_io(text):
    parts = re.split(OUTPUT, text)
    if len(parts) == 1:
        return "", text.strip()
    output = re.split(INPUT, parts[1].strip())[0].strip()
    return re.sub("^" + INPUT, "", parts[0].strip()).strip(), output


def instances_of(kind, raw, finish):
    found = []
    if kind == "classification":
        for piece in raw.split("Class label:")[1:]:
            label, _, rest = piece.strip().partition("\n")
            found.append((rest.strip(), label.strip()))
    elif re.search(EXAMPLE, raw):
        found = [split_io(p) for p in re.split(EXAMPLE, raw.strip()) if p.strip()]
    elif re.search(OUTPUT, raw):
        found = [split_io(raw)]
    if finish == "length":
        found = found[:-1]
    found = [(i, o) for i, o in found
             if i != o and o and not i.strip().endswith(":") and not o.strip().endswith(":")]
    outputs = {}
    for i, o in found:
        if i:
            outputs.setdefault(i, set()).add(o)
    if any(len(o) > 1 for o in outputs.values()):
        return []
    return sorted(set(found))


def alpaca_prompt(header, tasks):
    text = header + "\n"
    for k, task in enumerate(tasks, 1):
        given = "<noinput>" if task["input"] == "" else task["input"]
        text += f"###\n{k}. Instruction: {one_line(task['instruction'])}\n"
        text += f"{k}. Input:\n{given}\n{k}. Output:\n{task['output']}\n"
    return text + f"###\n{len(tasks) + 1}. Instruction:"


def alpaca_tasks(shown, text, finish):
    chunks = (f"{shown + 1}. Instruction:" + text).split("###")
    result = []
    for c, chunk in enumerate(chunks):
        if c == len(chunks) - 1 and finish == "length":
            continue
        pieces = re.split(rf"{c + shown + 1}\.\s+(Instruction|Input|Output):", chunk)
        if len(pieces) != 7:
            continue
        instruction, given, output = (pieces[i].strip() for i in (2, 4, 6))
        given = "" if given.lower() == "<noinput>" else given
        if kept(instruction, WORDS + MORE_WORDS):
            result.append({"instruction": instruction, "input": given, "output": output})
    return result


SHOWN = [
    ["Name a grain that grows in cold places.", "  Say what\n the mill\tdoes :: ", "Why? Because:"],
    ["물레방아를 한 문장으로 설명해 줘.", "磨坊 在 河边：", "{tasks} \"quoted\" <|im_end|> [INST]"],
    ["One\u2028two\u00a0three\x1cfour:", ":::", "", " : : "],
    [f"Task number {i} of a long list" for i in range(1, 9)],
    [],
]

ANSWERS = [
    " Describe how a water wheel works.\n10. List three uses of bran.\n11. Compare rye with wheat.",
    "Grind it\n10. Sort these four sacks by weight.\n11. one two three\n12. one two three four",
    " " + "word " * 150 + "\n10. " + "word " * 151,
    " Please draw a mill for me\n10. Go\u00a0 to the river and wait\n11. re-draw the border of it\n12. draw_line is a good name\n13. the map\uc744 of the valley is old",
    " write a program that mills\n10. WRITE A PROGRAMME for the fair\n11. Write the program of a fair",
    " \"Quote\" the miller in full\n10. 방앗간을 한 문장으로 설명해 주세요\n11. éclair recipes for a baker please\n12. 7 mills stand by the river",
    " First one is good enough\n10.Second is glued to it\n11)  third is not split\n  12. neither is this one\n13 . but this is split\n14  . and this is not",
    " Items\u00a0in other digits\n١٠. The tenth of them here\n१२. the twelfth of them here",
    " ßtrasse is a word here\n10. ǆ is one letter here\n11. ﬁnd the ligature in here\n12. NASA sends ΟΔΟΣ to Mars",
    "\n9. The number comes again here\n10. and it goes on there",
    "9. The number comes again here\n10. and it goes on there",
    " Say it once more please\n10. Say it once more please",
    " Mind the gap: it is here:\n10. \n11.   \n12. What is left of it all?",
    " \u200bzero width at the start\n10. photo\u00adgraph of the old mill\n11. graph of the old mill",
    " Emoji at the end of it 🌾\n10. 🌾 at the start of it",
    " carriage returns\r\n10. stay with the text\r11. of the item here",
    "", " ", "\n\n\n", "10. ", "\n10. \n11. ",
    " costs 10. more than before\n10. what is 3. of these",
]

GENERATION = [
    "Example 1\nGrain: rye\nOutput: dark bread\nExample 2\nGrain: wheat\nOutput: white bread",
    "\nExample 1.\nGrain: rye\n\nOutput: dark\n\nbread\n\nExample 2.\nGrain: oats\nOutput: porridge\n",
    "Output: The mill stands still.", "Output\n:\nOn two lines", "The mill stands still.", "", " \n\u3000",
    "Input: rye\nOutput: bread", "Input 1 : rye\nOutput 1 : bread\nInput 2: oats\nOutput 2: porridge",
    "Input\n: rye Input: oats\nOutput: bread\nOutput: cake", "MyInput: rye\nMyOutput: bread",
    "Here are some:\nExample 1\nGrain: rye\nOutput: bread", "Well then.\nExample 1\nOutput: bread",
    "Example 1\nGrain: rye\nOutput: bread\nExample 2\nGrain: rye\nOutput: cake",
    "Example 1\nGrain: rye\nOutput: bread\nExample 2\nGrain: rye\nOutput: bread\nExample 3\nOutput: x",
    "Example 1\nOutput: bread\nExample 2\nOutput: cake", "Example 1\nInput: same\nOutput: same",
    "Example 1\nGrain: rye\nOutput:", "Example 1\nGrain:\nOutput: bread", "Example 1\nOutput: bread:",
    "For Example, rye\nOutput: bread", "Examples of grain\nOutput: rye", "example 1\noutput: rye",
    "Example\u00a01\nGrain: rye\nOutput\u30001: bread", "Example ٣\nOutput ٤: bread", "Example 1.5 rye\nOutput: b",
    "Example 1\r\nGrain: rye\r\nOutput: bread\r\nExample 2\r\nGrain: oats\r\nOutput: porridge",
    "Example 1\n곡식: 호밀\nOutput: 빵\nExample 2\n谷物：小麦\nOutput：面包", "ExampleExampleExample", "Output:",
    "Example 1\nOutput: Input: rye", "Output: 🌾 Input : x", "Input 2 - Grain: rye\nOutput: bread",
    "".join(f"Example {i}\nGrain: g{i}\nOutput: o{i}\n" for i in range(1, 8)),
]

CLASSIFICATION = [
    "Class label: dark\nBread: rye\nClass label: light\nBread: wheat", "Class label: dark", "class label: dark\nx",
    "Sure.\nClass label: dark\nBread: rye", "Class label:\nBread: rye", "Class label: dark:\nBread: rye",
    "Class label: dark\nBread:", "Class label: dark\n\n\nBread: rye\nSize: big\n", "Class label: a\na", "", "dark",
    "Class label: dark\nBread: rye\nClass label: light\nBread: rye", "Class label: a\nx\nClass label: a\nx",
    "Class label:dark\r\nBread: rye\r\n", "Class label:", "Class label: Class label: x", "Class label : dark\nx",
    "Class label: 긍정\n문장: 좋아요\nClass label: 부정\n문장: 싫어요 🙁", "Class label: a\nExample 1\nOutput: b",
    "Class label: 1\nClass label: 2\nClass label: 3", "Class label: a\u2028b\nText: c",
]

TASKS = [
    [{"instruction": "Name a grain.", "input": "", "output": "Rye."},
     {"instruction": " Sort :\n the sacks::", "input": " ", "output": "a\nb\n"},
     {"instruction": "빵을 세어 줘", "input": "빵 🍞🍞", "output": "두 개"}],
    [{"instruction": "Say %s, {tasks} and \\1", "input": "### 1. Input:", "output": ""}],
    [{"instruction": "One of two", "input": "<noinput>", "output": "x"},
     {"instruction": "Two of two", "input": "\n", "output": "y"}],
]


def chunk(k, i, n="<noinput>", o="Bread."):
    return f"{k}. Instruction: {i}\n{k}. Input:\n{n}\n{k}. Output:\n{o}\n"


def answer(*tasks, last=""):
    text = "###\n".join(chunk(k, *t) for k, t in enumerate(tasks, 4)) + last
    return text[len("4. Instruction:"):]


GOOD = "Bake a loaf of rye bread"
ALPACA = [
    (3, answer((GOOD,), ("Count the sacks of flour here", "three sacks", "3")), "stop"),
    (3, answer((GOOD,), ("Count the sacks of flour here",), last="###\n6. Instruction: Cut"), "length"),
    (3, answer((GOOD,), last="###\n5. Instruction: Cut off it is\n5. Input:\nx\n5. Output:\ny"), "length"),
    (3, answer((GOOD,)), "length"), (3, "", "stop"), (3, "", "length"), (3, "###", "stop"),
    (3, answer((GOOD, "<NOINPUT>"), (GOOD, "No input"), (GOOD, "<noinput>."), (GOOD, " <NoInput> ")), "stop"),
    (3, answer((GOOD,), last="###\n" + chunk(6, "Number six is not five")), "stop"),
    (3, answer((GOOD,), last="###\n" + chunk(15, "Number fifteen holds five")), "stop"),
    (3, answer((GOOD,), last="###\n###\n" + chunk(6, "An empty chunk counts too")), "stop"),
    (3, answer((GOOD, "x", "see ### here"), (GOOD,)), "stop"),
    (3, answer((GOOD,), last="####\n" + chunk(5, "Four hashes leave one over")), "stop"),
    (3, f" {GOOD}\n4. Output:\nx\n4. Input:\ny\n", "stop"), (3, f" {GOOD}\n4. Input:\nx\n4. Input:\ny\n", "stop"),
    (3, f" {GOOD}\n4.Input:\nx\n4.Output:\ny\n", "stop"), (3, f" {GOOD}\n4.\u00a0\nInput: x 4. Output: y", "stop"),
    (3, f" {GOOD}\n4. Input:\nx\n", "stop"), (3, f" {GOOD}\n4. Input:\nx\n4. Output: 4. Output: y", "stop"),
    (3, answer((GOOD, "x", "")), "stop"), (3, answer(("Too few words",), ("Now there are four",)), "stop"),
    (3, answer(*[(f"Some {w} of the mill",) for w in WORDS + MORE_WORDS]), "stop"),
    (3, answer(("Write a program that mills",), ("write a program that mills",)), "stop"),
    (3, answer(("\"Bake\" is a verb here",), ("빵을 굽는 법을 설명해 주세요",), ("Bake \n  a\tloaf   of it",)), "stop"),
    (1, chunk(2, GOOD)[len("2. Instruction:"):] + "###\n" + chunk(3, GOOD, "빵 🍞", "네"), "stop"),
    (3, answer((GOOD,), last="###\n"), "stop"), (3, answer((GOOD,), last="### "), "length"),
]


def write(name, rows):
    with open(HERE / f"{name}.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for number, row in enumerate(rows):
            out.write(json.dumps({"id": number, **row}, ensure_ascii=True) + "\n")


def instance_rows():
    for kind, texts in (("generation", GENERATION), ("classification", CLASSIFICATION)):
        for raw in texts:
            for finish in ("stop", "length"):
                found = instances_of(kind, raw, finish)
                yield {
                    "task_type": kind, "instruction": " Bake something. ", "raw_text": raw,
                    "finish_reason": finish,
                    "instances": [{"instruction": "Bake something.", "input": i, "output": o}
                                  for i, o in found]}


write("encode_prompt", [{"instructions": s, "classification": bool(n % 2),
                         "prompt": encode_prompt(f"Heading {n} {{with}} braces:", s)}
                        for n, s in enumerate(SHOWN)])
write("instruction_postprocess",
      [{"text": t, "finish_reason": f, "instructions": instructions_of(t, f)}
       for t in ANSWERS for f in ("stop", "length")])
write("instance_parsing", instance_rows())
write("parse_input_output", [{"text": t, "input": split_io(t)[0], "output": split_io(t)[1]}
                             for t in GENERATION])
write("alpaca_encode_prompt", [{"tasks": t, "header": "<<HEADER>>",
                                "prompt": alpaca_prompt("<<HEADER>>", t)} for t in TASKS])
write("alpaca_postprocess",
      [{"num_prompt_instructions": k, "text": t, "finish_reason": f, "result": alpaca_tasks(k, t, f)}
       for k, t, f in ALPACA])
