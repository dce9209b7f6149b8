"""Training steps in eager PyTorch with scaled_dot_product_attention and the fused AdamW: the GPT-2 of
transformers, or the plain one below, which contains only the arithmetic. Prints one line of JSON."""

import argparse
import json
import resource
import time

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, h):
        b, t, width = h.shape
        q, k, v = self.qkv(self.norm1(h)).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        h = h + self.out(a.transpose(1, 2).reshape(b, t, width))
        return h + self.down(F.gelu(self.up(self.norm2(h)), approximate="tanh"))


class Plain(nn.Module):
    def __init__(self, width, layers, heads):
        super().__init__()
        self.tokens, self.places = nn.Embedding(50257, width), nn.Embedding(1024, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        for embedding in (self.tokens, self.places):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, ids):
        h = self.tokens(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        for block in self.blocks:
            h = block(h)
        logits = F.linear(self.norm(h), self.tokens.weight)
        return F.cross_entropy(logits[:, :-1].flatten(0, 1).float(), ids[:, 1:].flatten())


def transformers_model(options):
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(n_embd=options.width, n_layer=options.layers, n_head=options.heads,
                        resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, attn_implementation="sdpa")
    model = GPT2LMHeadModel(config).train()
    return model, lambda ids: model(input_ids=ids, labels=ids).loss


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=["plain", "transformers"], default="plain")
    parser.add_argument("--precision", choices=["FULL", "BF16"], default="FULL")
    parser.add_argument("--device", default="cpu")
    for name, value in dict(rows=4, columns=128, width=768, layers=12, heads=12, threads=1,
                            steps=5).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    if options.model == "plain":
        model = loss_of = Plain(options.width, options.layers, options.heads)
    else:
        model, loss_of = transformers_model(options)
    model.to(options.device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0, fused=True)
    ids = (torch.arange(options.rows * options.columns) * 7919 % 50257).view(options.rows, -1)
    ids = ids.to(options.device)

    def step():
        with torch.autocast(torch.device(options.device).type, dtype=torch.bfloat16,
                            enabled=options.precision == "BF16"):
            loss = loss_of(ids)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return loss.item()

    report = {"torch": torch.__version__, "first_loss": step()}
    cpu, wall = time.process_time(), time.monotonic()
    for _ in range(options.steps):
        report["last_loss"] = step()
    report["cpu_seconds_per_step"] = (time.process_time() - cpu) / options.steps
    report["seconds_per_step"] = (time.monotonic() - wall) / options.steps
    report["peak_resident_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(report))


if __name__ == "__main__":
    main()
