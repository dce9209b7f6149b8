"""Makes adapters with peft for models of ../models, what peft says with them, and how peft trains some.

    python make_adapters.py [FOLDER]     (torch 2.7.1, transformers 5.23.0, peft 0.21.2, trl 1.16, accelerate,
                                         datasets, safetensors 0.8.0)
    python make_adapters.py --check ADAPTER MODEL EXPECTED

A folder a model with adapter_config.json, adapter_model.safetensors and expected.safetensors:
  input_ids (2, 9) int64
  logits    (2, 9, V) float32 with the adapters
trajectories.jsonl, a line a model: as ../models/make_trajectories.py has it, but the adapters of the folder are
trained, dropout is 0 and "ends" is of them.
preferences.jsonl, likewise, as ../models/make_dpo_trajectories.py has it: the reference is the model without adapters,
as TRL takes it for adapters that it puts on itself.

With --check: reads adapters that others wrote and prints the largest difference of the logits from EXPECTED, a file
as above.
"""

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model, load_peft_weights, set_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, TrainingArguments

HERE = Path(__file__).parent
MODELS = HERE.parent / "models"

ADAPTERS = {
    "gpt2": dict(r=4, lora_alpha=6, target_modules=["c_attn", "mlp.c_proj"]),
    "llama": dict(r=2, lora_alpha=4, target_modules=["q_proj", "v_proj"], lora_dropout=0.1),
    "llama-biases": dict(r=3, lora_alpha=4.5, target_modules="all-linear"),
    "mistral": dict(r=1, lora_alpha=1, target_modules=["o_proj", "down_proj"]),
    "qwen2": dict(r=2, lora_alpha=2, target_modules=["k_proj", "gate_proj"]),
    "qwen3": dict(r=2, lora_alpha=8, target_modules="all-linear"),
    "phi3": dict(r=2, lora_alpha=2, target_modules=["qkv_proj", "gate_up_proj"]),
}

TRAINED = {
    "gpt2": (11, dict(learning_rate=1e-2, weight_decay=0.1, max_grad_norm=1.0, warmup_steps=5,
                      lr_scheduler_type="cosine")),
    "phi3": (12, dict(learning_rate=5e-3, weight_decay=0.0, max_grad_norm=0.5, warmup_steps=0,
                      lr_scheduler_type="constant")),
}

CLIPPED = dict(learning_rate=5e-3, weight_decay=0.1, max_grad_norm=1.0, warmup_steps=5, lr_scheduler_type="cosine")
FREE = dict(learning_rate=2e-3, weight_decay=0.0, max_grad_norm=0.0, warmup_steps=0, lr_scheduler_type="linear")
PREFERRED = {
    "gpt2": (21, "sigmoid", 0.1, 0.0, 2, 2, CLIPPED),
    "phi3": (22, "sigmoid", 0.3, 0.7, 3, 1, FREE),
    "qwen3": (23, "ipo", 0.2, 0.0, 3, 1, CLIPPED),
}


def base(name):
    return AutoModelForCausalLM.from_pretrained(MODELS / name, dtype=torch.float32)


def make(folder, seed, name, settings):
    torch.manual_seed(seed)
    model = get_peft_model(base(name), LoraConfig(task_type="CAUSAL_LM", **settings))
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for key, weight in model.named_parameters():
            if "lora_B" in key:
                weight.copy_(0.3 * torch.randn(weight.shape, generator=generator))
    path = Path(folder) / name
    model.save_pretrained(path)
    (path / "README.md").unlink(missing_ok=True)
    config = json.loads((path / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = name
    config["target_modules"] = sorted(config["target_modules"])
    (path / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")
    loaded = PeftModel.from_pretrained(base(name), path).eval()
    ids = torch.randint(3, loaded.config.vocab_size, (2, 9), generator=generator)
    with torch.no_grad():
        save_file({"input_ids": ids, "logits": loaded(input_ids=ids).logits.contiguous()},
                  path / "expected.safetensors")


def script(name):
    # Its last line makes the models' own: leave that out.
    spec = importlib.util.spec_from_loader(name, loader=None)
    module = importlib.util.module_from_spec(spec)
    source = (MODELS / f"{name}.py").read_text()
    exec(source[: source.rindex("main(")], module.__dict__)
    return module


def train(folder, name, seed, settings):
    runs = script("make_trajectories")
    model = PeftModel.from_pretrained(base(name), Path(folder) / name, is_trainable=True)
    rows = runs.examples(seed, model.config.vocab_size)
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            scratch, use_cpu=True, per_device_train_batch_size=runs.BATCH,
            gradient_accumulation_steps=runs.ACCUMULATION, max_steps=runs.STEPS, logging_steps=1,
            logging_strategy="steps", save_strategy="no", report_to=[], optim="adamw_torch", disable_tqdm=True,
            **settings)
        trainer = runs.InOrder(model=model, args=arguments, train_dataset=rows, data_collator=runs.collate)
        trainer.train()
        log = [entry for entry in trainer.state.log_history if "grad_norm" in entry]
    ends = []
    for _, weight in sorted((n, w) for n, w in model.named_parameters() if w.requires_grad):
        flat = weight.detach().double().flatten()
        waves = torch.cos(torch.arange(flat.numel(), dtype=torch.float64))
        ends.append([float(flat.norm()), float((flat * waves).sum())])
    return {
        "model": name, "batch": runs.BATCH, "accumulation": runs.ACCUMULATION, "settings": settings,
        "examples": [[row["input_ids"], row["labels"]] for row in rows],
        "loss": [entry["loss"] for entry in log], "grad_norm": [entry["grad_norm"] for entry in log],
        "learning_rate": [entry["learning_rate"] for entry in log], "ends": ends,
    }


def prefer(folder, name, *run):
    path = Path(folder) / name
    lora = LoraConfig.from_pretrained(path)
    lora.inference_mode = False
    # TRL would take adapters that are already on, not the model without them, for the reference.
    return script("make_dpo_trajectories").follow(
        name, base(name), *run, peft_config=lora,
        begin=lambda model: set_peft_model_state_dict(model, load_peft_weights(path)))


def main(folder):
    torch.set_num_threads(1)
    for seed, (name, settings) in enumerate(ADAPTERS.items()):
        make(folder, seed, name, settings)
    with open(Path(folder) / "trajectories.jsonl", "w") as out:
        for name, (seed, settings) in TRAINED.items():
            out.write(json.dumps(train(folder, name, seed, settings), separators=(",", ":")) + "\n")
    with open(Path(folder) / "preferences.jsonl", "w") as out:
        for name, run in PREFERRED.items():
            out.write(json.dumps(prefer(folder, name, *run), separators=(",", ":")) + "\n")


def check(adapter, model, expected):
    loaded = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32), adapter)
    tensors = load_file(expected)
    with torch.no_grad():
        logits = loaded.eval()(input_ids=tensors["input_ids"]).logits
    print(float((logits - tensors["logits"]).abs().max()))


if sys.argv[1:2] == ["--check"]:
    check(*sys.argv[2:])
else:
    main(sys.argv[1] if len(sys.argv) > 1 else HERE)
