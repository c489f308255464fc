#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Chat templates rendered by transformers, for tests/unit/test_chat.cpp and tests/unit/test_jinja.cpp.

    python tests/golden/make_chat_golden.py --base SmolLM2-135M-Instruct.Q4_1.gguf

Writes data/chat.json: for each template (the base's own, and some written here in the styles of well-known families)
and each conversation the rendering or that it is refused; and for short templates that each try one thing of Jinja,
what they render to. Needs transformers, gguf and jinja2.
"""
import argparse
import json
import os

import jinja2
from transformers import AutoTokenizer
from transformers.utils.chat_template_utils import render_jinja_template

HERE = os.path.dirname(os.path.abspath(__file__))
TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}

TEMPLATES = {
    "chatml": """{%- for message in messages %}
    {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
""",
    "llama2": """{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}
{% for message in loop_messages %}
    {% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
        {{ raise_exception('Roles must take turns: user, assistant, user, assistant, …') }}
    {% endif %}
    {% if loop.index0 == 0 and system_message != false %}
        {% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}
    {% else %}
        {% set content = message['content'] %}
    {% endif %}
    {% if message['role'] == 'user' %}
        {{- bos_token + '[INST] ' + content.strip() + ' [/INST]' -}}
    {% elif message['role'] == 'assistant' %}
        {{- ' ' + content.strip() + ' ' + eos_token -}}
    {% endif %}
{% endfor %}
""",
    "llama3": """{{- bos_token }}
{%- if custom_tools is defined %}{%- set tools = custom_tools %}{%- endif %}
{%- if not date_string is defined %}
    {%- set date_string = "26 Jul 2024" %}
{%- endif %}
{#- The system message comes first, whatever was given. #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\n\n" }}
{%- if tools is not none %}
    {{- "Environment: ipython\n" }}
{%- endif %}
{{- "Today Date: " + date_string + "\n\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif message.role == "tool" or message.role == "ipython" %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\n\n" }}
        {%- if message.content is mapping or message.content is iterable and message.content is not string %}
            {{- message.content | tojson }}
        {%- else %}
            {{- message.content }}
        {%- endif %}
        {{- "<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
""",
    "qwen": """{%- if tools %}
    {{- '<|im_start|>system\n' }}
    {%- for tool in tools %}
        {{- "\n" }}
        {{- tool | tojson }}
    {%- endfor %}
{%- else %}
    {%- if messages[0]['role'] == 'system' %}
        {{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}
    {%- else %}
        {{- '<|im_start|>system\nYou are a careful clerk.<|im_end|>\n' }}
    {%- endif %}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
    {%- elif message.role == "tool" %}
        {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
            {{- '<|im_start|>user' }}
        {%- endif %}
        {{- '\n<tool_response>\n' }}
        {{- message.content }}
        {{- '\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
            {{- '<|im_end|>\n' }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
""",
    "mistral": """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages %}
    {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
        {{- raise_exception("After the optional system message, roles must take turns") }}
    {%- endif %}
    {%- set ns.index = ns.index + 1 %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\n\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"] + eos_token}}
    {%- endif %}
{%- endfor %}
{%- if user_messages | length > 2 %}{{ "(" ~ user_messages | length ~ ")" }}{% endif %}
""",
    "gemma": """{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '
' + message['content'] | trim + '<end_of_turn>
' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model
'}}{% endif %}""",
    "phi": """{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'user' %}{{'<|user|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>
' + message['content'] + '<|end|>
'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>
' }}{% else %}{{ eos_token }}{% endif %}""",
    "zephyr": """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}""",
    "macro": """{%- macro turn(role, content, end='<end>') -%}
<{{ role | upper }}>{{ caller_name | default('nobody') }}:{{ content | replace('\n', ' ') | trim }}{{ end }}
{%- endmacro -%}
{%- set ns = namespace(last='none', count=0) -%}
{%- for m in messages if m.role != 'system' -%}
{{ turn(m.role, m.content, end='<end ' ~ loop.index ~ '/' ~ loop.length ~ '>') }}
{%- set ns.last = m.role -%}
{%- set ns.count = ns.count + (m.content | length) -%}
{%- else -%}
nothing
{%- endfor -%}
{{ ns.last }}{{ ns.count }}{% if add_generation_prompt %}{{ turn('assistant', '', end='') }}{% endif %}""",
    "generation": """{% for m in messages %}{{ m.role }}: {% if m.role == 'assistant' %}{% generation %}{{ m.content }}{{ eos_token }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}
{% endfor %}""",
}

SYSTEM = {"role": "system", "content": "Be brief.\nBe kind."}
CONVERSATIONS = {
    "one question": [{"role": "user", "content": "Hi"}],
    "with system": [SYSTEM, {"role": "user", "content": "Hi"}],
    "one turn": [{"role": "user", "content": "What's 2+2?"}, {"role": "assistant", "content": "4"}],
    "three turns": [
        SYSTEM,
        {"role": "user", "content": "  Hallo, wie geht's? 🙂 "},
        {"role": "assistant", "content": "Gut.\n\nUnd dir?\n"},
        {"role": "user", "content": "{{ 7 * 7 }} {% if %} \\n \"quoted\" <b>"},
        {"role": "assistant", "content": ""},
        {"role": "user", "content": "你好"},
        {"role": "assistant", "content": "  ok\t"},
    ],
    "out of turn": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}],
    "tool": [
        {"role": "user", "content": "weather?"},
        {"role": "assistant", "content": "looking"},
        {"role": "tool", "content": "{\"t\": 20}"},
        {"role": "assistant", "content": "20 degrees"},
    ],
}

# One thing of Jinja each. They see messages, x (a mapping of many things) and the special tokens.
X = {
    "n": 7, "f": 2.5, "neg": -7, "big": 12345678901234, "t": True, "no": None, "s": "  Hello, World  ", "u": "Größe 你好",
    "l": [3, 1, 2], "d": {"b": 1, "a": [1, 2.0, None, True, "q'\"\n"]}, "e": "", "empty": [], "html": "<a href='x'>&</a>",
    "people": [{"name": "Ann", "age": 31}, {"name": "bob", "age": 7}, {"name": "Cy", "age": 7, "boss": True}],
}
SNIPPETS = [
    "", "plain", "trailing newline\n", "two\n\n", "crlf\r\nx\r\n", "{# comment #}x", "a {#- c -#} b", "{{ x.n }}", "{{x.n}}\n{{x.f}}\n",
    "  {% if true %}\n  yes\n  {% endif %}\nend", "  {%+ if true %}\n  yes\n  {% endif +%}\nend", "a  {%- if true -%}  b  {%- endif -%}  c",
    "{% for i in x.l %}\n{{ i }}\n{% endfor %}", "{% for i in x.l -%}\n {{ i }}\n{%- endfor %}", "x {% set a = 1 %} y {{ a }}\n  {# c #}\n z",
    "{% raw %}{{ no }} {% x %}{% endraw %}!", "a\n  {%- raw -%}  r  {%- endraw -%}  b", "{{ '{{' }} {{ \"}}\" }} {{ '%}' }}",
    "{{ 1 + 2 * 3 - 4 / 2 }}", "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 7.5 % 2 }} {{ 7.5 // 2 }}",
    "{{ 1 / 3 }} {{ 2.0 }} {{ 1e20 }} {{ 1e-7 }} {{ 100000000000000000.0 }} {{ 0.1 + 0.2 }}", "{{ 10 ** -2 }} {{ 1_000 }}",
    "{{ 'a' ~ 1 ~ none ~ true ~ [1, 'b'] ~ {'k': 'v'} }}", "{{ 'ab' * 3 }} {{ [1] * 3 }} {{ [1] + [2] }}", "{{ -x.n }} {{ +x.n }} {{ - 3 | abs }}",
    "{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 1 == 1.0 }} {{ 'a' < 'b' }} {{ true == 1 }} {{ [1,2] == [1,2] }} {{ {'a':1} == {'a':1.0} }}",
    "{{ 'a' in 'abc' }} {{ 1 in [1,2] }} {{ 'b' in x.d }} {{ 'z' not in 'abc' }} {{ not 1 in [2] }}",
    "{{ 1 and 0 }} {{ 0 or 'x' }} {{ none and 1 }} {{ not '' }} {{ [] or {} }}", "{{ 'yes' if x.t else 'no' }} {{ 'yes' if x.no }}|",
    "{{ x.missing }}|{{ missing }}|{{ missing | default('d') }}|{{ x.e | default('d') }}|{{ x.e | default('d', true) }}|{{ x.no | default('d') }}",
    "{{ missing is defined }} {{ x is defined }} {{ x.missing is undefined }} {{ x['n'] is defined }}",
    "{{ x.n is number }} {{ x.s is string }} {{ x.d is mapping }} {{ x.l is iterable }} {{ x.s is iterable }} {{ x.n is iterable }} {{ x.l is sequence }} {{ x.no is none }} {{ x.t is boolean }} {{ x.n is integer }} {{ x.f is float }} {{ x.t is number }} {{ x.t is integer }}",
    "{{ x.n is odd }} {{ x.n is even }} {{ x.n is divisibleby 7 }} {{ x.n is divisibleby(2) }} {{ x.n is eq 7 }} {{ x.n is gt(3) }} {{ x.n is lt 3 }} {{ x.n is in [7] }} {{ x.n is not none }} {{ range is callable }}",
    "{{ x.t is true }} {{ x.t is false }} {{ 1 is true }} {{ 'a' is lower }} {{ 'A' is upper }} {{ '1' is lower }}",
    "{{ x.s | trim }}|{{ x.s.strip() }}|{{ x.s.lstrip() }}|{{ x.s.rstrip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'xyax' | trim('xy') }}",
    "{{ x.u | upper }} {{ x.u | lower }} {{ x.u | length }} {{ x.u | title }} {{ 'hello world' | capitalize }} {{ x.u[1] }} {{ x.u[-2:] }} {{ x.u[::-1] }}",
    "{{ x.l[0] }} {{ x.l[-1] }} {{ x.l[1:] }} {{ x.l[:-1] }} {{ x.l[::2] }} {{ x.l[5:] }} {{ 'abc'[1:2] }} {{ 'abcdef'[4:1:-1] }} {{ x.l.0 }} {{ x.l[9] }}|",
    "{{ x.l | first }} {{ x.l | last }} {{ x.l | sort }} {{ x.l | sort(reverse=true) }} {{ x.l | max }} {{ x.l | min }} {{ x.l | sum }} {{ x.l | reverse | list }} {{ 'abc' | reverse }} {{ x.empty | first }}|",
    "{{ x.l | join(', ') }} {{ x.people | join(', ', attribute='name') }} {{ x.l | join }} {{ ', '.join(['a', 'b']) }} {{ 'abc' | join('-') }}",
    "{{ x.people | map(attribute='name') | list }} {{ x.people | map(attribute='name') | map('upper') | join(' ') }} {{ x.people | map(attribute='boss', default=false) | list }}",
    "{{ x.people | selectattr('age', 'equalto', 7) | map(attribute='name') | list }} {{ x.people | selectattr('boss') | list | length }} {{ x.people | rejectattr('boss', 'defined') | list | length }} {{ x.people | selectattr('age', '>', 10) | map(attribute='name') | first }}",
    "{{ [1, 2, 3, 4] | select('odd') | list }} {{ [0, 1, '', 'a'] | select | list }} {{ [1, 2, 3] | reject('equalto', 2) | list }} {{ [1, 1, 2] | unique | list }}",
    "{{ x.people | sort(attribute='name') | map(attribute='name') | list }} {{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A', 'c'] | sort(case_sensitive=true) }}",
    "{{ x.d | dictsort }} {{ x.d | items | list }} {{ x.d.items() | list | length }} {{ x.d.keys() | list }} {{ x.d.values() | list }} {{ x.d.get('b') }} {{ x.d.get('z') }} {{ x.d.get('z', 5) }} {{ x.d | length }} {{ x.d | list }}",
    "{{ x.d | tojson }} {{ x.s | tojson }} {{ x.u | tojson }} {{ x.u | tojson(ensure_ascii=true) }} {{ x.html | tojson }} {{ x.no | tojson }} {{ 1.0 | tojson }} {{ '\\x07\\x7f/' | tojson }}",
    "{{ x.d | tojson(indent=2) }}", "{{ {'b': 1, 'a': {'d': [], 'c': {}}} | tojson(indent=4, sort_keys=true) }} {{ [1, 2] | tojson(separators=(',', ':')) }} {{ '🙂' | tojson(ensure_ascii=true) }}",
    "{% for k, v in x.d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k in x.d %}{{ k }}{% endfor %}", "{% for c in 'añb' %}[{{ c }}]{% endfor %}",
    "{% for i in range(5) %}{{ i }}{% endfor %} {{ range(2, 8, 3) | list }} {{ range(3, 0, -1) | list }} {{ range(0) | list }}",
    "{% for i in x.l %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.cycle('a', 'b') }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.depth }} {% endfor %}",
    "{% for i in x.l if i > 1 %}{{ loop.index }}:{{ i }} {% endfor %}", "{% for i in [] %}x{% else %}none{% endfor %}", "{% for i in missing %}x{% else %}none{% endfor %}",
    "{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "{% set a = 1 %}{% for i in x.l %}{% set a = i %}{{ a }}{% endfor %}{{ a }}", "{% if true %}{% set a = 5 %}{% endif %}{{ a }}",
    "{% for i in [1, 2] %}{{ z is defined }}{% set z = i %}{{ z }}{% endfor %}{{ z is defined }}",
    "{% set ns = namespace(a=1, b='x') %}{% for i in x.l %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c is defined }}",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t[1] }} {{ t }} {{ (1,) }} {{ (1, 2) == [1, 2] }}", "{% for a, b in [[1, 2], [3, 4]] %}{{ a }}{{ b }}{% endfor %}", "{{ \"don't stop-me now (yes)\" | title }} {{ \"don't stop-me now (yes)\".title() }}",
    "{% set body %}a{{ x.n }}b{% endset %}[{{ body | upper }}]", "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, 3) }} {{ m(a=4, b=5) }} {{ m(b=6) }}",
    "{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "{% set k = 3 %}{% macro m() %}{{ k }}{{ x.n }}{% endmacro %}{% set k = 4 %}{{ m() }}",
    "{% for i in x.l %}{% for j in x.l %}{{ loop.index }}{{ loop.depth }}{% endfor %}{{ loop.index }} {% endfor %}",
    "{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ 'a\nb\r\nc'.splitlines() }} {{ 'a b c'.split(maxsplit=1) }} {{ ' a b '.rsplit(None, 1) }}",
    "{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'aXbX'.replace('X', '--') }} {{ 'aXbX'.replace('X', '-', 1) }} {{ 'abc'.find('c') }} {{ 'äbc'.find('c') }} {{ 'abc'.upper().lower().title().capitalize() }} {{ 'aaa'.count('a') }} {{ 'ab'.replace('', '.') }}",
    "{{ 'abc'.removeprefix('a') }} {{ 'abc'.removesuffix('c') }} {{ '12'.isdigit() }} {{ 'ab'.isalpha() }} {{ ' '.isspace() }} {{ 'ab'.islower() }} {{ 'a1'.isalnum() }} {{ 'abcb'.rfind('b') }}",
    "{{ x.html | e }} {{ x.html | escape }} {{ x.html | safe }} {{ x.html }}", "{{ 'a\nb\n\nc' | indent }} {{ 'a\nb' | indent(2, true) }} {{ 'a\n\nb' | indent(2, blank=true) }}",
    "{{ '42' | int }} {{ 'x' | int }} {{ 'x' | int(7) }} {{ 3.9 | int }} {{ '3.5' | float }} {{ 3 | float }} {{ 3.14159 | round(2) }} {{ 2.5 | round }} {{ 2.4 | round(0, 'ceil') }} {{ 5 | string | length }}",
    "{{ none }} {{ true }} {{ [none, true, 'a', \"it's\", 1.5] }} {{ {'a': none} }} {{ [] }} {{ {} }} {{ ['\\n\\t\\\\'] }} {{ [\"'\\\"\"] }}",
    "{{ 'line\\nbreak' }} {{ 'tab\\there' }} {{ 'u\\u00e9' }} {{ 'x\\x41' }} {{ \"q\\\"q\" }} {{ 'q\\'q' }} {{ '\\d' }} {{ 'oct\\101' }}", "{{ 'a' 'b' }}",
    "{{ bos_token }}{{ eos_token }}{{ unk_token }}{{ pad_token }}", "{{ messages | length }}{{ messages[0].content }}{{ messages[-1]['role'] }}", "{{ (1, 2)[1] }} {{ () | length }} {{ (3) }}",
    "{{ dict(a=1, b=2) }} {{ dict(a=1).a }}", "{{ x['d']['a'][4] }} {{ x.d.a[1] }} {{ x['l'][x.l[1]] }}", "{% if x.n == 7 %}a{% elif x.n == 8 %}b{% else %}c{% endif %}{% if x.n > 8 %}a{% elif x.n > 6 %}b{% else %}c{% endif %}",
    "{{ 'x' if false else 'y' if true else 'z' }}", "{{ [1, [2, 3]] | map('string') | list }} {{ ['a b', 'c'] | map('replace', ' ', '_') | list }} {{ ['  a '] | map('trim') | list }}",
    "{{ x.l | length > 2 and x.n }} {{ x.s | trim | length }} {{ not x.l | length == 3 }}", "{{ 'abc' | replace('b', 'X') | upper ~ '!' }} {{ ('a' + 'b') | upper }}", "{% set x = x.n %}{{ x }}",
    "{{ raise_exception('stop here') }}", "{{ missing.attribute }}", "{{ 1 + 'a' }}", "{{ 1 / 0 }}", "{{ x.n() }}", "{{ x.l.append(1) }}", "{{ unknown_function() }}", "{{ 1 | nosuchfilter }}", "{{ 1 is nosuchtest }}",
    "{% if %}", "{% for %}", "{{ }}", "{{ 1 ", "{% endif %}", "{% if true %}", "{{ (1 }}", "{{ 'a }}", "{% nosuchtag %}", "{{ 1 2 }}", "{# open", "{% set %}", "{{ a b }}", "{{ 1 if }}", "{% for i in x.l %}{% endif %}", "{{ range(1000000) | list | length }}", "{{ missing + 1 }}", "{% set x.y = 1 %}", "{{ [1, 2 }}", "{{ {1} }}",
]


def render(template, messages, add_generation_prompt=False, **extra):
    try:
        text, _ = render_jinja_template(
            [messages], chat_template=template, add_generation_prompt=add_generation_prompt, **TOKENS, **extra
        )
        return text[0]
    except (jinja2.TemplateError, TypeError, ZeroDivisionError, OverflowError, ValueError):
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True, help="SmolLM2-135M-Instruct as GGUF")
    args = parser.parse_args()
    base = AutoTokenizer.from_pretrained(os.path.dirname(args.base), gguf_file=os.path.basename(args.base))

    own = []
    for messages in CONVERSATIONS.values():
        for prompt in (False, True):
            text = base.apply_chat_template(messages, tokenize=False, add_generation_prompt=prompt)
            own.append({"messages": messages, "add_generation_prompt": prompt, "text": text})
    rendered = [
        {
            "template": template,
            "name": f"{name}, {kind}, {'prompt' if prompt else 'whole'}",
            "messages": messages,
            "add_generation_prompt": prompt,
            "text": render(template, messages, prompt),
        }
        for name, template in TEMPLATES.items()
        for kind, messages in CONVERSATIONS.items()
        for prompt in (False, True)
    ]
    for case in rendered:
        case["template"] = case["name"].split(",")[0]
    messages = CONVERSATIONS["one turn"]
    snippets = [{"source": s, "text": render(s, messages, x=X)} for s in SNIPPETS]
    with open(os.path.join(HERE, "data", "chat.json"), "w", encoding="utf-8") as f:
        json.dump(
            {"tokens": TOKENS, "base": own, "templates": TEMPLATES, "rendered": rendered, "messages": messages, "x": X,
             "snippets": snippets},
            f, ensure_ascii=True, indent=1,
        )
        f.write("\n")


if __name__ == "__main__":
    main()
