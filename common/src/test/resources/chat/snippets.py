"""Small templates of our own, each for one construct of Jinja or one rule of Python's."""

VARIABLES = {
    "name": "Mühle", "word": "grain", "blank": "  two  words \t\n", "ko": "안녕 방아 😀", "marks": "e\u0301a\u0308 Ǆ ß İ ﬁ",
    "empty": "", "zero": 0, "one": 1, "seven": 7, "neg": -3, "big": 12345678901234567890123, "half": 0.5, "tenth": 0.1,
    "huge": 1e22, "tiny": 1e-7, "yes": True, "no": False, "nil": None, "numbers": [3, 1, 2], "words": ["rye", "Oat", "rye", "barley"],
    "nested": [[1, 2], [3, [4, 5]], []], "pairs": [["a", 1], ["b", 2]], "grains": {"b": 1, "a": 2, "C": 3},
    "deep": {"x": {"y": [{"z": "found"}]}, "items": "shadow", "get": 5}, "quotes": "it's \"so\" \\ \n\t\r\x07\u00a0\u200b",
    "people": [{"name": "Ann", "age": 30, "on": True}, {"name": "bob", "age": 20, "on": False}, {"name": "Cy", "age": 30}],
    "markup": "<b>&\"'</b>", "lines": "one\ntwo\r\nthree\x0bfour\u2028five\n", "text": "the quick brown fox",
}

SNIPPETS = r"""
plain text without anything
{{ name }}
{{name}}{{ word }}
{{- name -}}
 a {{- name -}} b 
 a {{ name }} b 
{# a comment #}after
x {#- tight -#} y
{{ missing }}|{{ name.x is defined }}{{ name.x }}
{{ missing is defined }} {{ missing is undefined }} {{ name is defined }}
{{ nil }} {{ yes }} {{ no }} {{ zero }} {{ half }} {{ huge }} {{ tiny }} {{ big }} {{ neg }}
{{ none }} {{ None }} {{ true }} {{ True }} {{ false }} {{ False }}
{{ numbers }} {{ words }} {{ nested }} {{ grains }} {{ people }}
{{ quotes }}
{{ [quotes] }}
{{ [ko, marks] }}
{{ ["it's", 'say "x"', 'both \' and "'] }}
{{ (1,) }} {{ (1, 2) }} {{ () }} {{ [] }} {{ {} }}
{{ {'a': 1, 'b': [1, {'c': none}]} }}
{{ 1 + 2 }} {{ 7 - 9 }} {{ 3 * 4 }} {{ 7 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }}
{{ 0.1 + 0.2 }} {{ 1e3 }}
{{ 4 / 2 }} {{ 1 / 3 }} {{ 2 / 3 }} {{ 100000000000000000.0 }} {{ 123456789012345680.0 }} {{ 0.00001 }} {{ 5e-324 }} {{ 1e16 }} {{ 1e15 }}
{{ not true }} {{ not not 1 }} {{ - - 3 }} {{ +seven }}
{{ 1 + yes }} {{ yes * 3 }} {{ -yes }}
{{ "a" + "b" }} {{ "a" ~ 1 ~ none ~ [1] ~ 2.0 }} {{ "ab" * 3 }} {{ 3 * "ab" }} {{ "ab" * -1 }} {{ [1] + [2] }} {{ (1,) + (2,) }}
{{ 1 < 2 }} {{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 2 == 2.0 }} {{ 1 == true }} {{ "a" < "b" }} {{ [1, 2] < [1, 3] }} {{ "a" == 1 }} {{ none == none }} {{ 1 != 2 }}
{{ "10" < "9" }} {{ "Z" < "a" }} {{ "é" > "z" }} {{ "😀" > "\uffee" }}
{{ 1 in [1, 2] }} {{ 3 not in [1, 2] }} {{ "a" in "cat" }} {{ "b" in grains }} {{ "b" in grains.keys() }} {{ 1 in grains.values() }} {{ 1.0 in [1] }} {{ missing in [1] }} {{ 1 in missing }}
{{ yes and word }} {{ no and word }} {{ zero or word }} {{ word or zero }} {{ empty or nil or "last" }} {{ nil and 1 }}
{{ "x" if yes else "y" }} {{ "x" if no else "y" }} {{ "x" if no }}| {{ "a" if no else "b" if yes else "c" }}
{{ name if name is string and name | length > 2 else 'short' }}
{{ words[0] }} {{ words[-1] }} {{ words[9] }}| {{ words[1:] }} {{ words[:2] }} {{ words[::-1] }} {{ words[-2:] }} {{ words[::2] }} {{ words[3:0:-1] }} {{ words[5:] }} {{ words[:-9] }}
{{ word[0] }} {{ word[-1] }} {{ word[1:3] }} {{ word[::-1] }} {{ ko[0] }} {{ ko[-1] }} {{ ko[::-1] }} {{ ko[3:] }} {{ ko | length }} {{ word[10:] }}|{{ ko[-1:] }} {{ ko[::2] }}
{{ grains.a }} {{ grains["b"] }} {{ grains.missing }} {{ deep.x.y[0].z }} {{ deep["items"] }} {{ deep.get("items") }} {{ deep.x["y"][0]["z"] }}
{{ grains.get("a") }} {{ grains.get("q") }} {{ grains.get("q", 5) }} {{ grains.items() | list }} {{ grains.keys() | list }} {{ grains.values() | list }}
{{ grains.items() }} {{ grains.keys() }} {{ grains.values() }}
{{ range(5) | list }} {{ range(2, 5) | list }} {{ range(9, 0, -3) | list }} {{ range(3)[1] }} {{ range(0) | length }} {{ range(5)[-1] }}
{{ numbers.0 }} {{ pairs.1.0 }}
{{ "abc".upper() }} {{ "ABC".lower() }} {{ "hello world".title() }} {{ "hello WORLD".capitalize() }} {{ marks.upper() }} {{ marks.lower() }} {{ marks.title() }} {{ marks.capitalize() }}
[{{ blank.strip() }}] [{{ blank.lstrip() }}] [{{ blank.rstrip() }}] [{{ "xxaxx".strip("x") }}] [{{ "xyaxy".lstrip("xy") }}] [{{ "abc".strip("") }}] [{{ "\u00a0a\u3000".strip() }}]
{{ "a,b,,c".split(",") }} {{ " a  b ".split() }} {{ "a,b,c".split(",", 1) }} {{ "a b c".split(None, 1) }} {{ " a b  c ".split(None, 1) }} {{ "".split() }} {{ "".split(",") }} {{ "abc".split("x") }} {{ "a--b".split("--")[-1] }}
{{ "hello".startswith("he") }} {{ "hello".startswith(("x", "h")) }} {{ "hello".endswith("lo") }} {{ "".startswith("") }}
{{ "aXbXc".replace("X", "-") }} {{ "aXbXc".replace("X", "-", 1) }} {{ "aaa".replace("aa", "b") }} {{ ko.replace("방아", "mill") }}
{{ "-".join(["a", "b"]) }} {{ "".join(words) }} {{ ",".join("abc") }} {{ ", ".join(grains) }}
{{ word | upper }} {{ word | upper | lower | capitalize }} {{ "hello wORLD-foo (bar" | title }} {{ 5 | upper }} {{ nil | upper }} {{ missing | upper }}|
[{{ blank | trim }}] [{{ "xax" | trim("x") }}] {{ nil | trim }} {{ 5 | trim }} [{{ missing | trim }}]
{{ words | length }} {{ word | length }} {{ grains | length }} {{ missing | length }} {{ ko | count }} {{ (1, 2) | length }}
{{ words | join }} {{ words | join(", ") }} {{ people | join("-", attribute="name") }} {{ [1, none, true] | join("|") }} {{ word | join("-") }} {{ missing | join("x") }}| {{ grains | join }} {{ numbers | join(d=7) }}
{{ words | first }} {{ words | last }} {{ [] | first }}| {{ [] | last }}| {{ word | first }} {{ word | last }} {{ grains | first }} {{ missing | first }}| {{ ko | last }}
{{ words | sort }} {{ words | sort(reverse=true) }} {{ words | sort(case_sensitive=true) }} {{ numbers | sort }} {{ people | sort(attribute="age") | map(attribute="name") | list }} {{ grains | sort }}
{{ words | unique | list }} {{ ["a", "A"] | unique | list }} {{ ["a", "A"] | unique(true) | list }} {{ people | unique(attribute="age") | map(attribute="name") | list }}
{{ grains | dictsort }} {{ grains | dictsort(true) }} {{ grains | dictsort(false, "value") }} {{ grains | dictsort(reverse=true) }} {{ grains | items | list }} {{ missing | items | list }}
{{ people | map(attribute="name") | list }} {{ words | map("upper") | list }} {{ words | map("replace", "r", "R") | join(" ") }} {{ people | map(attribute="on", default="?") | list }} {{ nested | map("length") | list }} {{ pairs | map(attribute=0) | list }} {{ people | map(attribute="name.0") | list }}
{{ numbers | select("odd") | list }} {{ numbers | reject("odd") | list }} {{ [0, 1, "", "a"] | select | list }} {{ [0, 1] | reject | list }} {{ numbers | select("gt", 1) | list }} {{ numbers | select("in", [1, 2]) | list }} {{ words | select("equalto", "rye") | list }}
{{ people | selectattr("on") | map(attribute="name") | list }} {{ people | rejectattr("on") | map(attribute="name") | list }} {{ people | selectattr("age", "equalto", 30) | list | length }} {{ people | selectattr("on", "defined") | list | length }} {{ people | rejectattr("on", "undefined") | list | length }} {{ people | selectattr("name", "in", ["Cy"]) | list }}
{{ numbers | reverse | list }} {{ word | reverse }} {{ ko | reverse }} {{ (words | unique) | reverse }} {{ grains | reverse | list }}
{{ numbers | list }} {{ word | list }} {{ grains | list }} {{ ko | list }} {{ missing | list }}
{{ "3" | int }} {{ "x" | int }} {{ "x" | int(9) }} {{ 3.9 | int }} {{ -3.9 | int }} {{ nil | int }} {{ yes | int }} {{ " 12 " | int }} {{ "1_000" | int }} {{ "٣" | int }} {{ "inf" | int }}
{{ missing | default("d") }} {{ missing | default }}| {{ empty | default("d") }}| {{ empty | default("d", true) }} {{ nil | default("d") }} {{ nil | default("d", boolean=true) }} {{ zero | d(5, true) }} {{ grains.q | default("dq") }} {{ missing | default(name) }}
{{ lines | indent }} {{ "a\nb\n\nc" | indent(2) }}| {{ "a\nb\n\nc" | indent(2, true, true) }}| {{ "a\nb" | indent("> ") }} {{ "a\nb" | indent(width=1, first=true) }} {{ "" | indent }}|
{{ "aXb" | replace("X", "y") }} {{ "aaa" | replace("a", "b", 2) }} {{ 121 | replace(1, 3) }} {{ missing | replace("a", "b") }}
{{ words | string }} {{ 5 | string }} {{ nil | string }} {{ missing | string }}
{{ markup | safe }} {{ (markup | safe) ~ "<i>" }} {{ (markup | safe) == markup }}
{{ grains | tojson }} {{ people | tojson }} {{ [quotes, ko, marks] | tojson }} {{ [1, 1.0, 1e22, 1e-7, true, none, big] | tojson }} {{ "a" | tojson }} {{ (1, "b") | tojson }} {{ markup | tojson }}
{{ deep | tojson(indent=2) }} {{ [] | tojson(indent=2) }} {{ {} | tojson(indent=4) }} {{ [[], {}, [1]] | tojson(indent=1) }} {{ grains | tojson(indent=0) }} {{ grains | tojson(indent="--") }}
{{ grains | tojson(separators=(",", ":")) }} {{ grains | tojson(sort_keys=true) }} {{ ko | tojson(ensure_ascii=true) }} {{ ko | tojson(true) }} {{ quotes | tojson(ensure_ascii=true) }} {{ deep | tojson(indent=2, separators=(", ", " : ")) }}
{{ 1 is number }} {{ 1.5 is number }} {{ yes is number }} {{ "1" is number }} {{ 1 is integer }} {{ yes is integer }} {{ 1.0 is integer }} {{ 1.0 is float }} {{ 1 is float }} {{ yes is boolean }} {{ 1 is boolean }} {{ yes is true }} {{ 1 is true }} {{ no is false }} {{ zero is false }} {{ nil is none }} {{ missing is none }}
{{ word is string }} {{ 1 is string }} {{ grains is mapping }} {{ words is mapping }} {{ words is sequence }} {{ word is sequence }} {{ grains is sequence }} {{ 1 is sequence }} {{ missing is sequence }} {{ words is iterable }} {{ word is iterable }} {{ 1 is iterable }} {{ nil is iterable }} {{ missing is iterable }} {{ grains.items() is sequence }} {{ (words | unique) is iterable }} {{ (words | unique) is sequence }} {{ range(3) is sequence }}
{{ 3 is odd }} {{ 3 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 3 is eq 3 }} {{ 3 is equalto(4) }} {{ 3 is ne 4 }} {{ 3 is gt 2 }} {{ 3 is lt 2 }} {{ 3 is ge 3 }} {{ 3 is le 2 }} {{ 3 is greaterthan 2 }} {{ 3 is lessthan 2 }} {{ 1 is in [1] }} {{ "a" is in "cat" }} {{ 1 is not in [1] }}
{{ not missing is defined }} {{ name is not none }} {{ name is not string or true }} {{ 3 is odd and 4 is even }} {{ not 3 is even }} {{ 3 is not even }}
{% if yes %}a{% endif %}{% if no %}b{% else %}c{% endif %}{% if no %}d{% elif one %}e{% else %}f{% endif %}{% if no %}{% elif no %}{% endif %}
{% if words %}has{% endif %}{% if [] %}x{% endif %}{% if "" %}x{% endif %}{% if missing %}x{% endif %}{% if 0.0 %}x{% endif %}{% if {} %}x{% endif %}{% if "0" %}zero{% endif %}{% if range(0) %}x{% endif %}{% if grains.keys() %}k{% endif %}
{% for x in words %}{{ x }},{% endfor %}
{% for x in [] %}x{% else %}none{% endfor %}{% for x in words %}{{ x }}{% else %}none{% endfor %}{% for x in missing %}x{% else %}undefined{% endfor %}
{% for x in words %}{% continue %}{% else %}after continue{% endfor %}|{% for x in words %}{% break %}{% else %}after break{% endfor %}|{% for x in words %}{% if loop.last %}{% break %}{% endif %}{% else %}never{% endfor %}
{% for k, v in grains.items() %}{{ k }}={{ v }};{% endfor %}{% for k in grains %}{{ k }}{% endfor %}{% for a, b in pairs %}{{ a }}{{ b }}{% endfor %}{% for (a, b), c in [((1, 2), 3)] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for c in ko %}[{{ c }}]{% endfor %}{% for i in range(3) %}{{ i }}{% endfor %}{% for x in 1, 2, 3 %}{{ x }}{% endfor %}
{% for x in numbers if x > 1 %}{{ loop.index }}:{{ x }}/{{ loop.length }} {% endfor %}{% for x in numbers if x > 9 %}x{% else %}none{% endfor %}
{% for k, v in grains.items() if v > 1 %}{{ k }}{{ loop.last }}{% endfor %}{% for m in people if m.on is defined %}{{ loop.index }}{{ m.name }}{% endfor %}
{% for x in words %}{% if x == "Oat" %}{% continue %}{% endif %}{% if x == "barley" %}{% break %}{% endif %}{{ x }} {% endfor %}
{% for a in [1, 2] %}{% for b in [1, 2] %}{{ a }}{{ b }}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}
{% for a in [1, 2] %}{% set outer = loop %}{% for b in [5] %}{{ outer.index }}{{ loop.index }}{% endfor %}{% endfor %}
{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = x + i %}{{ x }} {% endfor %}{{ x }}
{% for i in [1, 2] %}{{ y }}|{% set y = i %}{{ y }} {% endfor %}{{ y }}|
{% for i in [1, 2] %}{% if i == 1 %}{% set z = "set" %}{% endif %}{{ z }}|{% endfor %}
{% set word = "mine" %}{{ word }}{% for i in [1] %}{{ word }}{% set word = "loop" %}{{ word }}{% endfor %}{{ word }}
{% for i in [1] %}{{ later }}{% endfor %}{% set later = 5 %}{{ later }}
{% for i in [1] %}{{ word }}{% endfor %}{% set word = 5 %}{{ word }}
{{ word }}{% for i in [1] %}{{ word }}{% endfor %}{% set word = 5 %}{{ word }}
{% if yes %}{% set v = 1 %}{% endif %}{{ v }}{% if no %}{% set w = 1 %}{% endif %}{{ w }}|{% if no %}{% set word = 1 %}{% endif %}{{ word }}
{% if no %}{% set q = 1 %}{% else %}{% set q = 2 %}{% endif %}{{ q }}{% for i in [1] %}{% if i %}{% set q = 3 %}{% endif %}{{ q }}{% endfor %}{{ q }}
{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set a, b = b, a %}{{ a }}{{ b }}{% set (c, d) = "xy" %}{{ c }}{{ d }}{% set t = 1, %}{{ t }}
{% set ns = namespace({"a": 1}, b=2) %}{{ ns.a }}{{ ns.b }}{{ ns["a"] is defined }}{% set ns.a, ns.b = 5, 6 %}{{ ns.a }}{{ ns.b }}
{% set ns = namespace(x=1) %}{% macro bump() %}{% set ns.x = ns.x + 1 %}{% endmacro %}{{ bump() }}{{ bump() }}{{ ns.x }}
{% set x %}a{% for i in [1, 2] %}{{ i }}{% endfor %}{% endset %}{{ x | length }}{{ x }}
{% set block %}{% set inner = 5 %}{{ inner }}{% endset %}{{ block }}{{ inner }}|
{% macro greet(who, greeting="Hello") %}{{ greeting }}, {{ who }}!{% endmacro %}{{ greet("Ann") }} {{ greet("Bo", "Hi") }} {{ greet(greeting="Yo", who="Cy") }} {{ greet() }}
{% macro opt(a, b=a, c=word) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ opt(1) }} {{ opt(1, c=3) }} {{ opt(1, 2, 3) }}
{% macro fact(n) %}{{ n * (fact(n - 1) | int) if n > 1 else 1 }}{% endmacro %}{{ fact(6) }}
{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}{% set x = 2 %}{{ m() }}{% for x in [9] %}{{ m() }}{{ x }}{% endfor %}
{% macro m() %}{{ word }}{% set word = "in" %}{{ word }}{% endmacro %}{{ m() }}{{ word }}
{% macro m() %}{{ hidden }}|{% endmacro %}{% for hidden in [1] %}{{ m() }}{% endfor %}
{% for i in [1, 2] %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}
{% set d = dict(a=1, b=2) %}{{ d }}
{% generation %}said{% endgeneration %} and {% generation %}more {{ name }}{% endgeneration %}
{% for w in words %}<{% generation %}{{ w }}{{ loop.index }}{% endgeneration %}>{% endfor %}
{% set x = 1 %}{% generation %}{{ x }}{% set x = 2 %}{{ x }}{% endgeneration %}{{ x }}
{% macro say(x) %}({% generation %}{{ x }}{% endgeneration %}){% endmacro %}before {{ say("one") }} {{ say("two") }}
{% set kept %}a{% generation %}b{% endgeneration %}{% endset %}front {{ kept }}
{% generation %}outer {% generation %}inner{% endgeneration %} end{% endgeneration %}
ko 안녕 😀{% generation %}{{ ko }}{% endgeneration %}x{% generation %}{% endgeneration %}
{{ strftime_now is defined }}
{{ "a\tb\nc\\d\x41\u00e9\q\'" }} {{ 'single "double"' }} {{ "two" "parts" }} {{ "line \
continued" }}
{{ '{{ not a tag }} {% nor this %}' }} {{ "}}" }} {{ {"a": {"b": 1}}.a.b }} {{ [{"a": 1}][0].a }}
{{ "😀é"|length }} {{ "e\u0301"|length }} {{ "e\u0301"|upper }} {{ "ß"|upper }} {{ "ǆ"|title }} {{ "ΑΣ"|lower }} {{ "İ"|lower|length }}
{{ (1, 2)[0] }} {{ (words)[1] }} {{ (name ~ word)[2:4] }} {{ ("a" if yes else "b").upper() }} {{ (1 + 2) * 3 }} {{ 1 + 2 * 3 }} {{ 1 ~ 2 }} {{ 5 - 2 - 1 }} {{ "x" ~ 2 * 3 }}
{{ range(3) | map("string") | join }} {{ words | map("first") | join }} {{ words | select("string") | list | length }}
{% set g = words | map("upper") %}{{ g | list }}{{ g | list }}{% set s = words | select("string") %}{% for x in s %}{{ x }}{% endfor %}{% for x in s %}again{% else %}spent{% endfor %}
{% set r = numbers | reverse %}{% for x in r %}{{ x }}{% if loop.first %}{{ loop.length }}{% endif %}{% endfor %}
{{ loop is defined }}
{% set loop = 5 %}{{ loop }}
{% for x in words %}{{ loop.index }}/{{ loop.index0 }}/{{ loop.revindex }}/{{ loop.revindex0 }}/{{ loop.first }}/{{ loop.last }}/{{ loop.length }} {% endfor %}
{% for x in words %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }} {{ loop.previtem is defined }};{% endfor %}
{% set ns = namespace(n=0, items=[]) %}{% for i in numbers %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }} {{ ns.items }} {{ ns.missing is defined }}
{% set block %}text {{ name }} here{% endset %}[{{ block }}]
{{ strftime_now("%Y-%m-%d %H:%M:%S %d %b %B %A %a %y %I %p %-d %e %F %%") }}
{% for i in [1] %}{{ word }}{% set word %}{{ word }}!{% endset %}{{ word }}{% endfor %}{{ word }}
{% set word %}{{ word }}!{% endset %}{{ word }}
{% macro m() %}{{ word }}|{% endmacro %}{{ m() }}{% set word = 1 %}{{ m() }}
{% macro m(b=a, a=1) %}{{ a }}{{ b }}|{% endmacro %}{% set a = 5 %}{{ m() }}{{ m(a=2) }}{{ m(3) }}
{{ 12 | int }} {{ "7" | int + 1 }} {{ "it's a-b (c" | title }} {{ "\n" ~ (markup | safe) ~ "<i>" }}
{{ 1 if }}
{{ }}
{% if %}x{% endif %}
{% for x in %}{% endfor %}
{% endif %}
{% if yes %}unclosed
{{ unclosed
{# unclosed
{% raw %} unclosed
{{ "unclosed }}
{{ [1, 2 }}
{{ (1, 2] }}
{{ a b }}
{{ 1 2 }}
{{ name | }}
{{ name | nofilter }}
{{ name is notest }}
{{ name is }}
{% unknown %}
{% break %}
{% continue %}
{% for x in words %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}
{% for loop in words %}{% endfor %}
{% for x in words %}{% set loop = 1 %}{% endfor %}
{% set 1 = 2 %}
{% set true = 2 %}
{% set x.y = 2 %}
{% set grains.y = 2 %}
{% macro m(a=1, b) %}{% endmacro %}
{% macro m(a, a) %}{% endmacro %}
{{ missing.x }}
{{ missing.x.y }}
{{ missing() }}
{{ missing + 1 }}
{{ missing["x"] }}
{{ missing[1:] }}
{{ missing < 1 }}
{{ missing == missing }} {{ missing == nil }} {{ missing != 1 }}
{{ name.nothing() }}
{{ name() }}
{{ 1 + "a" }}
{{ "a" + 1 }}
{{ [1] + (2,) }}
{{ 1 / 0 }}
{{ 1 // 0 }}
{{ 1 % 0 }}
{{ 1 < "a" }}
{{ [1] < "a" }}
{{ 5 | length }}
{{ nil | length }}
{{ 1 in 5 }}
{{ 1 in "abc" }}
{{ nil[1] }} {{ nil.x }} {{ 5[0] }} {{ word["x"] }} {{ words["x"] }} {{ words[1.0] }}
{{ nil[1:] }}
{{ grains[1:] }}
{{ word["upper"]() }}
{{ {[1]: 2} }}
{% for x in 5 %}{% endfor %}
{% for x in nil %}{% endfor %}
{% for a, b in [1] %}{% endfor %}
{% for a, b in [[1, 2, 3]] %}{% endfor %}
{% set a, b = [1] %}
{{ words.append("x") }}
{{ grains.update({}) }}
{{ grains.pop("a") }}
{{ missing | tojson }}
{{ {"a": missing} | tojson }}
{{ (words | map("upper")) | tojson }}
{{ range(200000) }}
{{ raise_exception("no " ~ name) }}
{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{% endmacro %}{{ m(b=2) }}
{% macro m(a) %}{{ caller() }}{% endmacro %}{{ m(1) }}
{% call name %}{% endcall %}
{{ words | first.x }}
{{ name.split("") }}
{{ ",".join([1, 2]) }}
{{ "abc".index("z") }}
{{ "%d" % "a" }}
{{ "%s %s" % "a" }}
{{ "a" % 1 }}
{{ "{}".format() }}
{{ words | sort | first }} {{ [1, "a"] | sort }}
{{ [none, 1] | max }}
{{ words | batch }}
{{ "x" | int | nosuch }}
{{ name | replace("a") }}
{{ loop.index }}
{{ name._x }}|{{ grains._x }}|
{{ ns is defined }}{% set ns = namespace(a=1) %}{{ ns.a }}{{ ns is mapping }}{{ ns is iterable }}
{% set ns = namespace(_x=1) %}
{% set ns = namespace() %}{% set ns._x = 1 %}
a{% if yes %} 
b {% endif %} 
c
  {% if yes %}
  indented {{ name }}
    {% if yes %}  
    deeper
    {% endif %}
  {% endif %}
end
    {%+ if yes %} kept{%+ endif %}
line {% if yes -%}   
   tight   
   {%- endif %}   
next
{% if yes +%}
no trim
{% endif %}
{{ name }}
{{ word }}  

 
{#- c -#}   x
   {# comment line #}
y
{% for m in people -%}
   {{- m.name }}
{%- endfor %}
{%- set x = 1 -%}   {{ x }}
z {%- if yes -%}   y   {%- else -%}   n   {%- endif -%}   z
trailing newline {{ name }}

"""


def templates():
    """One template for each line; lines after the whitespace cases are joined into blocks below."""
    lines = SNIPPETS.strip("\n").split("\n")
    cut = lines.index("a{% if yes %} ")
    single, block = lines[:cut], lines[cut:]
    out = []
    for line in single:
        if out and out[-1].endswith("\\") and '"line ' in out[-1]:
            out[-1] += "\n" + line
        else:
            out.append(line)
    blocks = [block[i:j] for i in range(0, len(block), 5) for j in (i + 3, i + 7)] + [block]
    out += ["\n".join(b) for b in blocks]
    out += ["\n".join(block).replace("\n", "\r\n"), "a\r\nb\rc\n", "x\n", "x\n\n", "\n", "", "{{ name }}\n", "{% if yes %}\nx\n{% endif %}\n"]
    return out
