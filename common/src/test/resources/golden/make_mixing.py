"""Makes mixing.jsonl: seed document 004's counts and FLAN's rates, in plain Python.

    python3 make_mixing.py > mixing.jsonl
"""
import json
import math
import random


def seed004_counts(sizes, weights, total):
    whole = sum(weights.values())
    return {name: min(size, math.floor(total * weights.get(name, 1.0) / whole)) for name, size in sizes.items()}


def shares(numbers):
    whole = sum(numbers.values())
    return {name: number / whole for name, number in numbers.items()}


def main():
    draw = random.Random(20240)
    names = ["essays", "maths", "번역", "poetry", "sql", "tables", "chat"]
    for number in range(24):
        chosen = draw.sample(names, draw.randint(1, len(names)))
        sizes = {name: draw.choice([1, 7, 60, 999, 4000, 52002, 700000]) for name in chosen}
        weighted = draw.sample(chosen, draw.randint(1, len(chosen)))
        weights = {name: draw.choice([0.25, 1.0, 2.0, 3.5]) for name in weighted}
        total = draw.choice([10, 500, 20000, 90000])
        cap = draw.choice([1, 3000, 30000])
        temperature = draw.choice([1.0, 2.0, 3.0, 8.0])
        counts = seed004_counts(sizes, weights, total)
        capped = shares({name: min(size, cap) for name, size in sizes.items()})
        warm = shares({name: rate ** (1 / temperature) for name, rate in capped.items()})
        print(json.dumps({
            "id": number, "sizes": sizes, "weights": weights, "total_size": total,
            "seed004_counts": counts, "seed004_result_size": min(total, sum(counts.values())),
            "cap": cap, "examples_proportional": capped,
            "temperature": temperature, "temperature_rates": warm}, ensure_ascii=False))


if __name__ == "__main__":
    main()
