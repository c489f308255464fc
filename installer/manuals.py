#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Man pages and shell completions, written from what the two programs say under --help.

usage: manuals.py --programs FOLDER --out SHARE
       manuals.py --programs FOLDER --check

--check writes nothing: it fails where a verb or an option of the programs would be missing from what is written.
"""
import argparse
import dataclasses
import os
import pathlib
import re
import subprocess
import sys

COLUMN = 30  # where lora-worker's descriptions begin


@dataclasses.dataclass
class Option:
    names: list
    value: str = ""
    choices: tuple = ()
    text: str = ""
    required: bool = False


@dataclasses.dataclass
class Command:
    name: str
    summary: str = ""
    usage: str = ""
    options: list = dataclasses.field(default_factory=list)
    arguments: list = dataclasses.field(default_factory=list)
    verbs: list = dataclasses.field(default_factory=list)


def said(program, *words):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", COLUMNS="200", LC_ALL="C.UTF-8")
    answer = subprocess.run([program, *words], capture_output=True, text=True, env=environment)
    if answer.returncode:
        sys.exit(f"manuals: {program.name} {' '.join(words)} ended with {answer.returncode}: {answer.stderr.strip()}")
    return answer.stdout


def choices_of(value, text):
    """{a,b} in the value, or a description that is a list of words alone: "auto, cpu or cuda"."""
    if match := re.search(r"\{([^}]*)\}", value):
        return tuple(match[1].split(","))
    if re.fullmatch(r"(\w+, )*\w+ or \w+", text):
        return tuple(re.split(r", | or ", text))
    return ()


def entry(left, text):
    names, _, value = left.strip().partition(" ")
    required = "REQUIRED" in value
    value = value.replace("REQUIRED", "").strip()
    return Option(names.split(","), value, choices_of(value, text), text, required)


def of_worker(program, verb=None):
    lines = said(program, *([verb] if verb else []), "--help").splitlines()
    command = Command(verb or "lora-worker", lines[0].strip(), lines[1].removeprefix("Usage: ").strip())
    section, rows = "", []
    for line in lines[2:]:
        if line and not line.startswith(" "):
            section = line.rstrip(":")
        elif line.startswith(" " * COLUMN):  # goes on from a name too long for the column
            rows[-1][2] = line.strip()
        elif line.strip():
            whole = len(line) > COLUMN and line[COLUMN - 1] == " " and line[COLUMN] != " "
            rows.append([section, line[:COLUMN] if whole else line, line[COLUMN:].strip() if whole else ""])
    for section, left, text in rows:
        if section == "Options":
            command.options.append(entry(left, text))
        elif section == "Positionals":
            command.arguments.append(entry(left, text))
        elif section == "Subcommands":
            command.verbs.append((left.strip(), text))
    return command


def of_studio(program):
    command = Command("lora-studio", "studio for adapters of language models", "lora-studio [options] [file]")
    section, found = "", command.options
    for line in said(program, "--help").splitlines():
        if line in ("Options:", "Arguments:"):
            section, found = line, command.options if line == "Options:" else command.arguments
        elif section and (match := re.match(r"  (\S.*?)  +(\S.*)", line)):
            left = match[1]
            value = (re.search(r"<(\w+)>", left) or ["", ""])[1]
            names = re.sub(r" ?<\w+>", "", left).split(", ")
            found.append(Option(names, value.upper(), (), match[2]))
        elif section and line.strip():
            found[-1].text += " " + line.strip()
    for option in command.options:
        if match := re.search(r": ((\w+, )+\w+)\.$", option.text) or re.fullmatch(r"((\w+, )+\w+ or \w+)\.", option.text):
            option.choices = tuple(re.split(r", | or ", match[1]))
    return command


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def manual_options(options):
    for option in options:
        value = re.sub(r":\{.*\}", "", option.value).partition("=")[0].removesuffix(" ...").strip()
        head = ", ".join(f"\\fB{roff(name)}\\fR" for name in option.names) + (f" \\fI{roff(value)}\\fR" if value else "")
        yield f".TP\n{head}\n{roff(option.text)}" + (" (required)" if option.required else "")


CODES = """.SH EXIT STATUS
.TP
0
Done.
.TP
1
A bug of ours.
.TP
2
The command line was not understood.
.TP
3
A file or value that was given cannot be used.
.TP
4
Memory, disk, device or processor do not suffice.
.TP
5
Interrupted; can be resumed."""

FILES = """.SH FILES
.TP
\\fI~/.local/share/lora\\-studio/index.sqlite\\fR
The index of projects; \\fBlora\\-studio \\-\\-rebuild\\-index\\fR makes it again from their folders.
.TP
\\fI~/.cache/lora\\-studio\\fR
Downloaded models."""


def manual(command, version, verbs=(), also=""):
    name = command.name
    out = [f'.TH {name.upper()} 1 "" "LoRA Studio {version}" "LoRA Studio"', ".SH NAME", f"{roff(name)} \\- {roff(command.summary)}",
           ".SH SYNOPSIS", f".B {roff(command.usage)}", ".SH OPTIONS", *manual_options(command.arguments + command.options)]
    if verbs:
        out.append(".SH VERBS")
        for verb in verbs:
            out += [f".SS {roff(verb.name)}", roff(verb.summary) + ".", *manual_options(verb.arguments + verb.options)]
    out += [CODES, FILES, ".SH SEE ALSO", f".BR {roff(also)} (1)"]
    return "\n".join(out) + "\n"


def long_of(options):
    return [name for option in options for name in option.names if name.startswith("-")]


def bash(worker, verbs, studio):
    def values(options):
        for option in options:
            if option.choices:
                yield f"            {'|'.join(option.names)}) COMPREPLY=($(compgen -W '{' '.join(option.choices)}' -- \"$now\")); return ;;"
            elif option.value:
                yield f"            {'|'.join(option.names)}) _filedir 2>/dev/null || COMPREPLY=($(compgen -f -- \"$now\")); return ;;"

    def cases():
        for command in verbs:
            words = long_of(command.options) + [word for argument in command.arguments for word in argument.choices]
            yield f"        {command.name})\n            case $before in\n" + "\n".join(values(command.options))
            yield f"            esac\n            COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$now\")) ;;"

    return "\n".join([
        "# Completion of lora-worker and lora-studio for bash.", "_lora_worker() {",
        "    local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}", "    COMPREPLY=()",
        "    if [ \"$COMP_CWORD\" = 1 ]; then",
        f"        COMPREPLY=($(compgen -W '{' '.join([verb.name for verb in verbs] + long_of(worker.options))}' -- \"$now\")); return",
        "    fi", "    case ${COMP_WORDS[1]} in", *cases(), "    esac", "}", "_lora_studio() {",
        "    local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}", "    COMPREPLY=()", "    case $before in",
        *values(studio.options), "    esac",
        f"    case $now in -*) COMPREPLY=($(compgen -W '{' '.join(long_of(studio.options))}' -- \"$now\")); return ;; esac",
        "    COMPREPLY=($(compgen -f -- \"$now\"))", "}",
        "complete -o filenames -F _lora_worker lora-worker", "complete -o filenames -F _lora_studio lora-studio"]) + "\n"


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def zsh(worker, verbs, studio):
    def arguments(options):
        for option in options:
            text = re.sub(r"([\[\]:])", r"\\\1", option.text)
            action = f":value:({' '.join(option.choices)})" if option.choices else ":value:_files" if option.value else ""
            for name in option.names:
                yield quoted(f"{name}[{text}]{action}")

    def cases():
        for command in verbs:
            words = [word for argument in command.arguments for word in argument.choices]
            rest = [quoted(f":what:({' '.join(words)})")] if words else []
            yield f"        {command.name}) _arguments {' '.join([*arguments(command.options), *rest])} ;;"

    described = " ".join(quoted(f"{verb.name}:{verb.summary}") for verb in verbs)
    return "\n".join([
        "#compdef lora-worker lora-studio", "_lora_worker() {", "    if (( CURRENT == 2 )); then",
        f"        local -a verbs=({described})", "        _describe verb verbs", f"        compadd -- {' '.join(long_of(worker.options))}",
        "        return", "    fi", "    local verb=$words[2]", "    shift words; (( CURRENT-- ))", "    case $verb in", *cases(),
        "    esac", "}", 'case $service in', "    lora-worker) _lora_worker ;;",
        f"    lora-studio) _arguments {' '.join(arguments(studio.options))} '*:file:_files' ;;", "esac"]) + "\n"


def fish(worker, verbs, studio):
    def lines(program, options, condition=""):
        for option in options:
            words = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
            value = f" -x -a {quoted(' '.join(option.choices))}" if option.choices else " -r -F" if option.value else ""
            yield f"complete -c {program}{condition} {' '.join(words)}{value} -d {quoted(option.text)}"

    out = ["# Completion of lora-worker and lora-studio for fish.", "complete -c lora-worker -f",
           *lines("lora-worker", worker.options, " -n __fish_use_subcommand")]
    for verb in verbs:
        condition = f" -n '__fish_seen_subcommand_from {verb.name}'"
        out.append(f"complete -c lora-worker -n __fish_use_subcommand -a {verb.name} -d {quoted(verb.summary)}")
        out += lines("lora-worker", verb.options, condition)
        out += [f"complete -c lora-worker{condition} -a {quoted(' '.join(argument.choices))}" for argument in verb.arguments if argument.choices]
    return "\n".join([*out, *lines("lora-studio", studio.options)]) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--programs", required=True)
    arguments.add_argument("--out")
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    programs = pathlib.Path(given.programs).resolve()
    worker, studio = of_worker(programs / "lora-worker"), of_studio(programs / "lora-studio")
    verbs = [of_worker(programs / "lora-worker", verb) for verb, _ in worker.verbs]
    version = said(programs / "lora-worker", "--version").strip()
    worker.usage, worker.summary = "lora-worker VERB [OPTIONS]", "trains, compares and exports adapters of language models"
    texts = {
        "man/man1/lora-worker.1": manual(worker, version, verbs, "lora-studio"),
        "man/man1/lora-studio.1": manual(studio, version, (), "lora-worker"),
        "bash-completion/completions/lora-worker": bash(worker, verbs, studio),
        "zsh/vendor-completions/_lora-worker": zsh(worker, verbs, studio),
        "fish/vendor_completions.d/lora-worker.fish": fish(worker, verbs, studio),
    }
    # bash looks a file up by the program's name.
    texts["bash-completion/completions/lora-studio"] = texts["bash-completion/completions/lora-worker"]
    if given.check:
        check(programs, texts)
        return
    for name, text in texts.items():
        file = pathlib.Path(given.out) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def check(programs, texts):
    """Reads the programs' help once more, as plain words, and looks for each option and verb."""
    missing = []
    helps = {"lora-studio": said(programs / "lora-studio", "--help")}
    helps["lora-worker"] = said(programs / "lora-worker", "--help")
    for verb in re.findall(r"(?m)^  ([a-z]\S*)", helps["lora-worker"].split("Subcommands:")[1]):
        helps["lora-worker"] += said(programs / "lora-worker", verb, "--help")
        missing += [f"{verb} in {name}" for name, text in texts.items() if "studio.1" not in name and verb not in text]
    for program, text in helps.items():
        for option in sorted(set(re.findall(r"(?m)^  (?:-\w, ?)?(--[\w-]+)", text))):
            for name, written in texts.items():
                if (program == "lora-worker" and "studio.1" in name) or (program == "lora-studio" and "worker.1" in name):
                    continue
                form = roff(option) if name.endswith(".1") else f"-l {option[2:]}" if name.endswith(".fish") else option
                if form not in written:
                    missing.append(f"{option} in {name}")
    if missing:
        sys.exit("manuals: missing " + ", ".join(missing))
    print("manuals: every verb and option is in the man pages and the completions")


main()
