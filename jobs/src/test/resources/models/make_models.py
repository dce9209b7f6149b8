"""Makes the tiny random models of this folder, one of each family, and what transformers says of them.

    python make_models.py FOLDER        (torch 2.7.1, transformers 5.23.0, safetensors 0.8.0)

Beside each model lies expected.safetensors:
  input_ids      (2, T) int64; the second row is shorter, the rest of it is right padding
  attention_mask (2, T) int64
  labels         (2, T) int64; -100 where there is no loss: padding and the first tokens of a row
  logits         (2, T, V) float32, of use where attention_mask is 1
  loss           mean over the labels, float64
  grads          (P, 2) float64: of each parameter, by sorted name, its gradient's norm and the sum of
                 grad[i] * cos(i)
  short          of phi3-long alone: the logits of the first 6 tokens, which take the other factors
All in float32 from the weights as stored.
"""

import math
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import (
    GPT2Config,
    LlamaConfig,
    MistralConfig,
    Phi3Config,
    Qwen2Config,
    Qwen3Config,
    AutoModelForCausalLM,
)

V, T = 32, 16
SMALL = dict(vocab_size=V, hidden_size=16, intermediate_size=20, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=32, bos_token_id=1, eos_token_id=2, pad_token_id=0)


def small(**changes):
    return {**SMALL, **changes}


MODELS = {
    "gpt2": (GPT2Config(vocab_size=V, n_positions=32, n_embd=16, n_layer=2, n_head=4, n_inner=20, bos_token_id=1,
                        eos_token_id=2, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0), torch.float32, None),
    "llama": (LlamaConfig(**small(num_key_value_heads=4)), torch.float16, "5KB"),
    "llama-biases": (LlamaConfig(**small(attention_bias=True, mlp_bias=True, head_dim=6, rms_norm_eps=1e-5)),
                     torch.float16, None),
    "llama3": (LlamaConfig(**small(tie_word_embeddings=True, rope_parameters=dict(
        rope_type="llama3", rope_theta=50000.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0,
        original_max_position_embeddings=8))), torch.bfloat16, None),
    "llama-linear": (LlamaConfig(**small(num_hidden_layers=1, rope_parameters=dict(
        rope_type="linear", rope_theta=10000.0, factor=2.0))), torch.bfloat16, None),
    "mistral": (MistralConfig(**small(sliding_window=6)), torch.float16, None),
    "qwen2": (Qwen2Config(**small(tie_word_embeddings=True)), torch.bfloat16, None),
    "qwen2-window": (Qwen2Config(**small(use_sliding_window=True, sliding_window=5, max_window_layers=1)),
                     torch.bfloat16, None),
    "qwen3": (Qwen3Config(**small(head_dim=8)), torch.bfloat16, None),
    "phi3": (Phi3Config(**small(sliding_window=7, resid_pdrop=0.0)), torch.bfloat16, None),
    "phi3-long": (Phi3Config(**small(num_hidden_layers=1, max_position_embeddings=32,
                                     original_max_position_embeddings=8, rope_parameters=dict(
        rope_type="longrope", rope_theta=10000.0, short_factor=[1.0, 1.25], long_factor=[1.5, 3.0],
        original_max_position_embeddings=8))), torch.bfloat16, None),
}


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            noise = torch.randn(weight.shape, generator=generator)
            weight.copy_(1 + 0.2 * noise if weight.dim() == 1 and name.endswith("weight") else 0.3 * noise)


def batch(seed):
    generator = torch.Generator().manual_seed(1000 + seed)
    ids = torch.randint(3, V, (2, T), generator=generator)
    mask = torch.ones_like(ids)
    mask[1, T - 6:] = 0
    ids[mask == 0] = 0
    labels = ids.clone()
    labels[mask == 0] = -100
    labels[0, :4] = -100
    labels[1, :7] = -100
    return ids, mask, labels


def expected(model, name, seed):
    ids, mask, labels = batch(seed)
    model.float().eval()
    out = model(input_ids=ids, attention_mask=mask, labels=labels)
    out.loss.backward()
    tensors = {"input_ids": ids, "attention_mask": mask, "labels": labels, "logits": out.logits.detach().contiguous(),
               "loss": out.loss.detach().double().reshape(1)}
    grads = []
    for _, weight in sorted(model.named_parameters()):
        grad = weight.grad.double().flatten()
        waves = torch.cos(torch.arange(grad.numel(), dtype=torch.float64))
        grads.append(torch.stack([grad.norm(), (grad * waves).sum()]))
    tensors["grads"] = torch.stack(grads)
    if name == "phi3-long":
        tensors["short"] = model(input_ids=ids[:, :6]).logits.detach().contiguous()
    return tensors


def main(folder):
    torch.set_num_threads(1)
    for seed, (name, (config, dtype, shard)) in enumerate(MODELS.items()):
        torch.manual_seed(seed)
        model = AutoModelForCausalLM.from_config(config)
        randomise(model, seed)
        path = Path(folder) / name
        model.to(dtype).save_pretrained(path, **({"max_shard_size": shard} if shard else {}))
        (path / "generation_config.json").unlink(missing_ok=True)
        loaded = AutoModelForCausalLM.from_pretrained(path, dtype=dtype)
        save_file(expected(loaded, name, seed), path / "expected.safetensors")


main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
