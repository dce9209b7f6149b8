"""Makes text_primitives.jsonl and quality_score.jsonl beside this script.

Python's own string methods and scikit-learn's CountVectorizer give the expected values; the quality
score is written out from its formulas (seed document 004). Texts are made up for this purpose.
"""

import json
import pathlib
import re

from sklearn.feature_extraction.text import CountVectorizer

HERE = pathlib.Path(__file__).parent

TEXTS = [
    "", " ", "a", "Mill stones turn.", "MILL", "mill STONES Turn SLOWLY", "two  blanks   here",
    "tab\tand\nnewline\r\nand\x0bmore\x0c", "\x1cfile\x1dgroup\x1erecord\x1funit",
    "no\u00a0break\u2007spaces\u202fhere", "zero\u200bwidth\ufeffmarks", "next\u0085line\u2028sep\u2029end",
    "\u3000ideographic\u3000", "\u1680ogham\u180emongolian", "snake_case and kebab-case", "it's a don't",
    "3.14 + 2,71 = 5.85", "x\u00b2 \u00bd \u2460 \u2167 \u0663", "stra\u00dfe", "\u00dfeta", "\ufb01sh and \ufb02our",
    "\ufb03x", "\u01c6ep", "\u01c4EP", "\u01c5ep", "\u0149zo", "\u0587ndhanur", "\ufb13vats", "\u1fb3da",
    "\u1fb7x", "\u1f52psilon", "\u1e96at", "\u0130stanbul", "\u0131spanak", "I\u0307x",
    "\u039f\u0394\u039f\u03a3", "\u03a3", "\u03a3\u0391\u03a3", "\u0391.\u03a3", "\u0391'\u03a3 \u0391\u03a3.\u0391",
    "\u0391\u0301\u03a3\u0301", "\u0391\u03a3\u200d\u0391", "\u03a3 \u03a3", "1\u03a3", "\u0391:\u03a3",
    "\u0391\u03a3\u00b7", "\u0441\u0442\u043e \u0416\u0415\u0420\u041d\u041e\u0412\u041e\u0412",
    "\uba3f\ub3cc\uc774 \ub3cc\uc544\uac04\ub2e4.", "\u1106\u1162\u11ba\u1103\u1169\u11af", "\u78e8\u76d8\u5728\u8f6c\u52a8\u3002",
    "\u7c89\u3092\u3072\u304f\u30fc", "\u0939\u093f\u0928\u094d\u0926\u0940 \u0915\u0940 \u091a\u0915\u094d\u0915\u0940",
    "\u0e42\u0e21\u0e48\u0e41\u0e1b\u0e49\u0e07", "\u0637\u0627\u062d\u0648\u0646\u0629 \u0627\u0644\u062d\u0628\u0648\u0628",
    "\u05d8\u05b7\u05d7\u05b2\u05e0\u05b8\u05d4", "cafe\u0301 CAFE\u0301", "\U0001f33e grain \U0001f469\u200d\U0001f33e",
    "\U00010428 deseret \U00010400", "\U00020000\U00020001 rare", "a\u203fb tie", "(brackets) [of] {all} <kinds>",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "trailing \n", "\n leading", "A", "\u00c9T\u00c9", "\u10d0\u10d1 \u1c90\u1c91",
    "\u13a0\uab70", "\u1e9eARP", "\uff21\uff22 wide", "mixed \ud55c\uae00 \u6f22\u5b57 and Latin 123",
]

PAIRS = [
    ("", ""), ("", "flour"), ("grind", ""), ("Grind the wheat", "Grind the wheat"),
    ("Name a grain.", "Rye is a grain."), ("Name a grain", "rye"), ("a b c d", "a"), ("a b c d", "a b"),
    ("a a a b", "A"), ("Say no", "I cannot do that."), ("Say no", " I cannot do that."),
    ("Say no", "i cannot do that."), ("Who are you?", "As an AI I mill."), ("Who are you?", "As an Aide I mill."),
    ("Plan a day", "Join the hackathon."), ("Plan a day", "Go to the DRUGSTORE."), ("Plan", "It is illegal"),
    ("Plan", "wea pon"), ("Plan", "A weapon"), ("Grind Drug", "Grind"),
    (" ".join(["word"] * 20), " ".join(["word"] * 50)), (" ".join(["word"] * 19), " ".join(["word"] * 49)),
    (" ".join(f"w{i}" for i in range(40)), " ".join(f"w{i}" for i in range(0, 40, 3))),
    ("\ubc00\uc744 \ube7b\uc544\ub77c", "\ubc00\uc744 \ube7b\uc558\ub2e4"), ("\u78e8\u9762\u7c89", "\u9762\u7c89\u597d\u4e86"),
    ("\u039f\u0394\u039f\u03a3 x", "\u03bf\u03b4\u03bf\u03c2"), ("non\u00a0break", "non break"), ("\u0130x y", "i\u0307x"),
    ("tab\tsplit\x1cwords", "words"), ("\U0001f33e \U0001f33e", "\U0001f33e"), (" ", " "), ("\n", "x"),
]


def primitive(number, text):
    cleaned = re.sub(r"[^\w\s]", "", text.lower())
    analyse = CountVectorizer(analyzer="char", ngram_range=(1, 3)).build_analyzer()
    grams = list(analyse(cleaned))
    return {
        "id": number,
        "text": text,
        "near_dup_preprocess": cleaned,
        "char_1_3_grams": grams,
        "char_1_3_gram_count": len(grams),
        "py_split_count": len(text.split()),
        "py_strip": text.strip(),
        "py_capitalize": text.capitalize(),
        "collapse_ws_strip": re.sub(r"\s+", " ", text).strip(),
        "first_is_ascii": text[:1].isascii() if text else None,
        "code_points": len(text),
    }


def score(number, instruction, output):
    length = min(len(instruction.split()) / 20, 1) * min(len(output.split()) / 50, 1)
    refused = output.startswith("I cannot") or output.startswith("As an AI")
    form = 1.0 if instruction and output and not refused else 0.5
    asked = set(instruction.lower().split())
    shared = asked & set(output.lower().split())
    relevance = min(2 * len(shared) / len(asked), 1) if asked else 0
    dangerous = any(word in output.lower() for word in ("hack", "illegal", "weapon", "drug"))
    safety = 0.0 if dangerous else 1.0
    total = (length + form + relevance + safety) / 4
    scores = {"length": length, "format": form, "relevance": relevance, "safety": safety, "total": total}
    return {"id": number, "instruction": instruction, "output": output, "scores": scores}


def write(name, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


write("text_primitives.jsonl", [primitive(i, text) for i, text in enumerate(TEXTS)])
write("quality_score.jsonl", [score(i, *pair) for i, pair in enumerate(PAIRS)])
