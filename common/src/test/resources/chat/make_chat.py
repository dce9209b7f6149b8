"""Makes jinja_cases.jsonl, templates.json, conversations.json and chat_cases.jsonl with transformers 5.

Without arguments: beside this script, from snippets.py, templates/ and conversations.py, all of our own.
With two, a folder of *.jinja and an output folder: the chat cases of any templates, to be compared by
    mvn -pl common test -Dtest=ChatTemplateCasesTest -Dgristmill.chat=OUTPUT_FOLDER
"""

import datetime
import json
import pathlib
import sys

import transformers.utils.chat_template_utils as chat_template_utils

from conversations import CONVERSATIONS
from snippets import VARIABLES, templates

HERE = pathlib.Path(__file__).parent
SPECIAL = {"bos_token": "<s>", "eos_token": "</s>"}


class FixedDate(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2025, 3, 9, 7, 5, 6)


chat_template_utils.datetime = FixedDate


def render(source, messages, **variables):
    """Text and spans of the generation blocks, or the error."""
    chat_template_utils._compile_jinja_template.cache_clear()
    messages = [{k: v for k, v in m.items() if v is not None} for m in messages]  # as apply_chat_template does
    try:
        texts, spans = chat_template_utils.render_jinja_template(
            [messages], chat_template=source, return_assistant_tokens_mask=True, **variables
        )
        return {"text": texts[0], "spans": [list(span) for span in spans[0]]}
    except Exception as error:
        return {"error": type(error).__name__}


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def snippets(out):
    rows = [{"template": source, **render(source, [{"role": "user", "content": "x"}], **VARIABLES)} for source in templates()]
    write(out / "jinja_cases.jsonl", rows)
    (out / "jinja_variables.json").write_text(json.dumps(VARIABLES, ensure_ascii=False), encoding="utf-8")


def chats(folder, out):
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.jinja"))}
    rows = []
    for name, source in sources.items():
        for title, chat in CONVERSATIONS.items():
            for prompt in (False, True):
                variables = {**SPECIAL, **chat.get("variables", {})}
                result = render(source, chat["messages"], tools=chat.get("tools"), add_generation_prompt=prompt, **variables)
                rows.append({"template": name, "conversation": title, "generation_prompt": prompt, **result})
    (out / "templates.json").write_text(json.dumps(sources, ensure_ascii=False), encoding="utf-8")
    (out / "conversations.json").write_text(json.dumps(CONVERSATIONS, ensure_ascii=False), encoding="utf-8")
    write(out / "chat_cases.jsonl", rows)


if len(sys.argv) == 3:
    chats(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
else:
    snippets(HERE)
    chats(HERE / "templates", HERE)
