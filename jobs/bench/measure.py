"""Runs a process and measures its cost. Standard library only."""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent
BENCH = HERE / "bench.sh"


@dataclass(frozen=True)
class Cost:
    """User and system seconds and peak MiB of a process, including the children it waited for."""

    cpu: float
    wall: float
    peak: float
    out: str

    def report(self):
        """The last line of standard output that is a JSON object."""
        for line in reversed(self.out.splitlines()):
            if line.startswith("{"):
                return json.loads(line)
        raise SystemExit(f"no JSON in the output:\n{self.out}")


def run(command, one_thread=False, accepted=(0,)):
    """Runs a command to its end; passes on its standard error only if it fails."""
    environment = dict(os.environ)
    if one_thread:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            environment[name] = "1"
    words = [str(word) for word in command]
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True
        )
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
        reader.start()
        _, status, used = os.wait4(process.pid, 0)
        reader.join()
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            errors.seek(0)
            sys.stderr.write(errors.read()[-4000:])
            raise SystemExit(f"{' '.join(words[:3])} ... ended with {process.returncode}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    cpu = used.ru_utime + used.ru_stime
    return Cost(cpu, time.monotonic() - start, used.ru_maxrss / unit, "".join(lines))


def median_run(runs, command, before=lambda: None):
    """Returns the run with the median CPU time; calls `before` before each run to clean up."""
    costs = []
    for _ in range(runs):
        before()
        costs.append(run(command))
    costs.sort(key=lambda cost: cost.cpu)
    return replace(costs[len(costs) // 2], wall=statistics.median(c.wall for c in costs))


def recombine(data, field, size, folder, seed):
    """Returns a file of `size` rows recombined from `data`, written once per size and folder."""
    path = Path(folder) / f"recombined-{size}.jsonl"
    run([BENCH, "recombine", "--data", data, "--field", field, "--size", size]
        + ["--seed", seed, "--output", path])
    return path


def exponent(sizes, values):
    """Returns the least-squares slope of log value over log size: the exponent of growth."""
    x = [math.log(size) for size in sizes]
    y = [math.log(max(value, 1e-9)) for value in values]
    mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
    above = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y))
    return above / sum((a - mean_x) ** 2 for a in x)


def table(titles, rows):
    """Prints a Markdown table with right-aligned numbers."""
    print("| " + " | ".join(titles) + " |")
    print("|" + "|".join([" --- "] + [" ---: "] * (len(titles) - 1)) + "|")
    for row in rows:
        print("| " + " | ".join(shown(value) for value in row) + " |")


def shown(value):
    if value is None:
        return ""
    if isinstance(value, float):
        if value != 0 and (abs(value) >= 1e6 or abs(value) < 1e-3):
            return f"{value:.2g}"
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
