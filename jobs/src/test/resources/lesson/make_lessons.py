"""Makes lessons.jsonl.gz: what TRL's trainers make of rows by chat templates.

    python make_lessons.py [FOLDER FILE]      (transformers 5.23.0, trl 1.16; templates and conversations of common)

The templates by name, then a line a row: template, trainer (sft or dpo), labels as our setting has them, the row itself, and either ids and the
places of learned tokens as [from, to) (sft; without the first token, before which nothing stands), or prompt, chosen
and rejected ids (dpo), or "none" where the template or TRL refuses the row. "kept" says whether the text of the prompt
is how the text with the answer begins. With a folder the templates are its *.jinja instead of ours.
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
    """Rows as a data set that keeps values of any type: what TRL maps over."""

    column_names = property(lambda self: list(self[0]))

    def map(self, function, fn_kwargs=None, remove_columns=None, **_):
        gone = [remove_columns] if isinstance(remove_columns, str) else remove_columns or []
        rows = Rows()
        for row in self:
            made = {**row, **function(dict(row), **(fn_kwargs or {}))}
            rows.append({key: value for key, value in made.items() if key not in gone})
        return rows


sft_trainer.get_dataset_column_names = lambda rows: rows.column_names


def sft(row, template, labels):
    tokens = tokenizer(template)
    trainer = SimpleNamespace(_tokenizer=tokens, chat_template=None, completion_only_loss="prompt" in row and labels != "all")
    arguments = SimpleNamespace(
        dataset_num_proc=None, assistant_only_loss=labels == "assistant", max_length=None, dataset_text_field="text",
        truncation_mode="keep_start", shuffle_dataset=False)
    made = SFTTrainer._prepare_dataset(trainer, Rows([row]), tokens, arguments, False, None, "rows")[0]
    return {"ids": made["input_ids"], "learned": ranges(made["labels"])}


def ranges(labels):
    """Places that are not -100, from the second on."""
    found = []
    for place in range(1, len(labels)):
        if labels[place] != -100:
            if found and found[-1][1] == place:
                found[-1][1] = place + 1
            else:
                found.append([place, place + 1])
    return found


def dpo(row, template):
    tokens = tokenizer(template)
    arguments = SimpleNamespace(dataset_num_proc=None, max_length=None, truncation_mode="keep_start")
    made = DPOTrainer._prepare_dataset(SimpleNamespace(_tokenizer=tokens), Rows([row]), tokens, arguments, "rows")[0]
    return {key: made[key + "_ids"] for key in ("prompt", "chosen", "rejected")}


def row(chat, **columns):
    beside = {"tools": chat["tools"]} if "tools" in chat else {}
    if "variables" in chat:
        beside["chat_template_kwargs"] = chat["variables"]
    return {**columns, **beside}


def rows(chat, marked):
    """Rows of a conversation: trainer, labels, row."""
    messages = chat["messages"]
    yield "sft", "assistant" if marked else "all", row(chat, messages=messages)
    if len(messages) < 2 or messages[-1]["role"] != "assistant":
        return
    prompt, answer = messages[:-1], messages[-1:]
    # With marks TRL's completion has what the template writes behind them too, unless both masks are on.
    yield "sft", "assistant" if marked else "response", row(chat, prompt=prompt, completion=answer)
    other = [{"role": "assistant", "content": "Nein, 아니요 🙅."}]
    yield "dpo", "assistant", row(chat, prompt=prompt, chosen=answer, rejected=other)
    if len(messages) == 2:
        yield "dpo", "assistant", row(chat, chosen=messages, rejected=prompt + other)


def made(trainer, labels, one, template):
    try:
        return sft(one, template, labels) if trainer == "sft" else dpo(one, template)
    except (jinja2.TemplateError, TypeError, RuntimeError) as problem:  # RuntimeError: nothing is the assistant's
        return {"none": type(problem).__name__ + ": " + str(problem)[:80]}


def kept(one, template):
    """Whether a template writes the prompt alike alone and before the answers."""
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
                out = made(trainer, labels, one, template)
                if "none" not in out:
                    out["kept"] = kept(one, template)
                yield {"template": name, "title": title, "trainer": trainer, "labels": labels, "row": one, **out}


def main(folder):
    own = folder is None
    places = [CHAT / "templates" / (name + ".jinja") for name in ("turns", "tools", "growing", "bracketed")]
    templates = {path.stem: path.read_text(encoding="utf-8")
                 for path in (places if own else sorted(pathlib.Path(folder).glob("*.jinja")))}
    target = HERE / "lessons.jsonl.gz" if own else pathlib.Path(sys.argv[2])
    lines = [json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n" for case in [{"templates": templates}, *cases(templates)]]
    target.write_bytes(gzip.compress("".join(lines).encode("utf-8"), mtime=0))


main(sys.argv[1] if len(sys.argv) > 1 else None)
