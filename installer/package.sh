#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packages of the built programs. What goes in is what the install rules of cmake/LoraInstall.cmake list; each format
# only wraps that. The same sources give the same bytes: every time is that of the last commit, every list is sorted.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: installer/package.sh deb|tar|all [--out DIR] [--offline] [--no-build]

  deb   Debian packages: lora-studio, lora-studio-model-smollm2 (build on the oldest Debian they shall run on)
  tar   one .tar.zst with the programs, the model and every licence, for any folder
  all   both

  --out DIR    write them there (default: dist/ in the checkout)
  --offline    use only what is installed and downloaded already
  --no-build   package what build/release holds
TEXT
}

fail() { printf 'package: %s\n' "$1" >&2; exit "${2:-1}"; }
say() { printf '== %s\n' "$1"; }

format=${1:-}
case "$format" in
    deb|tar|all) shift ;;
    -h|--help|help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio
out=$root/dist built=no offline=()
while [ $# -gt 0 ]; do
    case "$1" in
        --out) [ $# -ge 2 ] || fail "--out needs a folder" 2; out=$2; shift 2 ;;
        --offline) offline=(--offline); shift ;;
        --no-build) built=yes; shift ;;
        *) usage >&2; fail "unknown option $1" 2 ;;
    esac
done
mkdir -p "$out" || fail "cannot write to $out: choose another folder with --out"
out=$(cd "$out" && pwd)

[ "$built" = yes ] || "$here/bootstrap.sh" build "${offline[@]}"
build=$root/build/release
[ -x "$build/bin/lora-studio" ] && [ -x "$build/bin/lora-worker" ] || fail "$build holds no programs: leave --no-build out"
for tool in dpkg-deb dpkg-shlibdeps zstd strip python3 gzip; do
    command -v "$tool" >/dev/null || fail "$tool is missing: install the packages that installer/packages-debian.txt lists for packaging"
done

version=$(sed -n 's/^project(lora_studio VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# stage COMPONENT PREFIX: the install rules' files, stripped.
stage() {
    cmake --install "$build" --component "$1" --prefix "$2" >/dev/null || fail "installing $1 failed"
    local file
    find "$2" -type f \( -name '*.so*' -o -path '*/bin/*' \) | while read -r file; do
        strip --strip-unneeded --remove-section=.comment "$file"
        chmod 755 "$file"
    done
}

# Licences of what is inside, and the bill of materials.
papers() { # PREFIX
    python3 "$here/contents.py" --version "$version" --epoch "$SOURCE_DATE_EPOCH" --cache "$cache" --tree "$1" \
        --out "$1/share/doc/lora-studio" || fail "the licences of what is inside are not complete"
}

set_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

# Which installed packages the programs' libraries come from, as a Depends line.
depends_of() { # STAGED-USR
    mkdir -p "$work/debian"
    printf 'Source: lora-studio\n\nPackage: lora-studio\nArchitecture: amd64\n' >"$work/debian/control"
    (cd "$work" && dpkg-shlibdeps -O --ignore-missing-info -l"$1/lib/lora-studio" "$1"/bin/* "$1"/lib/lora-studio/*.so* 2>/dev/null) |
        sed -n 's/^shlibs:Depends=//p'
}

# deb PACKAGE TREE DEPENDS RECOMMENDS DESCRIPTION...
deb() {
    local name=$1 tree=$2 depends=$3 recommends=$4 synopsis=$5 text=$6
    mkdir -p "$tree/DEBIAN"
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    {
        echo "Package: $name"
        echo "Version: $version"
        echo "Architecture: amd64"
        echo "Maintainer: The LoRA Studio authors <authors@lora-studio.invalid>"
        echo "Installed-Size: $(du -k --apparent-size -s "$tree/usr" | cut -f1)"
        [ -z "$depends" ] || echo "Depends: $depends"
        [ -z "$recommends" ] || echo "Recommends: $recommends"
        echo "Section: science"
        echo "Priority: optional"
        echo "Description: $synopsis"
        printf ' %s\n' "$text" | fold -s -w 78 | sed 's/^\([^ ]\)/ \1/; s/ *$//'
    } >"$tree/DEBIAN/control"
    set_times "$tree"
    local file=$out/${name}_${version}_amd64.deb
    dpkg-deb --root-owner-group -Zxz -z6 --build "$tree" "$file" >/dev/null || fail "$name could not be written to $out"
    report "$file"
}

report() { printf '%s  %d MB\n' "$(basename "$1")" "$(($(stat -c %s "$1") / 1000000))"; }

make_deb() {
    say "Debian packages"
    stage programs "$work/deb/usr"
    papers "$work/deb/usr"
    local changelog=$work/deb/usr/share/doc/lora-studio/changelog.gz
    printf 'lora-studio (%s) stable; urgency=medium\n\n  * %s\n\n -- The LoRA Studio authors <authors@lora-studio.invalid>  %s\n' "$version" \
        "Made from commit $(git -C "$root" rev-parse --short HEAD)." "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$changelog"
    cp "$root/LICENSE" "$work/deb/usr/share/doc/lora-studio/copyright"
    # Qt finds its platform plugin and picture formats by name, so no library asks for them.
    deb lora-studio "$work/deb" "$(depends_of "$work/deb/usr"), libqt6svg6, libxcb-cursor0, fonts-dejavu-core | fonts-noto-core" \
        "lora-studio-model-smollm2" "studio for adapters of language models" \
        "Choose a base model, drop in examples, paint the layers that may change, watch the loss fall, compare base and adapter side by side, and export an adapter that PEFT, vLLM, llama.cpp and MLX load. Works offline and without Python; brings the parts of LibTorch that it needs."
    stage model "$work/model/usr"
    mkdir -p "$work/model/usr/share/doc/lora-studio-model-smollm2"
    mv "$work/model/usr/share/lora-studio/models/SmolLM2-LICENSE" "$work/model/usr/share/doc/lora-studio-model-smollm2/copyright"
    deb lora-studio-model-smollm2 "$work/model" "" "" "base model of LoRA Studio: SmolLM2-135M-Instruct" \
        "A language model of 135 million parameters in four bits, by its authors under the Apache licence 2.0. LoRA Studio uses it as the default base and in its demo."
}

make_tar() {
    say "Archive"
    local top=lora-studio-$version
    stage programs "$work/tar/$top"
    stage model "$work/tar/$top"
    papers "$work/tar/$top"
    set_times "$work/tar/$top"
    tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --mtime="@$SOURCE_DATE_EPOCH" -C "$work/tar" -cf - "$top" |
        zstd -q -19 -T0 -f -o "$out/$top-linux-x86_64.tar.zst" || fail "the archive could not be written to $out"
    report "$out/$top-linux-x86_64.tar.zst"
}

case "$format" in
    deb) make_deb ;;
    tar) make_tar ;;
    all) make_deb; make_tar ;;
esac
(cd "$out" && find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.tar.zst' \) -printf '%f\n' | sort | xargs sha256sum >SHA256SUMS)
say "Sums are in $out/SHA256SUMS"
