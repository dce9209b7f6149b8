#!/usr/bin/env python3
"""Measures how the cost of a kernel grows with the number of rows, recombined from one file.

Each size is a file whose rows combine the halves of two real rows (fixed seed), so lengths and
character n-grams resemble real text at every size; duplicate rates do not.
"""

import argparse
import tempfile

import measure

SIZES = "13000,26000,50000,100000,200000"


def arguments():
    parser = argparse.ArgumentParser(prog="bench.sh growth", description=__doc__)
    parser.add_argument("--data", required=True, help="JSON lines or array, plain or gzip")
    parser.add_argument("--field", default="instruction")
    parser.add_argument("--kernel", default="COSINE", choices=("COSINE", "ROUGE"))
    parser.add_argument("--threshold", help="default 0.75 for COSINE, 0.7 for ROUGE")
    parser.add_argument("--sizes", default=SIZES, help=f"default {SIZES}")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1, help="number of runs; reports the median")
    parser.add_argument("--seed", type=int, default=42)
    return parser.parse_args()


def costs(options, threshold, data):
    """Measures the join alone, warm, and the whole process, cold."""
    common = ["--data", data, "--field", options.field, "--threads", options.threads]
    name = "--threshold" if options.kernel == "COSINE" else "--rouge-threshold"
    join = measure.run(
        [measure.BENCH, "kernels", "--json", "--only", f"{options.kernel.lower()}.join"]
        + ["--warmup", 1, "--runs", options.runs, name, threshold]
        + common
    )
    process = [measure.BENCH, "process", options.kernel, "--threshold", threshold] + common
    return join.report(), measure.median_run(options.runs, process)


def main():
    options = arguments()
    sizes = [int(size) for size in options.sizes.split(",")]
    if len(set(sizes)) < 2:
        raise SystemExit("--sizes needs two sizes at least")
    threshold = options.threshold or {"COSINE": "0.75", "ROUGE": "0.7"}[options.kernel]
    rows = []
    with tempfile.TemporaryDirectory(prefix="gristmill-bench-") as folder:
        for size in sizes:
            data = measure.recombine(options.data, options.field, size, folder, options.seed)
            join, process = costs(options, threshold, data)
            rows.append((size, process.report()["kept"], join["pairs"], join["visits"],
                         join["survivors"], join["cpu_seconds"], join["pairs_per_second"],
                         process.cpu, process.peak))
            data.unlink()
    titles = ("rows", "kept", "pairs", "visits", "survivors", "join CPU s", "pairs/s",
              "process CPU s", "peak MiB")
    measure.table(titles, rows)
    print()
    for title, column in (("join CPU s", 5), ("process CPU s", 7), ("visits", 3)):
        print(f"{title} grow as rows^{measure.exponent(sizes, [r[column] for r in rows]):.2f}")


if __name__ == "__main__":
    main()
