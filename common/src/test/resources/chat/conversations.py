"""Conversations of our own: turns, tools, thoughts, scripts, nothing, and what looks like control tokens."""

MILL = {
    "type": "function",
    "function": {
        "name": "grind",
        "description": "Grinds grain,\n\"fine\" & <coarse>.",
        "parameters": {
            "type": "object",
            "properties": {
                "grain": {"type": "string", "description": "곡물", "enum": ["rye", "oat"]},
                "kilos": {"type": ["number", "null"], "default": 1.5},
                "stone": {"type": "object", "properties": {"gap": {"type": "integer"}}, "required": ["gap"]},
            },
            "required": ["grain"],
        },
    },
}
BELL = {"type": "function", "function": {"name": "ring", "description": "Rings.", "parameters": {"type": "object", "properties": {}}}}


def user(content, **more):
    return {"role": "user", "content": content, **more}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


def call(name, arguments):
    return {"id": "c1", "type": "function", "function": {"name": name, "arguments": arguments}}


SYSTEM = {"role": "system", "content": "You are a miller. "}
GROUND = {"role": "tool", "name": "grind", "content": "{\"flour\": 1.5}", "tool_call_id": "c1"}

CONVERSATIONS = {
    "one question": {"messages": [user("What is rye?")]},
    "one exchange": {"messages": [user("What is rye?"), assistant("  A grain. ")]},
    "with a system text": {"messages": [SYSTEM, user("Hi"), assistant("Good day")]},
    "several turns": {"messages": [SYSTEM, user("One"), assistant("Two"), user("Three"), assistant("Four"), user("Five")]},
    "scripts": {"messages": [user("방앗간은 어디? 😀👩\u200d🌾"), assistant("e\u0301 a\u0308 \u200b नमस्ते 磨坊 \U0001F1F0\U0001F1F7")]},
    "nothing": {"messages": [{"role": "system", "content": ""}, user(""), assistant("")]},
    "blanks": {"messages": [user(" \n\t"), assistant("\n\n")]},
    "looks like markup": {"messages": [user("{{ bos }} {% if %} {# #} <|user|> </s> </think>"), assistant("{'a': \"b\"} %s {0} \\n <|assistant|>")]},
    "line breaks": {"messages": [user("a\r\nb\rc\n"), assistant("\nx\n")]},
    "two questions in a row": {"messages": [user("A"), user("B"), assistant("C")]},
    "the assistant first": {"messages": [assistant("A"), user("B"), assistant("C")]},
    "a strange role": {"messages": [user("A"), {"role": "stone", "content": "B"}]},
    "a late system text": {"messages": [user("A"), SYSTEM, assistant("B")]},
    "tools on offer": {"messages": [user("Grind"), assistant("What?")], "tools": [MILL, BELL]},
    "no tool on the list": {"messages": [user("Grind")], "tools": []},
    "tool calls": {
        "messages": [
            SYSTEM,
            user("Grind 호밀"),
            assistant(None, tool_calls=[call("grind", {"grain": "호밀", "kilos": 0.1, "stone": {"gap": 3}, "dry": True, "wet": None})]),
            GROUND,
            assistant("Done."),
            user("Twice, and ring"),
            assistant("Yes", tool_calls=[call("grind", {"grain": "a \"b\"", "kilos": 1e22}), call("ring", {})]),
            GROUND,
            {"role": "tool", "name": "ring", "content": "dong"},
        ],
        "tools": [MILL, BELL],
    },
    "arguments as text": {"messages": [user("Ring"), assistant("", tool_calls=[{"name": "ring", "arguments": "{\"a\": 1}"}]), {"role": "tool", "content": [1, "둘", None]}], "tools": [BELL]},
    "thoughts": {"messages": [user("A"), assistant("B", reasoning_content="first\n"), user("C"), assistant("D", reasoning="생각")]},
    "thoughts in the text": {"messages": [user("A"), assistant("<think>\nhm\n</think>\n\nB"), user("C"), assistant("<think>\nhm\n</think>\n\nD")]},
    "thoughts not wanted": {"messages": [user("A")], "variables": {"enable_thinking": False}},
    "parts": {"messages": [user([{"type": "text", "text": "Look "}, {"type": "image"}, {"type": "text", "text": "here 👀"}]), assistant([{"type": "text", "text": "I see"}])]},
    "a date of one's own": {"messages": [user("A")], "variables": {"date_string": "one day"}},
    "names": {"messages": [user("A", name="Ann \"A\""), assistant("B", extra={"k": [1, 2.0]})]},
}
