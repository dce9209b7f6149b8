"""Shared by the peers: reads texts, writes pairs and a line of JSON, measures CPU by phase."""

import argparse
import json
import re
import time


def parser(description):
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--texts", required=True, help="JSON lines with a field text")
    arguments.add_argument("--threshold", type=float, required=True)
    arguments.add_argument("--pairs", required=True, help="file to write: row, row, similarity")
    return arguments


def texts(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def plain(text):
    """Lower-cases text and removes all but word characters and white space."""
    return re.sub(r"[^\w\s]", "", text.lower())


def tfidf(documents):
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(stop_words=None, analyzer="char", ngram_range=(1, 3))
    return vectorizer.fit_transform([plain(text) for text in documents])


class Clock:
    """Processor seconds of this process by phase."""

    def __init__(self, cpu=time.process_time):
        self.cpu = cpu
        self.last = cpu()
        self.phases = {}

    def lap(self, phase):
        now = self.cpu()
        self.phases[phase + "_cpu_seconds"] = now - self.last
        self.last = now


def report(clock, pairs, path, **more):
    """Writes (row, row, similarity) with the smaller row first, and prints the report."""
    count = 0
    with open(path, "w", encoding="utf-8") as out:
        for left, right, similarity in pairs:
            out.write(f"{min(left, right)}\t{max(left, right)}\t{similarity!r}\n")
            count += 1
    print(json.dumps({**clock.phases, "pairs": count, **more}))
