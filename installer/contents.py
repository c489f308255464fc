#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a package holds of others: every licence text, and a bill of materials (CycloneDX 1.5, JSON).

usage: contents.py --version V --epoch SECONDS --cache FOLDER --tree FOLDER --groups A,B --out FOLDER

Reads the GROUPS of packages-pypi.txt and, where the programs are in the tree, the group `inside` of packages-debian.txt,
which beside this script are the only lists of dependencies. Files of Debian packages that lie in the tree (Qt and fonts,
where they are brought along) are found by name. A dependency without a licence text is an error.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import uuid
import zipfile

here = pathlib.Path(__file__).resolve().parent


def listed(file, *groups):
    for line in (here / file).read_text().splitlines():
        words = line.split()
        if len(words) == 2 and words[0] in groups:
            yield words[1]


def sha256(file):
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Installed:
    """A wheel that was installed into an environment, read as if it were still one."""

    def __init__(self, record):
        self.site = record.parent.parent
        self.names = [line.split(",")[0] for line in record.read_text().splitlines()]

    def namelist(self):
        return self.names

    def read(self, name):
        return (self.site / name).read_bytes()


def wheel_of(requirement, cache):
    name, version = requirement.split("==")
    found = sorted((cache / "wheels").glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    if not found:
        installed = sorted((cache / "interop/lib").glob(f"*/site-packages/{name.replace('-', '_')}-{version}.dist-info/RECORD"))
        if installed:
            return name, version, Installed(installed[0])
        sys.exit(f"contents: {requirement} is not among the downloads in {cache / 'wheels'}: run installer/bootstrap.sh build")
    return name, version, zipfile.ZipFile(found[0])


def from_wheel(requirement, cache, licences):
    name, version, wheel = wheel_of(requirement, cache)
    texts = [entry for entry in wheel.namelist()
             if re.search(r"\.dist-info/|^nvidia/\w+/[^/]+$", entry) and re.search(r"/(licen[cs]e|notice|copying)[^/]*$", entry, re.I)]
    if not texts:
        sys.exit(f"contents: the download of {requirement} holds no licence text")
    for entry in sorted(texts):
        kind = pathlib.PurePosixPath(entry).name.split(".")[0].upper()
        (licences / f"{name}-{kind}.txt").write_bytes(wheel.read(entry))
    return {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}


def from_debian(package, licences):
    answer = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True)
    text = pathlib.Path("/usr/share/doc") / package / "copyright"
    if answer.returncode or not text.exists():
        sys.exit(f"contents: the Debian package {package} is not installed, or has no copyright file")
    shutil.copyfile(text, licences / f"{package}.txt")
    version = answer.stdout
    return {"type": "library", "name": package, "version": version, "purl": f"pkg:deb/debian/{package}@{version}?arch=amd64"}


def owners(tree):
    """Debian packages whose shared libraries and fonts lie in the tree, by file name."""
    names = sorted({file.name for pattern in ("*.so*", "*.ttf") for file in tree.rglob(pattern) if file.is_file()})
    found = {}
    for name in names:
        answer = subprocess.run(["dpkg", "-S", f"*/{name}"], capture_output=True, text=True)
        for line in sorted(answer.stdout.splitlines()):
            package, path = line.split(": ", 1)
            if path.startswith(("/usr/lib/x86_64-linux-gnu/", "/lib/x86_64-linux-gnu/", "/usr/share/fonts/")):
                found.setdefault(package.split(",")[0].split(":")[0], []).append(name)
                break
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("version", "epoch", "cache", "tree", "groups", "out"):
        arguments.add_argument(f"--{name}", required=True)
    given = arguments.parse_args()
    cache, tree, out = pathlib.Path(given.cache), pathlib.Path(given.tree), pathlib.Path(given.out)
    licences = out / "licences"
    licences.mkdir(parents=True, exist_ok=True)
    for name in ("GPL-3", "Apache-2.0"):
        shutil.copyfile(f"/usr/share/common-licenses/{name}", licences / f"{name}.txt")

    libtorch = sorted((tree / "lib/lora-studio").glob("*.so*"))
    brought = owners(tree)
    of_debian = {name for names in brought.values() for name in names}
    hashes = {file.name: sha256(file) for file in libtorch if file.name not in of_debian or file.name == "libgomp.so.1"}
    brought.pop("libgomp1", None)  # LibTorch's own copy

    components = [from_wheel(requirement, cache, licences) for requirement in listed("packages-pypi.txt", *given.groups.split(","))]
    components[0]["components"] = [
        {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]} for name, digest in sorted(hashes.items())]
    inside = set(listed("packages-debian.txt", "inside")) if (tree / "bin").is_dir() else set()
    components += [from_debian(package, licences) for package in sorted(inside | set(brought))]

    stamp = datetime.datetime.fromtimestamp(int(given.epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([given.version, given.epoch, components], sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": stamp,
            "component": {
                "type": "application", "name": "lora-studio", "version": given.version,
                "licenses": [{"expression": "GPL-3.0-or-later AND Apache-2.0"}],
            },
        },
        "components": components,
    }
    (out / "sbom.cyclonedx.json").write_text(json.dumps(document, indent=1) + "\n")


main()
