#!/usr/bin/env python3
"""Compares training steps with eager PyTorch (SDPA, fused AdamW): GPT-2 with random weights and a
loss on every token; each run is a separate process, alternating between the two.

Needs torch 2.7.1, the version that Gristmill runs, and transformers (peers/requirements-train.txt).
"""

import argparse
import statistics
import sys

import measure

SHARED = ("width", "layers", "heads", "threads", "steps", "device")


def arguments():
    parser = argparse.ArgumentParser(prog="bench.sh train", description=__doc__)
    parser.add_argument("--shapes", default="4x128,2x512", help="rows x columns of the batches")
    parser.add_argument("--precisions", default="FULL,BF16")
    parser.add_argument("--peers", default="plain,transformers", help="PyTorch models")
    parser.add_argument("--runs", type=int, default=1, help="number of runs; reports the median")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    for name, value in dict(width=768, layers=12, heads=12, threads=1, steps=5).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def main():
    options = arguments()
    shared = [word for name in SHARED for word in (f"--{name}", getattr(options, name))]
    python = [sys.executable, measure.HERE / "peers" / "train_torch.py"]
    commands = {"Gristmill": [measure.BENCH, "train-steps"]}
    for peer in options.peers.split(","):
        commands[peer] = python + ["--model", peer]
    rows = []
    for precision in options.precisions.split(","):
        for shape in options.shapes.split(","):
            height, width = shape.split("x")
            own = shared + ["--precision", precision, "--rows", height, "--columns", width]
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
                rows.append((f"{shape} {precision}, {name}", cpu, wall,
                             int(height) * int(width) / cpu, peak, cpu / ours[0], peak / ours[1]))
    measure.table(("steps", "CPU s a step", "wall s a step", "tokens per CPU s", "peak MiB",
                   "CPU by ours", "peak by ours"), rows)


if __name__ == "__main__":
    main()
