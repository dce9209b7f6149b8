"""Token generation by transformers with its cache: GPT-2 with random weights, all of them in BF16 if
that precision is selected. Prints one line of JSON."""

import argparse
import json
import resource
import time

import torch
from transformers import GPT2Config, GPT2LMHeadModel


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--precision", choices=["FULL", "BF16"], default="FULL")
    parser.add_argument("--device", default="cpu")
    for name, value in dict(rows=8, prompt=32, new=64, width=768, layers=12, heads=12, threads=1,
                            steps=3).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = GPT2LMHeadModel(GPT2Config(n_embd=options.width, n_layer=options.layers, n_head=options.heads,
                                       attn_implementation="sdpa")).eval()
    model.to(options.device, torch.bfloat16 if options.precision == "BF16" else torch.float32)
    model.generation_config.eos_token_id = None
    ids = torch.tensor([[(row * 977 + i * 31) % 50000 for i in range(options.prompt)]
                        for row in range(options.rows)], device=options.device)
    how = dict(do_sample=True, temperature=0.8, top_k=50, top_p=0.95) if options.drawn else dict(do_sample=False)

    def step():
        with torch.no_grad():
            written = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=options.new,
                                     pad_token_id=0, **how)
        return written[:, options.prompt:].numel()

    report = {"torch": torch.__version__, "tokens": step()}
    cpu, wall = time.process_time(), time.monotonic()
    for _ in range(options.steps):
        step()
    report["cpu_seconds_per_step"] = (time.process_time() - cpu) / options.steps
    report["seconds_per_step"] = (time.monotonic() - wall) / options.steps
    report["peak_resident_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(report))


if __name__ == "__main__":
    main()
