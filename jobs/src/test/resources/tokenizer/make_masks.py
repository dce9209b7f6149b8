"""Makes masks.json: the tokens and assistant masks that transformers 5 gives conversations.

    python make_masks.py      (tokenizer.json beside it, templates and conversations of common)
"""

import json
import pathlib
import sys

from transformers import PreTrainedTokenizerFast

HERE = pathlib.Path(__file__).parent
CHAT = HERE.parents[4] / "common" / "src" / "test" / "resources" / "chat"
sys.path.insert(0, str(CHAT))
sys.dont_write_bytecode = True
from conversations import CONVERSATIONS  # noqa: E402

cases = []
for name in ("turns.jinja", "tools.jinja"):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(HERE / "tokenizer.json"), bos_token="<|end|>", eos_token="<|end|>")
    tokenizer.chat_template = (CHAT / "templates" / name).read_text(encoding="utf-8")
    for title, chat in CONVERSATIONS.items():
        try:
            out = tokenizer.apply_chat_template(
                chat["messages"], tools=chat.get("tools"), tokenize=True, return_dict=True,
                return_assistant_tokens_mask=True, **chat.get("variables", {}),
            )
        except Exception:
            continue
        cases.append({
            "template": tokenizer.chat_template if title == "one question" else name, "name": name, "messages": chat["messages"],
            "tools": chat.get("tools"), "ids": out["input_ids"], "mask": out["assistant_masks"],
        })
(HERE / "masks.json").write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8")
