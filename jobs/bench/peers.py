#!/usr/bin/env python3
"""Compares other tools with ours in one run: one process and thread each, CPU seconds, pairs.

Exact tools must find the same pairs as ours; for approximate tools, recall and precision are
reported against the exact pairs of the same rows. Survivors: rows kept when rows similar to an
earlier kept row are dropped. Ours is measured twice: each step warm (JMH), and as one cold process.
Requires a Python with the packages of peers/requirements.txt:
PYTHON=venv/bin/python jobs/bench/bench.sh peers --data FILE
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

import measure

PEERS = measure.HERE / "peers"
LOWER = 0.3  # F-measure at which a few rows yield enough pairs to compare with rouge-score


def arguments():
    parser = argparse.ArgumentParser(prog="bench.sh peers", description=__doc__)
    parser.add_argument("--data", required=True, help="JSON lines or array, plain or gzip")
    parser.add_argument("--field", default="instruction")
    parser.add_argument("--threshold", type=float, default=0.75, help="cosine")
    parser.add_argument("--rouge-threshold", type=float, default=0.7)
    parser.add_argument("--rows", type=int, help="first rows only; default all")
    parser.add_argument("--only", default="sklearn,topn,minhash,mllib,rouge")
    parser.add_argument("--mllib-rows", type=int, default=2500, help="rows for MLlib (slow)")
    parser.add_argument("--mllib-bucket", type=float, default=1.0)
    parser.add_argument("--mllib-tables", type=int, default=3)
    parser.add_argument("--minhash-rows", type=int, help="default all")
    parser.add_argument("--minhash-permutations", type=int, default=128)
    parser.add_argument("--minhash-jaccard", type=float, default=0.5)
    parser.add_argument("--rouge-rows", type=int, default=200, help="rows for rouge-score (slow)")
    return parser.parse_args()


class Texts:
    """The texts of a file, and files with the first of them."""

    def __init__(self, options, folder):
        self.folder = Path(folder)
        # Our reader and writer, so that every tool gets the same rows.
        whole = measure.run([measure.BENCH, "texts", "--data", options.data, "--field",
                             options.field] + (["--rows", options.rows] if options.rows else []))
        self.lines = whole.out.rstrip("\n").split("\n")

    def first(self, rows):
        lines = self.lines[: rows or len(self.lines)]
        path = self.folder / f"first-{len(lines)}.jsonl"
        if not path.exists():
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path, len(lines)

    def different(self, rows):
        """Returns the first rows with distinct rouge-score tokens."""
        kept = {}
        for line in self.lines:
            tokens = " ".join(re.findall("[a-z0-9]+", json.loads(line)["text"].lower()))
            if tokens and len(kept) < rows:
                kept.setdefault(tokens, line)
        path = self.folder / "different.jsonl"
        path.write_text("\n".join(kept.values()) + "\n", encoding="utf-8")
        return path, len(kept)


def read_pairs(path):
    pairs = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            left, right, similarity = line.split("\t")
            pairs[int(left), int(right)] = float(similarity)
    return pairs


def survivors(rows, pairs):
    """Counts kept rows under greedy removal: a row similar to an earlier kept row is dropped."""
    earlier = {}
    for left, right in pairs:
        earlier.setdefault(right, []).append(left)
    gone = set()
    for right in sorted(earlier):
        if any(left not in gone for left in earlier[right]):
            gone.add(right)
    return rows - len(gone)


class Ours:
    """Measures our cosine kernel on the first rows: each step warm, and the whole process."""

    def __init__(self, texts, rows, options, folder):
        path, self.rows = texts.first(rows)
        common = ["--data", path, "--field", "text", "--threshold", options.threshold]
        steps = measure.run([measure.BENCH, "kernels", "--json", "--only",
                             "cosine.vectorise,cosine.prepare,cosine.join"] + common)
        self.steps = {}
        for line in steps.out.splitlines():
            if line.startswith("{"):
                step = json.loads(line)
                self.steps[step["kernel"].split(".")[1]] = step
        self.join = self.steps["prepare"]["cpu_seconds"] + self.steps["join"]["cpu_seconds"]
        self.process = measure.run([measure.BENCH, "process", "COSINE"] + common)
        self.kept = self.process.report()["kept"]
        found = folder / f"ours-{self.rows}.tsv"
        measure.run([measure.BENCH, "process", "COSINE", "--pairs", found] + common)
        self.pairs = read_pairs(found)

    def row(self):
        return ("Gristmill", self.rows, self.steps["vectorise"]["cpu_seconds"], self.join,
                1.0, self.rows * (self.rows - 1) / 2 / self.join, self.process.cpu, 1.0,
                self.process.peak, len(self.pairs), 1.0, 1.0, self.kept)


def compare(name, script, texts, rows, options, folder, ours, exact, extra=()):
    """Measures one peer and our kernel on the first rows: a row of the table."""
    path, count = texts.first(rows)
    if count not in ours:
        ours[count] = Ours(texts, rows, options, folder)
    own = ours[count]
    found = folder / "peer.tsv"
    cost = measure.run([sys.executable, PEERS / script, "--texts", path, "--threshold",
                        options.threshold, "--pairs", found, *extra], one_thread=True)
    phases = cost.report()
    pairs = read_pairs(found)
    both = len(pairs.keys() & own.pairs.keys())
    if exact:
        check_equal(name, pairs, own.pairs, 1e-9)
    join = phases["join_cpu_seconds"]
    return (name, count, phases["vectorise_cpu_seconds"], join, join / own.join,
            count * (count - 1) / 2 / join, cost.cpu, cost.cpu / own.process.cpu, cost.peak,
            len(pairs), both / max(1, len(own.pairs)), both / max(1, len(pairs)),
            survivors(count, pairs))


def check_equal(name, theirs, ours, tolerance):
    """Fails unless both have the same pairs with the same similarities."""
    if theirs.keys() != ours.keys():
        only = sorted(theirs.keys() ^ ours.keys())[:5]
        raise SystemExit(f"{name}: {len(theirs)} pairs, ours {len(ours)}; not in both: {only}")
    worst = max((abs(theirs[pair] - ours[pair]) for pair in theirs), default=0.0)
    if worst > tolerance:
        raise SystemExit(f"{name}: similarities differ by {worst}")
    print(f"{name}: {len(theirs)} pairs equal to ours, similarities within {worst:.1e}\n")


def rouge(texts, options, folder):
    """Measures rouge-score on every pair of a few rows, ours on these and on all rows."""
    path, few = texts.different(options.rouge_rows)
    found = folder / "peer.tsv"
    cost = measure.run([sys.executable, PEERS / "rouge_google.py", "--texts", path,
                        "--threshold", LOWER, "--pairs", found], one_thread=True)
    theirs = few * (few - 1) / 2 / cost.report()["join_cpu_seconds"]
    own = folder / "ours.tsv"
    measure.run([measure.BENCH, "process", "ROUGE", "--data", path, "--field", "text",
                 "--threshold", LOWER, "--pairs", own])
    check_equal(f"rouge-score, {few} rows, F above {LOWER}", read_pairs(found), read_pairs(own), 0)

    whole, rows = texts.first(None)
    steps = measure.run([measure.BENCH, "kernels", "--json", "--only", "rouge.tokens,rouge.join",
                         "--data", whole, "--field", "text",
                         "--rouge-threshold", options.rouge_threshold])
    seconds = {}
    for line in steps.out.splitlines():
        if line.startswith("{"):
            step = json.loads(line)
            seconds[step["kernel"]] = step["cpu_seconds"]
    ours = rows * (rows - 1) / 2 / sum(seconds.values())
    measure.table(
        ("ROUGE-L", "rows", "pairs/s of one thread", "times"),
        [("Gristmill, tokens and join", rows, ours, ours / theirs),
         ("rouge-score", few, theirs, 1.0)],
    )


def cosine(texts, options, folder):
    wanted = options.only.split(",")
    ours, rows = {}, []
    common = (texts, options.rows)
    if "sklearn" in wanted:
        rows.append(
            compare("scikit-learn", "cosine_sklearn.py", *common, options, folder, ours, True))
    if "topn" in wanted:
        rows.append(
            compare("sparse_dot_topn", "cosine_topn.py", *common, options, folder, ours, True))
    if "minhash" in wanted:
        rows.append(compare(
            f"datasketch MinHash LSH, {options.minhash_permutations} permutations, "
            f"Jaccard {options.minhash_jaccard}", "lsh_minhash.py", texts,
            options.minhash_rows or options.rows, options, folder, ours, False,
            ("--jaccard", options.minhash_jaccard, "--permutations", options.minhash_permutations)))
    if "mllib" in wanted:
        rows.append(compare(
            f"MLlib random projection LSH, bucket {options.mllib_bucket:g}, "
            f"{options.mllib_tables} tables", "lsh_mllib.py", texts, options.mllib_rows, options,
            folder, ours, False,
            ("--bucket", options.mllib_bucket, "--tables", options.mllib_tables)))
    rows = [own.row() for own in ours.values()] + rows
    rows.sort(key=lambda row: -row[1])
    measure.table(("cosine", "rows", "vectorise CPU s", "join CPU s", "times ours", "pairs/s",
                   "process CPU s", "times ours", "peak MiB", "pairs", "recall", "precision",
                   "survivors"), rows)
    print()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="gristmill-bench-") as name:
        folder = Path(name)
        texts = Texts(options, folder)
        if options.only != "rouge":
            cosine(texts, options, folder)
        if "rouge" in options.only.split(","):
            rouge(texts, options, folder)


if __name__ == "__main__":
    main()
