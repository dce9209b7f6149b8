"""Makes the committed near-duplicate samples with scikit-learn.

Run in this folder: python make_near_dup.py
Needs scikit-learn and numpy. All texts are combined here from the word lists below.

Writes data files to ../data and, beside this script, near_dup_pairs, near_dup_summary and
near_dup_removal (three keys of one file), near_dup_5k_* (mixed languages) and near_dup_full_*
(one column of one file). The formats are those of the full golden folder, without the fields that
describe the faults of the reference tool.
"""

import json
import random
import re
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
ROOM = 1e-7  # no cosine may be this near to a threshold, or rounding would decide

VERBS = ["Describe", "Explain", "List", "Compare", "Summarise", "Sketch", "Name", "Plan"]
THINGS = ["a wooden boat", "the tide table", "an old bakery", "three river birds",
          "a bicycle repair", "the village library", "a clay oven", "two kinds of rope",
          "the night train", "a beekeeper's year", "an island harbour", "the copper kettle"]
TAILS = ["for a child.", "in one sentence.", "for a tired traveller!", "with an example",
         "in plain words.", "step by step.", "as a short poem", "for next Tuesday?"]
NOTES = ["flour, water, salt", "It rained for nine days.", "x = 3; y = 4", "gate 7, 18:45",
         "red; green; blue", "A gull took the map.", "n", "?", "  ", "42 planks\nand a keel"]
ANSWERS = ["The answer depends on the season and on who carries the ladder.",
           "First sort the nails, then measure the plank twice.",
           "Nobody in the harbour had seen the lantern since spring.",
           "Bread rises slowly when the kitchen is cold and quiet.",
           "Follow the towpath until the third bridge, then ask for the miller."]
EXTRAS = ["바다로 가는 길을 짧게 설명해 주세요.", "바다로 가는 길을 짧게 설명해 줘.", "오늘의 빵 굽는 순서를 적어 주세요.",
          "请用一句话介绍这座小桥。", "请用一句话介绍这座老桥。", "写一首关于雨夜的短诗。",
          "Οδυσσεύς και ο δρόμος του", "ΟΔΥΣΣΕΥΣ ΚΑΙ Ο ΔΡΟΜΟΣ ΤΟΥ", "İzmir'de bir sabah", "i̇zmir'de bir sabah",
          "cafe\u0301 au lait, s'il vous plaît", "café au lait s'il vous plaît", "हिन्दी में एक वाक्य", "🦊🦊🦊", "🦊 fox 🦊 den",
          "snake_case_name", "snake case name", "x² + y² = z²", "①②③ steps", "a", "b!", "!", "...", " \t ",
          "one\n\ntwo\tthree", "one two three", "one\ntwo\tthree", "tail\u00a0\u2003space", "tail space",
          "if (a < b) { return b; }", "if (a < c) { return c; }", "aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaa"]


def preprocess(text):
    return re.sub(r"[^\w\s]", "", text.lower())


def cosines(texts):
    vectorizer = TfidfVectorizer(stop_words=None, analyzer="char", ngram_range=(1, 3))
    matrix = vectorizer.fit_transform([preprocess(t) for t in texts])
    return cosine_similarity(matrix), len(vectorizer.vocabulary_)


def over(matrix, threshold):
    upper = np.triu(matrix, 1)
    return [(int(i), int(j), float(matrix[i, j])) for i, j in zip(*np.where(upper > threshold))]


def room(matrix, threshold):
    distance = float(np.abs(matrix[np.triu_indices(len(matrix), 1)] - threshold).min())
    assert distance > ROOM, (threshold, distance)
    return distance


def vary(text, rng):
    """A small edit: nothing, another case, a dropped word, a doubled word or another tail."""
    words = text.split(" ")
    at = rng.randrange(len(words))
    return [text, text.upper(), " ".join(words[:at] + words[at + 1:]) or text,
            " ".join(words[:at + 1] + words[at:]), text + " " + rng.choice(TAILS)][rng.randrange(5)]


def instruction(rng):
    return f"{rng.choice(VERBS)} {rng.choice(THINGS)} {rng.choice(TAILS)}"


def with_variants(make, count, rng):
    texts = []
    while len(texts) < count:
        texts.append(vary(rng.choice(texts), rng) if texts and rng.random() < 0.35 else make(rng))
    return texts


def write_lines(path, rows):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def three_keys(rng):
    instructions = with_variants(instruction, 110, rng)
    outputs = with_variants(lambda r: f"{r.choice(ANSWERS)} {instruction(r)}", 110, rng)
    inputs = ["" if rng.random() < 0.6 else vary(rng.choice(NOTES), rng) for _ in range(110)]
    return [{"instruction": a, "input": b, "output": c}
            for a, b, c in zip(instructions, inputs, outputs)]


def similar(records, key, threshold):
    rows = [k for k, r in enumerate(records) if r[key]]
    matrix, vocabulary = cosines([records[k][key] for k in rows])
    pairs = [(rows[i], rows[j], i, j, c) for i, j, c in over(matrix, threshold)]
    judged = [p for p in pairs if len(records[p[0]][key]) > 1 and len(records[p[1]][key]) > 1]
    removed = sorted({p[1] for p in judged}) if key in ("input", "output") else []
    return rows, vocabulary, pairs, judged, removed, room(matrix, threshold)


def make_three_keys(name):
    records = three_keys(random.Random(11))
    write_json(DATA / name, records)
    pairs, summary, removal = [], [], []
    for key in ("instruction", "input", "output"):
        for threshold in (0.75, 0.9):
            rows, vocabulary, found, judged, removed, near = similar(records, key, threshold)
            pairs += [{"file": name, "key": key, "threshold": threshold, "i": i, "j": j,
                       "i_nonempty": a, "j_nonempty": b, "cosine": c} for i, j, a, b, c in found]
            summary.append({"file": name, "key": key, "threshold": threshold,
                            "records": len(records), "nonempty": len(rows),
                            "vocabulary": vocabulary, "pairs_above_threshold": len(found),
                            "smallest_abs_cosine_minus_threshold": near,
                            "corrected_pairs": len(judged), "corrected_removed": removed})
    for positions, first, step in (("all", 0, 1), ("even", 0, 2), ("odd", 1, 2)):
        for threshold in (0.75, 0.9):
            part = records[first::step]
            kept = list(range(len(part)))
            for key in ("instruction", "input", "output"):
                gone = set(similar([part[k] for k in kept], key, threshold)[4])
                kept = [k for at, k in enumerate(kept) if at not in gone]
            removal.append({"file": name, "positions": positions, "threshold": threshold,
                            "keys_in_order": ["instruction", "input", "output"],
                            "kept_corrected": [first + step * k for k in kept]})
    write_lines(HERE / "near_dup_pairs.jsonl", pairs)
    write_lines(HERE / "near_dup_summary.jsonl", summary)
    write_lines(HERE / "near_dup_removal.jsonl", removal)


def counts(matrix, vocabulary, records, key):
    return {"records": records, "key": key, "vocabulary": vocabulary,
            "pairs_over_0.75": len(over(matrix, 0.75)), "pairs_over_0.9": len(over(matrix, 0.9)),
            "smallest_abs_cosine_minus_0.75": room(matrix, 0.75),
            "smallest_abs_cosine_minus_0.9": room(matrix, 0.9)}


def make_mixed():
    rng = random.Random(12)
    texts = EXTRAS + with_variants(lambda r: vary(r.choice(EXTRAS), r), 90, rng)
    texts += with_variants(instruction, 80, rng)
    rng.shuffle(texts)
    texts = [t for t in texts if t]
    write_lines(HERE / "near_dup_5k_records.jsonl",
                [{"instruction": t, "input": "", "output": "", "idx": k} for k, t in enumerate(texts)])
    matrix, vocabulary = cosines(texts)
    write_lines(HERE / "near_dup_5k_pairs.jsonl",
                [{"i": i, "j": j, "cosine": c} for i, j, c in over(matrix, 0.75)])
    write_json(HERE / "near_dup_5k_summary.json",
               counts(matrix, vocabulary, len(texts), "instruction"))


def make_full(name):
    rng = random.Random(13)
    texts = with_variants(instruction, 300, rng)
    write_lines(DATA / name, [{"instruction": t, "input": "", "output": rng.choice(ANSWERS)} for t in texts])
    matrix, vocabulary = cosines(texts)
    write_lines(HERE / "near_dup_full_pairs.jsonl",
                [{"i": i, "j": j, "cosine": c} for i, j, c in over(matrix, 0.75)])
    write_json(HERE / "near_dup_full_summary.json",
               {"file": name, "nonempty": len(texts),
                **counts(matrix, vocabulary, len(texts), "instruction")})


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    make_three_keys("near_dup_tasks.json")
    make_mixed()
    make_full("near_dup_harbour.jsonl")
