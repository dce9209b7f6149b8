#!/usr/bin/env python3
"""Writes the samples of what the other recipes read from answers beside itself.

reflection_extract, llama3_first_line, judge_score_parse, magpie_sanitize, word_jaccard,
field_extract. The rules are written here a second time, from their description and with Python's
own strings and regular expressions, so that the Java code is compared with something it does not
share. Texts are our own. Standard library only: python3 make_recipe_texts.py
"""

import itertools
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent


def write(name, rows):
    with open(HERE / (name + ".jsonl"), "w", encoding="utf-8") as out:
        for number, row in enumerate(rows):
            out.write(json.dumps({"id": number, **row}, ensure_ascii=False) + "\n")


# Reflection

def first_part(text, marker, plain, ends, open_end):
    start = re.escape(marker if marker in text else plain)
    stop = "|".join([re.escape(e) for e in ends] + ([r"\Z"] if open_end else []))
    found = re.search(f"{start}(.*?)(?:{stop})", text, re.DOTALL)
    return found.group(1).strip() if found else ""


def new_task(text):
    if not text:
        return []
    instruction = first_part(text, "[New Instruction]", "New Instruction:",
                             ["[End]", "[New Answer]", "New Answer:"], False)
    if instruction.endswith("\n\n3."):
        instruction = instruction[:-4]
    return [instruction, first_part(text, "[New Answer]", "New Answer:", ["[End]"], True)]


def better_answers(text):
    marker = "[Better Answer]"
    other = re.escape(marker) if text.count(marker) > 1 else "End"
    pattern = re.escape(marker) + r"(.*?)(?:\[End\]|" + other + r"|\Z)"
    return [part.strip() for part in re.findall(pattern, text, re.DOTALL)]


I, A = "Name the parts of a windmill.", "Tower, cap, sails and tail."
K, Z = "방앗간의 물레를 설명해 줘.", "磨坊在河边。🌾"
TASKS = [
    "1. Vague.\n\n2. [New Instruction] %s [End]\n\n3. [New Answer] %s [End]",
    "[New Instruction] %s\n\n3. [New Answer] %s", "New Instruction: %s\nNew Answer: %s\n",
    "New Instruction: %s [End] [New Answer] %s", "[New Instruction]%s New Answer: %s [End]",
    "[New Answer] %s [End] [New Instruction] %s [End]", "[New Answer] %s [New Instruction] %s",
    "**[New Instruction]** %s **[End]** **[New Answer]**: %s **[End]**",
    "[new instruction] %s [end] [new answer] %s [end]", "[New Instruction] %s [END] %s",
    "[New Instruction] your instruction [End] [New Instruction] %s [End] [New Answer] %s",
    "[New Instruction] [New Instruction] %s [End] New Answer: a New Answer: %s [End]",
    "[New Instruction] %s \n\n3.\n\n3.\n[New Answer]%s", "[New Instruction]\u3000%s\u00a0[New Answer]\x1c%s\u200b[End]",
    "New Instruction: %s New Instruction: x [New Answer] %s [New Answer] y [End]",
    "[New Instruction] %s\n%s",
]
ANSWERS = [
    "1. Thin.\n[Better Answer] %s [End]", "[Better Answer] %s", "[Better Answer]\n%s\n\nMore.\n[End]\ntail",
    "[Better Answer] To the End of it: %s [End]", "[Better Answer] Endless. %s", "[Better Answer] %s Weekend [End]",
    "[Better Answer] a [End] [Better Answer] %s [End]", "[Better Answer] a [Better Answer] %s [End]",
    "[Better Answer] a [Better Answer] b [Better Answer] %s End c [End]", "[better answer] %s [end]",
    "Better Answer: %s [End]", "[Better Answer]: %s [END]", "[Better Answer][End]%s", "%s",
    "[Better Answer] \u2003%s\u2003 [End] [Better Answer][End] [Better Answer] End", "[Better Answer] N/A %s",
]

rows = []
for (one, two), layout in itertools.product([(I, A), (K, Z)], TASKS):
    text = layout % (one, two)
    rows.append({"function": "extract_instruction", "text": text, "result": new_task(text)})
for one, layout in itertools.product([A, Z], ANSWERS):
    text = layout % one
    rows.append({"function": "extract_response", "text": text, "result": better_answers(text)})
for text in ["", "\n", "[End]", "[New Answer]", "[New Instruction][New Answer]"]:
    rows.append({"function": "extract_instruction", "text": text, "result": new_task(text)})
    rows.append({"function": "extract_response", "text": text, "result": better_answers(text)})
write("reflection_extract", rows)


# First lines

def first_line(text):
    filled = [line for line in text.split("\n") if line]
    return filled[0].strip() if filled else None


write("llama3_first_line", [{"text": t, "result": first_line(t)} for t in [
    I, "\n\n" + I + "\n" + A, " \n" + I, "", "\n\n\n", "  " + K + "\u3000\n", "\t\n" + Z, "\r\n" + I,
    I + "\r\n" + A, "\x0b\n" + I, "a\x85b\nc", "\u2028" + I, "🌾\n", "\n\u200b\n" + I]])


# Scores

def whole(text):
    try:
        value = int(text)
    except ValueError:
        return None
    return value if abs(value) < 1 << 53 else str(value)


write("judge_score_parse", [{"text": t, "score": whole(t)} for t in [
    "61", " 61", "61\n", "\t61\r\n", "\u300061\u00a0", "\x1c61", "61\x1f", "\x1c٦١", "\x8561", "\u202861", "\u200b61",
    "\ufeff61", "+61", "-61", "+-61", "- 61", "--61", "61-", "0", "-0", "000", "0061", "6_1", "6__1", "_61", "61_",
    "1_000_000", "61.", "61.0", "61,0", "6e1", "0x3d", "61%", "61/100", "Score: 61", "**61**", "sixty-one", "",
    " ", "\n", "+", "-", "_", "６１", "٦١", "६१", "６1", "𝟞𝟙", "²", "½", "Ⅷ", "①", "六十一", "61 62", "6 1", "101",
    "-1", "99999999999999999999", "7" * 4300, "7" * 4301, "7_" * 4299 + "7", "61\x00", "\x0b61\x0c"]])


# Magpie

HEADINGS = ["Task", "Prompt", "Original Prompt", "Question", "The Problem", "Problem", "Scenario",
            "The senario", "Situation", "The situation", "Context", "Challenge", "Query", "Request",
            "Instructions", "Instruction", "Descriptions", "Description"]
HEADING = "|".join([p.format(re.escape(h)) for h in HEADINGS
                    for p in (r"{}:", r"\*\*{}\*\*", r"\#\#\ {}:")]
                   + [r"Question \d+[:.]", r"Part \d+:", r"Q\d+[.:]"])
MARKS = ["Answer:", "Answers:", "The answer is", "Correct answer", "The correct answer",
         "Answer is", "Explanation:", "Here are some", "Solution Approach:", "Solution:"]


def bare(text):
    text = re.sub(r"\A(?:\d+\.|\w+\))\s*", "", text).strip()
    found = re.match(f"(?:{HEADING})", text, re.IGNORECASE)
    return text[found.end():].strip() if found else text


def unbold(text):
    return text.replace("**", "").strip() if text.find("**") == 1 else text.strip()


def question(text, mark=None):
    start = text.partition("?")[0]
    return (start.replace(mark, "") if mark else start).strip() + "?"


def sanitized(text, model):
    llama = "gemma-2" not in model.lower()
    text = bare(text)
    answer = re.search("(?:" + "|".join(MARKS) + ")s?:", text)
    step = re.search("#{1,3} Step 1", text) if llama else None
    if text[:1] == "*" and "?" in text:
        return bare(question(text, "*")), 1
    text = bare(text)
    line = text.partition("\n")[0].strip()
    colon, rest = (6, 99) if llama else (5, 6)
    if text[:1] == '"' and "?" in text:
        text, kind = question(text, '"'), 2.1
    elif text[:1] == '"':
        text, kind = line.replace('"', "").strip().replace("*", "").strip(), 2.2
    elif text[:3] == "<b>":
        text, kind = text.replace("*", "").strip(), 3
    elif answer:
        text, kind = unbold(text[:answer.start()].strip()), 4
    elif step:
        text, kind = unbold(text[:step.start()].strip()), 5
    elif line.endswith(":") and "#" in text:
        text, kind = unbold(text.partition("#")[0].strip()), colon + .1
    elif "?" in text:
        text, kind = unbold(question(text)), round(colon + .2 if line.endswith(":") else rest + .1, 1)
    else:
        text = line.replace("*", "").strip()
        kind = round(colon + .3 if line.endswith(":") else rest + .2, 1)
    return bare(text), kind


GENERATED = [
    I, K, Z, "", "  ", "\n", "Task: " + I, "TASK:" + I, "**Prompt** " + I, "## Scenario: " + I, "##Scenario: " + I,
    "The situation: " + I, "Description " + I, "Question 3: " + I, "question 12. " + I, "Part ٣: " + I, "Q7. " + I,
    "Q7: " + I, "Q7 " + I, "1. " + I, "12)" + I, "b) " + I, "나) " + I, "10.25 is half of what?", "1. Task: 2. " + I,
    "Prompt: Query: " + I, "Context: Challenge: Task: Request: " + I, "*Emphasis* is it? Yes.", "*Emphasis* alone.\nMore.",
    "** Two stars** here.", "a** second character** b?", "\"Quoted: why?\" he said.", "\"Quoted.\" he said.\nMore", "<b>Bold</b>\n*rest*",
    I + "\nAnswer:: four", I + "\nAnswer: four", I + "\nAnswers:s: four", I + "\nThe answer is: four", I + " Here are somes: x",
    "Task: " + I + "\nSolution:: x", "Query: Task: abc Explanation:: def", "𝐚) 🌾 Task: abc Explanation:: def",
    "Sort this.\n# Step 1: look", "Sort this.\n### Step 1", "Sort this. #### Step 1", "Sort this.\n## step 1",
    "List them:\n# Heading\nrest", "List them:\nIs it so? Yes.", "List them:\n- a\n- b", "List them: \n- a", "Why? Because.",
    "First line\nIs it so? Yes.", "Pick one.\n(A) x\n(B) y\n(C) z\n(D) w", "Is it so？", "Taſk: long s", "InstructIons: case",
    "Deſcriptİon: x", "Q²: superscript", "Question  3: two blanks", "a:b) c", "?", "*?", "\"?", "\"", "*", "**Question**", "#", ":",
]
write("magpie_sanitize", [
    {"model": model, "text": text, "instruction": sanitized(text, model)[0], "class": sanitized(text, model)[1]}
    for model in ["any/Llama-3.1-8B", "any/GEMMA-2-9b-it"] for text in GENERATED])


# The small Self-Instruct

def jaccard(a, b):
    a, b = set(a.lower().split()), set(b.lower().split())
    return len(a & b) / len(a | b) if a | b else 0.0


PHRASES = [I, A, K, Z, "", "  ", "name THE parts of a WATER mill.", "the the the", "The", "ΟΔΟΣ οδος οδοσ", "İ i̇ ı",
           "a\u00a0b\u2003c\x1cd", "a b c d", "straße STRASSE", "{a} \"b\" <|im_end|>"]
write("word_jaccard", [{"a": a, "b": b, "jaccard": jaccard(a, b)} for a, b in itertools.product(PHRASES, PHRASES)])


def field(text, marker):
    lines = text.split("\n")
    for here, after in itertools.zip_longest(lines, lines[1:]):
        if marker in here:
            rest = "".join(here.split(marker)).strip()
            if rest or after is not None:
                return rest or after.strip()
    return ""


write("field_extract", [{"text": t, "input": field(t, "Input:"), "output": field(t, "Output:")} for t in [
    "Input: rye\nOutput: bread", "Input:\nrye\nOutput:\nbread\ncake", "Input: N/A\nOutput: bread", "Output: bread",
    "rye", "", "Input:", "Output:", "Input:\n", "Input: \n \nOutput: \n \nbread", "input: rye\noutput: bread",
    "Input: rye Output: bread", "x Input: y Input: z", "Input:Input:\nInput: rye", "My Input: rye\nNo Output: bread",
    "Input\u00a0: rye\nOutput:\u3000bread\u3000", "Output: bread\nInput: rye", "Output: 1\nOutput: 2", "Input: 밀\r\nOutput: 빵 🌾\r\n",
    "Output: first\nsecond\nInput:", "Input:\x1c\nOutput:", "a\nInput: {x}\nOutput: \"y\" <|im_end|>"]])
