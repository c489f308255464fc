#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The messages of core and worker, for the translators: writes ui/services/core_messages.cpp.

usage: core_messages.py          write it
       core_messages.py --check  fail, and name what differs, if it is not what the sources say

core writes English sentences of pieces joined by "+". What begins with a capital and has two words or more is taken for
one; what stands between its literals becomes %1, %2, …. The window matches what it is given against these patterns
(ui/services/localized.h).
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "ui/services/core_messages.cpp"
NAMES = {"Hugging Face", "LM Studio", "LoRA Studio"}
SOURCES = ["core", "ui/services", "app/worker/session*", "app/worker/train_run*"]
# Said to the log, or to who calls the program by hand: stays English.
NOT_SHOWN = re.compile(r"\b(log_\w+|tr|translate|qWarning|static_assert|QStringLiteral|LORA_CHECK|TORCH_CHECK)\s*$")
TOKEN = re.compile(r'''R"(?P<d>[^(\s]*)\((?P<raw>.*?)\)(?P=d)"|"(?P<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)+'|//[^\n]*|/\*.*?\*/|[A-Za-z_]\w*|\d[\w.']*|\s+|::|.''', re.S)
OPEN, CLOSE = "([{", ")]}"


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text)


def tokens_of(source):
    """(kind, text, line): "string" with its value, "code" as written; without comments, spaces and preprocessor lines."""
    source = re.sub(r"^[ \t]*#[^\n]*", "", source, flags=re.M)
    found = []
    for match in TOKEN.finditer(source):
        text = match[0]
        if text.isspace() or text.startswith(("//", "/*")):
            continue
        if match["text"] is not None or match["raw"] is not None:
            value = match["raw"] if match["raw"] is not None else unescape(match["text"])
            if found and found[-1][0] == "string":  # neighbouring literals are one
                found[-1] = ("string", found[-1][1] + value)
            else:
                found.append(("string", value))
        else:
            found.append(("code", text))
    return found


def expressions(tokens):
    """Every part between commas, semicolons and brackets that holds a literal, with the name of the call around it."""
    stack = [([], "")]
    for i, token in enumerate(tokens):
        kind, text = token
        if kind == "code" and text in OPEN:
            caller = tokens[i - 1][1] if i and tokens[i - 1][0] == "code" else ""
            stack.append(([], caller))
        elif kind == "code" and (text in CLOSE or text in ",;"):
            part, caller = stack[-1]
            if part:
                yield part, caller
            if text in CLOSE and len(stack) > 1:
                stack.pop()
                # A bracket within an expression is one piece of it: a call, or alternatives in brackets.
                if stack[-1][0] is not None:
                    inner = part if text == ")" and (caller == "string" or not re.fullmatch(r"\w+", caller)) else []
                    stack[-1][0].append(("group", inner))
            else:
                stack[-1] = ([], caller)
        else:
            stack[-1][0].append(token)


def alternatives(part):
    """The patterns that an expression may come to, as lists of literals and None for anything else."""
    depth_free = [i for i, (kind, text) in enumerate(part) if kind == "code" and text == "?"]
    if depth_free:
        first = depth_free[0]
        colon = next((i for i in range(first, len(part)) if part[i] == ("code", ":")), None)
        if colon is None:
            return []
        # "a + (b ? c : d)" keeps its brackets as a group; here the whole is "b ? c : d".
        start = first
        return alternatives(part[start + 1:colon]) + alternatives(part[colon + 1:])
    while part and part[0] in (("code", "return"), ("code", "=")):
        part = part[1:]
    # What is assigned, not to what.
    for i, token in enumerate(part):
        if token in (("code", "="), ("code", "return"), ("code", "throw")):
            part = part[i + 1:]
            break
    pieces = [[]]
    operand = []
    for token in part + [("code", "+")]:
        if token == ("code", "+"):
            choices = operand_choices(operand)
            pieces = [one + choice for one in pieces for choice in choices][:8]
            operand = []
        else:
            operand.append(token)
    return pieces


def operand_choices(operand):
    if len(operand) == 1 and operand[0][0] == "string":
        return [[operand[0][1]]]
    if len(operand) == 1 and operand[0][0] == "group" and any(kind == "string" for kind, _ in operand[0][1]):
        return alternatives(operand[0][1]) or [[None]]
    # std::string("literal")
    if operand[-1:] and operand[-1][0] == "group" and ("code", "string") in operand:
        if len(operand[-1][1]) == 1 and operand[-1][1][0][0] == "string":
            return [[operand[-1][1][0][1]]]
    return [[None]]


def pattern_of(pieces):
    text, number, after_gap = "", 0, False
    for piece in pieces:
        if piece is None:
            if not after_gap:
                number += 1
                text += f"%{number}"
            after_gap = True
        elif piece:
            text += piece
            after_gap = False
    # "The index is damaged: " is handed to who puts the rest behind it.
    return text + f"%{number + 1}" if text.endswith(" ") else text


# Where something is: "%1, line %2", "message %1".
PLACE = re.compile(r"(%1[,:] )?(line|message|byte|merge) %\d(, (byte|column) %\d)?")


def is_field(text):
    """"%1: model.vocab": files and fields are called the same in every language."""
    return re.fullmatch(r"%1[,:] [a-z_]+([._][a-z_]+)*(: '%2')?", text) is not None


def is_message(text):
    if PLACE.fullmatch(text):
        return True
    if is_field(text) or text in NAMES:
        return False
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"%\d", "", text))
    begins = text[:1].isupper() or re.match(r"%1\W* [a-z]{2,}", text)
    return bool(begins) and len(words) >= 2 and " " in text and "\n" not in text and not re.search(r"[{}<>]|::|\b(SELECT|CREATE|INSERT|UPDATE|DELETE|PRAGMA|ALTER)\b", text)


def messages():
    found = {}
    for source in SOURCES:
        for place in sorted(ROOT.glob(source)):
            files = sorted(place.rglob("*")) if place.is_dir() else [place]
            for file in files:
                if file.suffix not in (".cpp", ".h") or file == OUT or file.name == "bench.cpp":
                    continue
                for part, caller in expressions(tokens_of(file.read_text())):
                    if NOT_SHOWN.search(caller + " ") or NOT_SHOWN.search(caller):
                        continue
                    if not any(kind == "string" or kind == "group" for kind, _ in part):
                        continue
                    for pieces in alternatives(part):
                        text = pattern_of(pieces)
                        # "creating a folder", which system_error puts behind "Not allowed while".
                        if any(pieces) and (is_message(text) or caller == "system_error"):
                            found.setdefault(text, file.relative_to(ROOT).as_posix())
    return found


def written():
    lines = ["// SPDX-License-Identifier: GPL-3.0-or-later",
             "// Made by resources/translations/core_messages.py from the sentences in the sources of core: not edited by hand.",
             '#include "ui/services/core_messages.h"', "", "#include <QtCore/QtGlobal>", "", "namespace lora::ui {", "",
             "// clang-format off", "const std::vector<const char*>& core_messages() {",
             "    static const std::vector<const char*> all{"]
    file_now = None
    for text, file in sorted(messages().items(), key=lambda item: (item[1], item[0])):
        if file != file_now:
            lines.append(f"        // {file}")
            file_now = file
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'        QT_TRANSLATE_NOOP("core", "{quoted}"),')
    lines += ["    };", "    return all;", "}", "// clang-format on", "", "}  // namespace lora::ui", ""]
    return "\n".join(lines)


def main():
    text = written()
    if sys.argv[1:] == ["--check"]:
        there = OUT.read_text() if OUT.exists() else ""
        if there != text:
            strip = lambda all_of_it: {line.strip() for line in all_of_it.splitlines() if "QT_TRANSLATE_NOOP" in line}
            for line in sorted(strip(text) - strip(there)):
                print("new: " + line)
            for line in sorted(strip(there) - strip(text)):
                print("gone: " + line)
            sys.exit("core_messages: run resources/translations/core_messages.py")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        OUT.write_text(text)


main()
