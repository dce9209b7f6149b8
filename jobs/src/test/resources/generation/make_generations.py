"""Lets the models of ../models write with transformers, and writes down what they wrote.

    python make_generations.py [FILE]     (torch 2.7.1, transformers 5.23.0)

generations.jsonl, a line a model and set of end tokens:
  model, ends      end tokens; none at first, then one that is written early by the first of them
  most             new tokens asked for
  prompts, answers token lists of unequal lengths; an answer has the end token if it came to that
Greedy, each prompt alone, with the cache. That a batch padded on the left gives the same is asserted, but for
phi3-long, where transformers takes other factors for a row when another row is long.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

HERE = Path(__file__).parent
MODELS = HERE.parent / "models"
LENGTHS = [5, 1, 9, 3, 13, 2]
MOST = 14


def written(model, prompts, ends, pads):
    width = max(len(prompt) for prompt in prompts)
    ids = torch.tensor([[0] * (width - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
    with torch.no_grad():
        out = model.generate(input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=MOST,
                             eos_token_id=ends or None, pad_token_id=pads, use_cache=True)
    answers = []
    for row in out[:, width:].tolist():
        stop = next((i for i, token in enumerate(row) if token in ends), len(row) - 1)
        answers.append(row[: stop + 1])
    return answers


def runs(name, seed):
    model = AutoModelForCausalLM.from_pretrained(MODELS / name, dtype=torch.float32).eval()
    model.generation_config.eos_token_id = None
    generator = torch.Generator().manual_seed(2000 + seed)
    prompts = [torch.randint(3, model.config.vocab_size, (n,), generator=generator).tolist() for n in LENGTHS]
    alone = [written(model, [prompt], [], 0)[0] for prompt in prompts]
    for ends in [], [alone[0][4], alone[2][7]]:
        answers = [written(model, [prompt], ends, 0)[0] for prompt in prompts]
        if name != "phi3-long":
            assert written(model, prompts, ends, 0) == answers, name
        yield {"model": name, "ends": ends, "most": MOST, "prompts": prompts, "answers": answers}


def main(file):
    torch.set_num_threads(1)
    with open(file, "w") as out:
        for seed, path in enumerate(sorted(p for p in MODELS.iterdir() if p.is_dir())):
            for run in runs(path.name, seed):
                out.write(json.dumps(run, separators=(",", ":")) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else HERE / "generations.jsonl")
