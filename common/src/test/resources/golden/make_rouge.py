"""Makes the ROUGE-L samples: rouge_*.jsonl and novelty_*.jsonl here, seed tasks and rows in ../data.

Scores come from the rouge-score package (no stemmer), means from numpy. All texts are our own.
Run: python make_rouge.py    (needs rouge-score and numpy)
"""

import gzip
import itertools
import json
import math
import pathlib
import random

import numpy
from rouge_score import rouge_scorer, scoring, tokenize

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "data"
THRESHOLD = 0.7
ROWS = "novelty_rows.jsonl.gz"

SEEDS = [
    ("pantry_soup", "Suggest a soup that I can cook with lentils, carrots and one onion.", "", "Simmer the lentils with diced carrots and onion, season, and blend half of it.", False),
    ("tense_change", "Rewrite the sentence in the past tense.", "The ferry leaves at noon.", "The ferry left at noon.", False),
    ("mood_label", "Decide whether the message sounds calm or angry.", "Where is my parcel, for the third time!", "angry", True),
    ("unit_price", "Work out which of the two packs is cheaper per gram.", "200 g for 3 euros, 500 g for 6 euros", "The 500 g pack, at 1.2 cents per gram.", False),
    ("riddle", "Write a riddle whose answer is the given word.", "shadow", "I follow you in light and leave you in the dark. What am I?", False),
    ("list_rivers", "List five rivers that flow into the North Sea.", "", "Elbe, Weser, Thames, Rhine, Scheldt", False),
    ("fix_spelling", "Correct the spelling mistakes in the text.", "The libary opnes at eigth.", "The library opens at eight.", False),
    ("topic_label", "Name the topic of the headline: sports, politics or science.", "New telescope sees first light", "science", True),
    ("haiku", "Write a haiku about the first frost of the year.", "", "White breath on the fence / the last tomato glistens / autumn shuts the gate", False),
    ("sort_words", "Put the words in alphabetical order.", "pear, fig, apple", "apple, fig, pear", False),
    ("explain_tide", "Explain to a child why the sea has tides.", "", "The moon pulls at the water, and the water follows it around.", False),
    ("polite_refusal", "Write a short and polite letter that declines an invitation.", "garden party on Sunday", "Thank you for the kind invitation. Sadly I am away on Sunday.", False),
    ("even_odd", "Write a function that tells whether a number is even.", "", "def is_even(n): return n % 2 == 0", False),
    ("synonym", "Give three synonyms of the given word.", "quick", "fast, swift, rapid", False),
    ("language_id", "Which language is the sentence written in?", "Wo ist der Bahnhof?", "German", True),
    ("packing_list", "What should I pack for three days of hiking in the rain?", "", "A rain coat, spare socks, a map and something warm.", False),
    ("summarise", "Summarise the paragraph in one sentence.", "Bees dance to tell others where flowers are. The angle shows the direction.", "Bees point others to flowers by dancing.", False),
    ("percent", "How many percent is the first number of the second?", "3 of 12", "25 percent", False),
    ("rhyme", "Find two words that rhyme with the given word.", "stone", "bone, phone", False),
    ("spam_label", "Is the mail spam? Answer yes or no.", "You won a yacht, click here", "yes", True),
]

ODD = [
    "", " ", "\n\t", "...", "?!", "-", "a", "A", "7", "a a a a a", "A-B-C", "x_y __init__ snake_case",
    "It's 3.14, isn't it?", "caf\u00e9 cr\u00e8me br\u00fbl\u00e9e", "na\u00efve co\u00f6peration", "\uff11\uff12\uff13 \uff21\uff22",
    "\u00bd \u00b2 \u2460", "\ufb01sh and \ufb02our", "\u0130zmir \u0130\u0131I", "8 \u212a at night", "\u1e9e \u00df STRASSE",
    "\u039f\u0394\u039f\u03a3 odos", "\uc624\ub298 \ub0a0\uc528\ub97c \uc54c\ub824 \uc918", "\uc774\uba54\uc77c 3\ud1b5\uc744 summary\ub85c",
    "\u5199\u4e00\u9996\u5173\u4e8e\u79cb\u5929\u7684\u8bd7", "\u7528 Python \u5199\u51fd\u6570", "\u304a\u306f\u3088\u3046 world",
    "\u041f\u0440\u0438\u0432\u0435\u0442 hello \u041c\u0418\u0420", "\u0939\u093f\u0928\u094d\u0926\u0940 text", "emoji \U0001f600 between \U0001f469\u200d\U0001f52c words",
    "e\u0301tude", "zero\u200bwidth soft\u00adhyphen", "nbsp\u00a0thin\u2009line\u2028end", "tab\tnew\r\nline", "https://example.org/a?b=1&c=2",
    "def f(x): return x**2 + 1", "1,000,000 euros", "C++ and C#", "don't can't won't", "MiXeD CaSe 2Fast",
    "\x00\x01control\x7f", "\ud55c\uad6d\uc5b4", "\u5168\u662f\u6c49\u5b57", "word " * 70, "long" * 50, "a b " * 40,
]

TEMPLATES = [
    "Write a short story about {0} that finds {1}.",
    "Explain in simple words how {0} works.",
    "List three things that {0} and {1} have in common.",
    "Give me a recipe with {0} and {1}.",
    "Write a short poem about {0} and {1}.",
    "Translate the sentence about {0} into French and explain the grammar.",
    "What are the advantages of {0} over {1} for a small shop in a big town?",
    "Describe {0} to someone who has never seen {1}.",
    "Turn the notes about {0} into a clear paragraph of at most five sentences with a title.",
    "Name the {0} that matters most to {1} and say why.",
]
THINGS = ["a lighthouse", "an old clock", "honey", "a bicycle pump", "rain water", "a chess board", "green tea", "the compass"]
EXTRA = [
    "Suggest a soup that I can cook with lentils and carrots.",
    "Correct the spelling mistakes in this text.",
    "Write a haiku about the first snow of the year.",
    "LIST FIVE RIVERS THAT FLOW INTO THE NORTH SEA!",
    "\uc624\ub298 \uc800\ub141 \uba54\ub274\ub97c \ucd94\ucc9c\ud574 \uc918", "\uc624\ub298 \uc800\ub141 \uba54\ub274\ub97c \ucd94\ucc9c\ud574 \uc918",
    "\u8bf7\u63a8\u8350\u4e09\u672c\u4e66", "", "?", "the the the the", "the the the", "why", "Why?",
    "one two three four five six seven eight nine ten",
    "one two three four five six seven red green blue",
    "one two three four five six seven eight nine ten eleven twelve thirteen",
    "seven words are one two three four",
]


def dump(path, rows):
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    raw = text.encode("utf-8")
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)


def rows_of_data():
    rng = random.Random(7)
    texts = [t.format(a, b) for t in TEMPLATES for a, b in itertools.permutations(THINGS, 2)]
    texts = rng.sample(texts, 220) + EXTRA
    rng.shuffle(texts)
    return texts


def tokens(text):
    return tokenize.tokenize(text, None)


def score(scorer, target, prediction):
    return scorer.score(target, prediction)["rougeL"]


def edited(rng, text):
    words = text.split()
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(words) + 1)
        change = rng.choice(["cut", "add", "swap"])
        if change == "add" or not words:
            words.insert(place, rng.choice(["very", "the", "not", "42", "Rome"]))
        elif change == "cut":
            words.pop(min(place, len(words) - 1))
        else:
            other = rng.randrange(len(words))
            place = min(place, len(words) - 1)
            words[place], words[other] = words[other], words[place]
    return " ".join(words)


def pairs(scorer, texts):
    rng = random.Random(11)
    cases = [("perturbed", t, edited(rng, t)) for t in rng.sample(texts, 60)]
    cases += [("random", rng.choice(texts), rng.choice(texts)) for _ in range(40)]
    cases += [("odd", a, rng.choice(ODD)) for a in ODD] + [("odd_self", a, a) for a in ODD]
    for words in (31, 32, 33, 63, 64, 65, 127, 128, 129, 200):
        long = " ".join(rng.choice("ash oak elm fir yew".split()) for _ in range(words))
        cases += [("long", long, edited(rng, edited(rng, long))), ("long", long, edited(rng, long)[40:])]
    for id, (kind, target, prediction) in enumerate(cases):
        a, b = tokens(target), tokens(prediction)
        result = score(scorer, target, prediction)
        yield {
            "id": id, "kind": kind, "target": target, "prediction": prediction,
            "target_tokens": len(a), "prediction_tokens": len(b),
            "lcs": int(rouge_scorer._lcs_table(a, b)[-1][-1]) if a and b else 0,
            "precision": result.precision, "recall": result.recall, "fmeasure": result.fmeasure,
        }


def boundary(longest):
    for m, n in itertools.product(range(1, longest + 1), repeat=2):
        if 7 * (m + n) % 20 == 0 and (lcs := 7 * (m + n) // 20) <= min(m, n):
            f = scoring.fmeasure(lcs / n, lcs / m)
            assert math.isclose(f, 0.7, rel_tol=1e-12)
            yield {"lcs": lcs, "target_tokens": m, "prediction_tokens": n, "fmeasure": f, "rejected": f > THRESHOLD}


def novelty(scorer, texts):
    pool = [seed[1] for seed in SEEDS]
    for idx, text in enumerate(texts):
        scores = [score(scorer, text, entry).fmeasure for entry in pool]
        top = max(scores)
        row = {
            "idx": idx, "instruction": text, "accepted": not top > THRESHOLD, "max_score": top,
            "max_count": scores.count(top), "first_argmax": scores.index(top), "pool_size": len(pool),
        }
        if row["accepted"]:
            best = sorted(range(len(pool)), key=lambda i: (-scores[i], i))[:10]
            row["most_similar"] = {pool[i]: scores[i] for i in best}
            row["top10_scores"] = [scores[i] for i in best]
            row["avg_similarity_score"] = float(numpy.mean(scores))
            pool.append(text)
        yield row


def main():
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    texts = rows_of_data()
    DATA.mkdir(exist_ok=True)
    dump(DATA / "seed_tasks.jsonl.gz", (
        {"id": f"seed_task_{i}", "name": name, "instruction": instruction,
         "instances": [{"input": input, "output": output}], "is_classification": classification}
        for i, (name, instruction, input, output, classification) in enumerate(SEEDS)))
    dump(DATA / ROWS, ({"instruction": t, "input": "", "output": "", "source": "own"} for t in texts))
    dump(HERE / "rouge_tokens.jsonl", ({"id": i, "text": t, "tokens": tokens(t)} for i, t in enumerate(ODD)))
    dump(HERE / "rouge_pairs.jsonl", pairs(scorer, texts))
    dump(HERE / "rouge_boundary.jsonl", boundary(40))
    judged = list(novelty(scorer, texts))
    dump(HERE / "novelty_sequence.jsonl.gz", judged[:120])
    dump(HERE / "novelty_scale.jsonl.gz", (
        {"n": n, "file": ROWS, "line": n, "accepted": row["accepted"], "max_score": row["max_score"]}
        for n, row in enumerate(judged)))
    rejected = sum(not row["accepted"] for row in judged)
    print(len(judged), "rows judged,", rejected, "rejected")


if __name__ == "__main__":
    main()
