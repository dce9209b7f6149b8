"""Writes training-texts.jsonl.gz: the token ids that TRL's trainers compute for rows rendered by chat templates.

    python make_training_texts.py [FOLDER FILE]      (transformers 5.23.0, trl 1.16; templates and conversations of common)

The first line holds the templates by name; every further line describes one row: template, trainer (sft or dpo), labels (value of
training-data.loss-on) and the row itself. For sft it has the token ids and the ranges [from, to) of tokens in the loss, without the
first token, which nothing predicts; for dpo the ids of prompt, chosen and rejected answer; "none" if the template or TRL rejects the row.
"kept" says whether the rendered conversation begins with the rendered prompt. With FOLDER, its *.jinja files replace our templates.
"""

import gzip
import json
import pathlib
import sys
from types import SimpleNamespace

import jinja2
from transformers import PreTrainedTokenizerFast
from trl import DPOTrainer, SFTTrainer
from trl.chat_template_utils import has_generation_markers
from trl.trainer import sft_trainer

HERE = pathlib.Path(__file__).parent
CHAT = HERE.parents[4] / "common" / "src" / "test" / "resources" / "chat"
sys.path.insert(0, str(CHAT))
sys.dont_write_bytecode = True
from conversations import CONVERSATIONS  # noqa: E402


def tokenizer(template):
    tokens = PreTrainedTokenizerFast(
        tokenizer_file=str(HERE.parent / "tokenizer" / "tokenizer.json"), bos_token="<|end|>", eos_token="<|end|>")
    tokens.chat_template = template
    return tokens


class Rows(list):
    """A data set over which TRL maps; unlike Dataset, it keeps values of any type."""

    column_names = property(lambda self: list(self[0]))

    def map(self, function, fn_kwargs=None, remove_columns=None, **_):
        removed = [remove_columns] if isinstance(remove_columns, str) else remove_columns or []
        rows = Rows()
        for row in self:
            mapped = {**row, **function(dict(row), **(fn_kwargs or {}))}
            rows.append({key: value for key, value in mapped.items() if key not in removed})
        return rows


sft_trainer.get_dataset_column_names = lambda rows: rows.column_names


def sft(row, template, labels):
    tokens = tokenizer(template)
    trainer = SimpleNamespace(_tokenizer=tokens, chat_template=None, completion_only_loss="prompt" in row and labels != "all")
    arguments = SimpleNamespace(
        dataset_num_proc=None, assistant_only_loss=labels == "assistant", max_length=None, dataset_text_field="text",
        truncation_mode="keep_start", shuffle_dataset=False)
    encoded = SFTTrainer._prepare_dataset(trainer, Rows([row]), tokens, arguments, False, None, "rows")[0]
    return {"ids": encoded["input_ids"], "learned": ranges(encoded["labels"])}


def ranges(labels):
    """Ranges [from, to) of positions, from the second one on, whose label is not -100."""
    result = []
    for place in range(1, len(labels)):
        if labels[place] != -100:
            if result and result[-1][1] == place:
                result[-1][1] = place + 1
            else:
                result.append([place, place + 1])
    return result


def dpo(row, template):
    tokens = tokenizer(template)
    arguments = SimpleNamespace(dataset_num_proc=None, max_length=None, truncation_mode="keep_start")
    encoded = DPOTrainer._prepare_dataset(SimpleNamespace(_tokenizer=tokens), Rows([row]), tokens, arguments, "rows")[0]
    return {key: encoded[key + "_ids"] for key in ("prompt", "chosen", "rejected")}


def row(chat, **columns):
    extra = {"tools": chat["tools"]} if "tools" in chat else {}
    if "variables" in chat:
        extra["chat_template_kwargs"] = chat["variables"]
    return {**columns, **extra}


def rows(chat, marked):
    """Yields (trainer, labels, row) for each training row of a conversation."""
    messages = chat["messages"]
    yield "sft", "assistant" if marked else "all", row(chat, messages=messages)
    if len(messages) < 2 or messages[-1]["role"] != "assistant":
        return
    prompt, answer = messages[:-1], messages[-1:]
    # With generation markers, TRL's completion includes the text after them unless both masks are on.
    yield "sft", "assistant" if marked else "response", row(chat, prompt=prompt, completion=answer)
    other = [{"role": "assistant", "content": "Nein, 아니요 🙅."}]
    yield "dpo", "assistant", row(chat, prompt=prompt, chosen=answer, rejected=other)
    if len(messages) == 2:
        yield "dpo", "assistant", row(chat, chosen=messages, rejected=prompt + other)


def encode(trainer, labels, one, template):
    try:
        return sft(one, template, labels) if trainer == "sft" else dpo(one, template)
    except (jinja2.TemplateError, TypeError, RuntimeError) as problem:  # RuntimeError: no assistant tokens
        return {"none": type(problem).__name__ + ": " + str(problem)[:80]}


def kept(one, template):
    """Returns whether a template renders the prompt the same alone and before each answer."""
    if "prompt" not in one:
        return True
    render = lambda messages, opened: tokenizer(template).apply_chat_template(
        messages, tokenize=False, add_generation_prompt=opened, tools=one.get("tools"),
        **one.get("chat_template_kwargs", {}))
    answers = [one[name] for name in ("completion", "chosen", "rejected") if name in one]
    prompt = render(one["prompt"], True)
    return all(render(one["prompt"] + answer, False).startswith(prompt) for answer in answers)


def cases(templates):
    for name, template in templates.items():
        marked = has_generation_markers(template)
        for title, chat in CONVERSATIONS.items():
            for trainer, labels, one in rows(chat, marked):
                out = encode(trainer, labels, one, template)
                if "none" not in out:
                    out["kept"] = kept(one, template)
                yield {"template": name, "title": title, "trainer": trainer, "labels": labels, "row": one, **out}


def main(folder):
    own = folder is None
    places = [CHAT / "templates" / (name + ".jinja") for name in ("turns", "tools", "growing", "bracketed")]
    templates = {path.stem: path.read_text(encoding="utf-8")
                 for path in (places if own else sorted(pathlib.Path(folder).glob("*.jinja")))}
    target = HERE / "training-texts.jsonl.gz" if own else pathlib.Path(sys.argv[2])
    lines = [json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n" for case in [{"templates": templates}, *cases(templates)]]
    target.write_bytes(gzip.compress("".join(lines).encode("utf-8"), mtime=0))


main(sys.argv[1] if len(sys.argv) > 1 else None)
