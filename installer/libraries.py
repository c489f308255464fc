#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The shared libraries of a package: brings Qt along, and says who needs each.

usage: libraries.py bring TREE    Qt, its plugins and all that they need, into TREE/lib/lora-studio/qt
       libraries.py nvidia TREE --from FOLDER
                                  what LibTorch's CUDA part in TREE needs of NVIDIA's libraries below FOLDER
       libraries.py list TREE     every library, its size and who needs it
       libraries.py list TREE --alone   the same for a tree that must need nothing but the C and C++ runtime

`list` fails for a library that nothing needs, and for a need that nothing meets.
"""
import pathlib
import re
import shutil
import subprocess
import sys

PRIVATE = pathlib.PurePath("lib/lora-studio")
# The C and C++ runtime is the system's in every package: drivers and the dynamic linker are built for it.
SYSTEM = re.compile(r"^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|stdc\+\+|gcc_s))\.so\b")
# Part of a graphics driver, never of a package.
DRIVER = re.compile(r"^lib(cuda|nvidia-ml)\.so\b")

# By folder of plugins: a screen (X11; none at all), pictures, input methods for Chinese and accents.
PLUGINS = {
    "platforms": ["libqxcb.so", "libqoffscreen.so"],
    "imageformats": ["libqsvg.so"],
    "iconengines": ["libqsvgicon.so"],
    "platforminputcontexts": ["libcomposeplatforminputcontextplugin.so", "libibusplatforminputcontextplugin.so"],
}

# Opened by name while running, so that no header lists them: who opens, what.
OPENS = [
    ("lora-worker", r"liblora_cuda\.so|liblora_cuda_graphs\.so|liblora_cuda_attention\.so"),
    ("liblora_cuda.so", r"libtorch_cuda\.so"),
    ("libtorch_cuda.so", r"libtorch_cuda_linalg\.so|libcaffe2_nvrtc\.so"),
    ("libtorch_nvshmem.so", r"libnvshmem_host\.so\.3"),
    ("libcaffe2_nvrtc.so", r"libnvrtc\.so\.13"),
    ("libnvrtc.so.13", r"libnvrtc-builtins\.so\.13\.0"),
    ("libcudnn.so.9", r"libcudnn_(adv|cnn|engines_precompiled|engines_runtime_compiled|graph|heuristic|ops)\.so\.9"),
    ("libcusparse.so.12", r"libnvJitLink\.so\.13"),
]


def needed(file):
    answer = subprocess.run(["objdump", "-p", file], capture_output=True, text=True)
    return re.findall(r"NEEDED +(\S+)", answer.stdout)


def system_libraries():
    found = {}
    listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    for name, path in re.findall(r"^\t(\S+) \(libc6,x86-64.*\) => (\S+)", listing, re.M):
        found.setdefault(name, pathlib.Path(path))
    return found


def is_program(file):
    with open(file, "rb") as opened:
        return opened.read(4) == b"\x7fELF"


def binaries(tree):
    """Programs and libraries of the tree, libraries by name."""
    programs = [file for file in sorted((tree / "bin").glob("*")) if file.is_file() and is_program(file)] if (tree / "bin").is_dir() else []
    libraries = [file for file in sorted((tree / PRIVATE).rglob("*.so*")) if file.is_file() and not file.is_symlink()]
    return programs, libraries


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source.resolve(), target)
    target.chmod(0o755)


def close(tree, available, target, roots):
    """Copies from `available` what `roots` and then the copies need and the tree does not hold."""
    programs, libraries = binaries(tree)
    held = {file.name for file in libraries}
    waiting = list(roots)
    while waiting:
        for name in needed(waiting.pop()):
            if name in held or name not in available or SYSTEM.match(name) or DRIVER.match(name):
                continue
            held.add(name)
            copy(available[name], target / name)
            waiting.append(target / name)


def bring(tree):
    plugins = pathlib.Path(subprocess.run(["qmake6", "-query", "QT_INSTALL_PLUGINS"], capture_output=True, text=True, check=True).stdout.strip())
    qt = tree / PRIVATE / "qt"
    roots = [tree / "bin/lora-studio", tree / "bin/lora-worker"]
    for kind, names in PLUGINS.items():
        for name in names:
            copy(plugins / kind / name, qt / "plugins" / kind / name)
            roots.append(qt / "plugins" / kind / name)
    close(tree, system_libraries(), qt / "lib", roots)
    (tree / "bin/qt.conf").write_text(f"[Paths]\nPrefix=../{PRIVATE}/qt\nPlugins=plugins\n")


def nvidia(tree, source):
    available = {file.name: file for file in sorted(source.rglob("*.so*")) if file.is_file()}
    private = tree / PRIVATE
    close(tree, available, private, binaries(tree)[1])
    # And what those open by name, until nothing new is opened.
    grown = True
    while grown:
        grown = False
        held = {file.name for file in binaries(tree)[1]}
        for opener, what in OPENS:
            for name in sorted(available):
                if opener in held and name not in held and re.fullmatch(what, name):
                    copy(available[name], private / name)
                    close(tree, available, private, [private / name])
                    grown = True


def listing(tree, alone):
    programs, libraries = binaries(tree)
    names = {file.name for file in libraries}
    # Our program opens the CUDA package's libraries from the package of programs.
    needs = {file: needed(file) for file in programs + libraries}
    openers = names | {file.name for file in programs} | {"lora-worker"}
    wanted_by, unmet = {}, set()
    system = {} if alone else system_libraries()
    for file, wanted in needs.items():
        for name in wanted:
            if name in names:
                wanted_by.setdefault(name, []).append(file.name)
            elif not (SYSTEM.match(name) or DRIVER.match(name) or name in system):
                unmet.add(f"{file.name} needs {name}, which is not inside")
    problems = sorted(unmet)
    for file in libraries:
        who = sorted(wanted_by.get(file.name, []))
        who += [f"{opener} opens it" for opener, what in OPENS if opener not in who and re.fullmatch(what, file.name) and opener in openers]
        if "plugins" in file.parts:
            who.append("libQt6Core.so.6 opens it")
        if not who:
            problems.append(f"{file.name} is inside and nothing needs it")
        shown = ", ".join(who[:3]) + (f" and {len(who) - 3} more" if len(who) > 3 else "")
        print(f"{file.stat().st_size / 1e6:8.1f} MB  {str(file.relative_to(tree)):70}  {shown or 'NOTHING'}")
    if problems:
        sys.exit("libraries: " + "; ".join(problems))
    print(f"libraries: {len(libraries)} inside, each is needed")


def main():
    words = sys.argv[1:]
    if len(words) == 2 and words[0] == "bring":
        bring(pathlib.Path(words[1]))
    elif len(words) == 4 and words[0] == "nvidia" and words[2] == "--from":
        nvidia(pathlib.Path(words[1]), pathlib.Path(words[3]))
    elif words[:1] == ["list"] and len(words) >= 2 and words[2:] in ([], ["--alone"]):
        listing(pathlib.Path(words[1]), "--alone" in words)
    else:
        sys.exit(__doc__)


main()
