#!/usr/bin/env python3
"""Measures whole Spark jobs: wall time, CPU seconds of all processes, peak memory, rows kept.

Jobs that run a kernel in Spark (dedup, novelty) are compared with the kernel in a plain JVM, which
reads, joins and decides the same file. Options after -- are passed to the job.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import measure

KERNELS = {"dedup": ("COSINE", "0.75"), "novelty": ("ROUGE", "0.7")}
# The tokens of rouge-score, as in the kernel process; other settings have their defaults.
SETTINGS = {"novelty": ["--set", "novelty.word-splitting=ascii"]}


def arguments():
    parser = argparse.ArgumentParser(prog="bench.sh jobs", description=__doc__)
    parser.add_argument("--data", required=True, help="any file that gristmill reads")
    parser.add_argument("--field", default="instruction", help="column of the kernel and of --rows")
    parser.add_argument("--rows", type=int, help="recombine the file to this many rows first")
    parser.add_argument("--jobs", default="dedup", help="comma-separated; default dedup")
    parser.add_argument("--masters", default="local[2]", help="separated by blanks")
    parser.add_argument("--threads", type=int, default=2, help="threads of the kernel process")
    parser.add_argument("--runs", type=int, default=1, help="number of runs; reports the median")
    parser.add_argument("--seed", type=int, default=42, help="random seed of --rows")
    parser.add_argument("job_options", nargs="*", help="after --: options of the job")
    return parser.parse_args()


def spark_job(job, master, data, options, folder):
    out = Path(folder) / "out"
    command = [measure.HOME / "submit" / "gristmill", job, "--master", master]
    command += ["--input", data, "--output", out] + SETTINGS.get(job, []) + options.job_options

    cost = measure.median_run(
        options.runs, command, before=lambda: shutil.rmtree(out, ignore_errors=True)
    )
    return cost, json.loads((out / "run.json").read_text())


def counted(name, facts):
    """Sums a count over all fields of all stages; None if no stage reports it."""
    if isinstance(facts, dict):
        below = [counted(name, value) for key, value in facts.items() if key != name]
        below = [value for value in below if value is not None]
        own = facts.get(name)
        return own + sum(below) if isinstance(own, int) else (sum(below) if below else None)
    return None


def kernel(job, data, options):
    kind, threshold = KERNELS[job]
    command = [measure.BENCH, "process", kind, "--data", data, "--field", options.field]
    command += ["--threshold", threshold, "--threads", options.threads]
    cost = measure.median_run(options.runs, command)
    return cost, cost.report()


def main():
    options = arguments()
    rows = []
    with tempfile.TemporaryDirectory(prefix="gristmill-bench-") as folder:
        data = options.data
        if options.rows:
            data = measure.recombine(data, options.field, options.rows, folder, options.seed)
        # The launcher builds missing files and prepares fast starts, both without being measured.
        launcher = measure.HOME / "submit" / "gristmill"
        measure.run([launcher, "curate", "--output", Path(folder) / "warm"])
        for job in options.jobs.split(","):
            own = None
            if job in KERNELS:
                own, report = kernel(job, data, options)
                rows.append((f"{job}: kernel's own process", report["rows"], report["kept"],
                             report["visits"], report["survivors"], own.cpu, own.wall, own.peak,
                             1.0))
            for master in options.masters.split():
                cost, run = spark_job(job, master, data, options, folder)
                counts = run["counts"]
                facts = {stage["name"]: stage["facts"] for stage in run["stages"]}
                rows.append((f"{job}, {master}", counts["read"], counts["kept"],
                             counted("visits", facts), counted("survivors", facts), cost.cpu,
                             cost.wall, cost.peak, cost.cpu / own.cpu if own else None))
    measure.table(("run", "rows", "kept", "visits", "survivors", "CPU s", "wall s", "peak MiB",
                   "CPU ratio"), rows)


if __name__ == "__main__":
    main()
