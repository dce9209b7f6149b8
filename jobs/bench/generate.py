#!/usr/bin/env python3
"""Compares token generation with that of transformers (with its cache): GPT-2 with random weights,
greedy and sampled; each run is a separate process, alternating between the two.

Needs torch 2.7.1, the version that Gristmill runs, and transformers (peers/requirements-train.txt).
"""

import argparse
import statistics
import sys

import measure

SHARED = ("rows", "prompt", "new", "width", "layers", "heads", "threads", "steps", "device")


def arguments():
    parser = argparse.ArgumentParser(prog="bench.sh generate", description=__doc__)
    parser.add_argument("--precisions", default="FULL,BF16")
    parser.add_argument("--runs", type=int, default=1, help="number of runs; reports the median")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    for name, value in dict(rows=8, prompt=32, new=64, width=768, layers=12, heads=12, threads=1,
                            steps=3).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def main():
    options = arguments()
    shared = [word for name in SHARED for word in (f"--{name}", getattr(options, name))]
    commands = {
        "Gristmill": [measure.BENCH, "generate-tokens"],
        "transformers": [sys.executable, measure.HERE / "peers" / "generate_transformers.py"],
    }
    rows = []
    for precision in options.precisions.split(","):
        for how, words in {"greedy": [], "drawn": ["--drawn"]}.items():
            own = shared + ["--precision", precision] + words
            reports = {name: [] for name in commands}
            for _ in range(options.runs):
                for name, command in commands.items():
                    reports[name].append(measure.run(command + own).report())
            ours = None
            for name, found in reports.items():
                cpu = statistics.median(r["cpu_seconds_per_step"] for r in found)
                wall = statistics.median(r["seconds_per_step"] for r in found)
                peak = max(r["peak_resident_mib"] for r in found)
                ours = ours or (cpu, peak)
                rows.append((f"{how} {precision}, {name}", cpu, wall, found[0]["tokens"] / cpu, peak,
                             cpu / ours[0], peak / ours[1]))
    measure.table(("tokens", "CPU s a batch", "wall s a batch", "tokens per CPU s", "peak MiB",
                   "CPU by ours", "peak by ours"), rows)


if __name__ == "__main__":
    main()
