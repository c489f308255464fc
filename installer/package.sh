#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packages of the built programs. What goes in is what the install rules of cmake/LoraInstall.cmake list; each format
# only wraps that. The same sources give the same bytes: every time is that of the last commit, every list is sorted.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: installer/package.sh deb|run|tar|cuda|all|sums [options]

  deb   Debian packages: lora-studio, lora-studio-model-smollm2 (build on the oldest Debian they shall run on)
  run   an installer for a home folder, without root: everything inside, Qt and the model too
  tar   the same files as a plain .tar.zst, for any folder
  cuda  a Debian package of what GPUs need besides: lora-studio-cuda; takes NVIDIA's libraries from the downloads
  all   deb, run and tar
  sums  the sums of the packages that are there, and no packages: for signing on another machine than the builder's

  --out DIR      write them there (default: dist/ in the checkout)
  --offline      use only what is installed and downloaded already
  --no-build     package what build/release holds
  --twice        build and make everything a second time and compare: from a clone in another folder, for a user with
                 another home and mask, in another time zone, without the compiler's cache (as long as a first build)
  --sign KEY     sign the sums with this minisign key
TEXT
}

fail() { printf 'package: %s\n' "$1" >&2; exit "${2:-1}"; }
say() { printf '== %s\n' "$1"; }

format=${1:-}
case "$format" in
    deb|run|tar|cuda|all|sums) shift ;;
    -h|--help|help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio
out=$root/dist built=no offline=() twice=no key=
while [ $# -gt 0 ]; do
    case "$1" in
        --out) [ $# -ge 2 ] || fail "--out needs a folder" 2; out=$2; shift 2 ;;
        --offline) offline=(--offline); shift ;;
        --no-build) built=yes; shift ;;
        --twice) twice=yes; shift ;;
        --sign) [ $# -ge 2 ] || fail "--sign needs a minisign key" 2; key=$(realpath -- "$2"); shift 2 ;;
        *) usage >&2; fail "unknown option $1" 2 ;;
    esac
done
mkdir -p "$out" || fail "cannot write to $out: choose another folder with --out"
out=$(cd "$out" && pwd)

build=$root/build/release
if [ "$format" != sums ]; then
    # Only a commit can be cloned, and a file that is in none may be compiled all the same.
    commit=$(git -C "$root" rev-parse HEAD)
    [ "$twice" = no ] || [ -z "$(git -C "$root" status --porcelain)" ] || fail "--twice compares two builds of a commit: commit your changes first"
    [ "$built" = yes ] || "$here/bootstrap.sh" build "${offline[@]}"
    [ -x "$build/bin/lora-studio" ] && [ -x "$build/bin/lora-worker" ] || fail "$build holds no programs: leave --no-build out"
    for tool in dpkg-deb dpkg-shlibdeps zstd strip objdump python3 gzip makeself rsvg-convert; do
        command -v "$tool" >/dev/null || fail "$tool is missing: install the packages that installer/packages-debian.txt lists for packaging"
    done
fi
[ -z "$key" ] || { [ -r "$key" ] && command -v minisign >/dev/null; } || fail "signing needs minisign and a key that can be read: $key"

version=$(sed -n 's/^project(lora_studio VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
top=lora-studio-$version-linux-x86_64

# stage COMPONENT PREFIX: the install rules' files, stripped; NVIDIA's libraries as they came.
stage() {
    cmake --install "$build" --component "$1" --prefix "$2" >"$work/install.log" 2>&1 || { tail -n 5 "$work/install.log" >&2; fail "installing $1 failed"; }
    local file
    find "$2" -type f \( -name '*.so*' -o -path '*/bin/lora-*' \) ! -name 'libcu*' | while read -r file; do
        strip --strip-unneeded --remove-section=.comment "$file"
        chmod 755 "$file"
    done
}

# Whether the desktop will take the entry and the description, where the tools that know are installed. The description's
# id is the desktop entry's name: the name that AppStream would rather see begins with a domain, and the project has none.
validate() { # PREFIX
    ! command -v desktop-file-validate >/dev/null || desktop-file-validate "$1/share/applications/lora-studio.desktop" || fail "the desktop entry is not valid"
    ! command -v appstreamcli >/dev/null || appstreamcli validate --no-net --override=cid-desktopapp-is-not-rdns=info "$1/share/metainfo/lora-studio.metainfo.xml" >"$work/appstream.log" 2>&1 ||
        { cat "$work/appstream.log" >&2; fail "the AppStream description is not valid"; }
}

# Licences of what is inside, and the bill of materials. GROUPS are those of packages-pypi.txt.
papers() { # TREE FOLDER GROUPS
    python3 "$here/contents.py" --version "$version" --epoch "$SOURCE_DATE_EPOCH" --cache "$cache" --tree "$1" --groups "$3" --out "$2" ||
        fail "the licences of what is inside are not complete"
}

# list_libraries NAME ARGUMENTS...: kept beside the packages.
list_libraries() {
    local name=$1
    shift
    python3 "$here/libraries.py" list "$@" >"$out/$name-libraries.txt" || fail "$name carries a library too many or too few"
    tail -n 1 "$out/$name-libraries.txt"
}

# What the builder's checkout has of times and rights stays there.
settle() {
    chmod -R u=rwX,go=rX "$1"
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# Which installed packages the programs' libraries come from, as a Depends line.
depends_of() { # STAGED-USR
    mkdir -p "$work/debian"
    printf 'Source: lora-studio\n\nPackage: lora-studio\nArchitecture: amd64\n' >"$work/debian/control"
    (cd "$work" && dpkg-shlibdeps -O --ignore-missing-info -l"$1/lib/lora-studio" "$1"/bin/* "$1"/lib/lora-studio/*.so* 2>/dev/null) |
        sed -n 's/^shlibs:Depends=//p'
}

# deb PACKAGE TREE DEPENDS RECOMMENDS COMPRESSION SYNOPSIS TEXT
deb() {
    local name=$1 tree=$2 depends=$3 recommends=$4 compression=$5 synopsis=$6 text=$7
    mkdir -p "$tree/DEBIAN"
    (cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    {
        echo "Package: $name"
        echo "Version: $version"
        echo "Architecture: amd64"
        echo "Maintainer: The LoRA Studio authors <authors@lora-studio.invalid>"
        echo "Installed-Size: $(find "$tree/usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')"
        [ -z "$depends" ] || echo "Depends: $depends"
        [ -z "$recommends" ] || echo "Recommends: $recommends"
        echo "Section: science"
        echo "Priority: optional"
        echo "Description: $synopsis"
        printf ' %s\n' "$text" | fold -s -w 78 | sed 's/^\([^ ]\)/ \1/; s/ *$//'
    } >"$tree/DEBIAN/control"
    settle "$tree"
    local file=$out/${name}_${version}_amd64.deb
    # Two threads whatever the machine has: xz's blocks depend on there being more than one.
    # shellcheck disable=SC2086
    dpkg-deb --root-owner-group --threads-max=2 $compression --build "$tree" "$file" >/dev/null || fail "$name could not be written to $out"
    report "$file"
}

report() { printf '%s  %d MB\n' "$(basename "$1")" "$(($(stat -c %s "$1") / 1000000))"; }

make_deb() {
    say "Debian packages"
    local tree=$work/deb
    stage programs "$tree/usr"
    validate "$tree/usr"
    papers "$tree/usr" "$tree/usr/share/doc/lora-studio" libtorch
    list_libraries deb "$tree/usr"
    gzip -9n "$tree"/usr/share/man/man1/*.1
    printf 'lora-studio (%s) stable; urgency=medium\n\n  * %s\n\n -- The LoRA Studio authors <authors@lora-studio.invalid>  %s\n' "$version" \
        "Made from commit ${commit:0:12}." "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" |
        gzip -9n >"$tree/usr/share/doc/lora-studio/changelog.gz"
    cp "$root/LICENSE" "$tree/usr/share/doc/lora-studio/copyright"
    # Qt finds its platform plugin and picture formats by name, so no library asks for them.
    deb lora-studio "$tree" "$(depends_of "$tree/usr"), libqt6svg6, libxcb-cursor0, fonts-dejavu-core | fonts-noto-core" \
        "lora-studio-model-smollm2, fonts-noto-cjk" "-Zxz -z6" "studio for adapters of language models" \
        "Choose a base model, drop in examples, paint the layers that may change, watch the loss fall, compare base and adapter side by side, and export an adapter in the format of PEFT. Works offline and without Python; brings the parts of LibTorch that it needs."
    stage model "$work/model/usr"
    mkdir -p "$work/model/usr/share/doc/lora-studio-model-smollm2"
    mv "$work/model/usr/share/lora-studio/models/SmolLM2-LICENSE" "$work/model/usr/share/doc/lora-studio-model-smollm2/copyright"
    deb lora-studio-model-smollm2 "$work/model" "" "" "-Zxz -z1" "base model of LoRA Studio: SmolLM2-135M-Instruct" \
        "A language model of 135 million parameters in four bits, by its authors under the Apache licence 2.0. LoRA Studio uses it as the default base and in its demo."
}

# The tree of the .run and the .tar.zst: programs, model, Qt, and a font for systems that have none.
make_home_tree() {
    local tree=$work/home/$top
    [ ! -d "$tree" ] || return 0
    stage programs "$tree"
    stage model "$tree"
    python3 "$here/libraries.py" bring "$tree" || fail "Qt could not be brought along"
    mkdir -p "$tree/share/lora-studio/fonts"
    cp /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf /usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf \
        /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf "$tree/share/lora-studio/fonts"
    papers "$tree" "$tree/share/doc/lora-studio" libtorch,model
    list_libraries run "$tree" --alone
    local script
    for script in install.sh uninstall.sh; do
        sed "s/VERSION/$version/g" "$here/install-home.sh" >"$tree/$script"
        chmod 755 "$tree/$script"
    done
    (cd "$tree" && { find . ! -type d -printf '%P\n'; echo "share/lora-studio/files-$version.txt"; } | LC_ALL=C sort) >"$work/files"
    mv "$work/files" "$tree/share/lora-studio/files-$version.txt"
    settle "$tree"
}

tar_options=(--sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH")

make_run() {
    say "Installer for a home folder"
    make_home_tree
    # Gzip, which every Linux can unpack. "9n": at level 9, and no time of day in its header.
    (cd "$work/home" && TMPDIR=$work makeself --quiet --nox11 --sha256 --gzip --complevel 9n --tar-format gnu --tar-extra "${tar_options[*]:1}" \
        --packaging-date "$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH")" --target '$HOME/.local/opt/lora-studio' \
        "$top" "$top.run" "LoRA Studio $version" ./install.sh) >"$work/makeself.log" 2>&1 || { tail -n 5 "$work/makeself.log" >&2; fail "makeself failed"; }
    mv "$work/home/$top.run" "$out/$top.run"
    report "$out/$top.run"
    local model=$work/home/$top/share/lora-studio/models
    echo "  of which the model  $(($(cat "$model"/*.gguf | gzip -1c | wc -c) / 1000000)) MB"
}

make_tar() {
    say "Archive"
    make_home_tree
    tar "${tar_options[@]}" --format=gnu -C "$work/home" -cf - "$top" |
        zstd -q -19 -T2 -f -o "$out/$top.tar.zst" || fail "the archive could not be written to $out"
    report "$out/$top.tar.zst"
}

# NVIDIA's libraries as downloaded: wheels, or an environment into which they were installed.
nvidia_source() {
    local requirement name version wheel lacking=() site
    site=$(find "$cache/interop/lib" -maxdepth 2 -name site-packages 2>/dev/null | head -n 1)
    mkdir -p "$work/nvidia"
    for requirement in $(awk '$1 == "cuda" && $2 !~ /^torch=/ { print $2 }' "$here/packages-pypi.txt"); do
        name=${requirement%%==*} version=${requirement##*==}
        wheel=$(find "$cache/wheels" -name "${name//-/_}-$version-*.whl" | head -n 1)
        if [ -n "$wheel" ]; then
            unzip -q -o "$wheel" '*.so*' -d "$work/nvidia" || fail "the download of $name is damaged: delete $wheel and start again"
        elif [ -n "$site" ] && [ -d "$site/${name//-/_}-$version.dist-info" ]; then
            sed -n 's/^\([^,]*\.so[.0-9]*\),.*/\1/p' "$site/${name//-/_}-$version.dist-info/RECORD" | (cd "$site" && xargs cp --parents -t "$work/nvidia")
        else
            lacking+=("$requirement")
        fi
    done
    [ ${#lacking[@]} = 0 ] || fail "lora-studio-cuda is not made: these are not among the downloads in $cache/wheels: ${lacking[*]}. Fetch them there with python3 -m pip download --no-deps"
}

make_cuda() {
    say "Debian package for GPUs"
    local tree=$work/cuda whole=$work/whole file
    [ -e "$build/lib/liblora_cuda.so" ] || fail "lora-studio-cuda is not made: build/release has no CUDA kernels, which need nvcc"
    nvidia_source
    stage programs "$work/beside"
    cp -al "$work/beside" "$whole"
    stage cuda "$whole"
    python3 "$here/libraries.py" nvidia "$whole" --from "$work/nvidia" || fail "NVIDIA's libraries could not be brought along"
    list_libraries cuda "$whole"
    (cd "$work/beside" && find . -type f -print0) | (cd "$whole" && xargs -0 rm -f)
    find "$whole" -depth -type d -empty -delete
    mkdir -p "$tree" && mv "$whole" "$tree/usr"
    papers "$tree/usr" "$tree/usr/share/doc/lora-studio-cuda" cuda,cudnn
    cp "$root/LICENSE" "$tree/usr/share/doc/lora-studio-cuda/copyright"
    deb lora-studio-cuda "$tree" "lora-studio (= $version)" "" "-Zzstd -z6" "NVIDIA GPUs for LoRA Studio" \
        "What LoRA Studio needs to train and answer on an NVIDIA GPU: LibTorch's CUDA part and NVIDIA's libraries for CUDA 13. Needs NVIDIA's driver 580 or newer, which it finds by itself when it starts."
}

case "$format" in
    all) make_deb; make_run; make_tar ;;
    sums) ;;
    *) "make_$format" ;;
esac
products() { find . -maxdepth 1 -type f \( -name '*.deb' -o -name '*.run' -o -name '*.tar.zst' \) -printf '%f\n' | LC_ALL=C sort; }
[ -n "$(cd "$out" && products)" ] || fail "there are no packages in $out"
(cd "$out" && products | xargs sha256sum >SHA256SUMS)
rm -f "$out/SHA256SUMS.minisig"  # of other sums
say "Sums are in $out/SHA256SUMS"
if [ -n "$key" ]; then
    minisign -S -s "$key" -m "$out/SHA256SUMS" -t "LoRA Studio $version" >/dev/null || fail "the sums could not be signed with $key"
    say "Signed: $out/SHA256SUMS.minisig"
fi
[ "$twice" = yes ] && [ "$format" != sums ] || exit 0

# Everything again as somebody else would: nothing of the first build is used but the downloads. LibTorch lies in a folder
# of its own, not behind a link, which the compiler would see through.
second=$work/second-builder
build_again() {
    local theirs=$second/home/.cache/lora-studio kept libtorch=${LIBTORCH_DIR:-$cache/libtorch-2.11.0}
    mkdir -p "$theirs"
    for kept in wheels models interop; do
        [ ! -e "$cache/$kept" ] || ln -s "$cache/$kept" "$theirs/$kept"
    done
    cp -al "$libtorch" "$theirs/libtorch-2.11.0" 2>/dev/null || { rm -rf "$theirs/libtorch-2.11.0" && cp -a "$libtorch" "$theirs/libtorch-2.11.0"; }
    (
        umask 077
        git clone -q --no-checkout "$root" "$second/a-checkout" && git -C "$second/a-checkout" checkout -q --detach "$commit" &&
            env -u XDG_CACHE_HOME -u LIBTORCH_DIR -u CCACHE_DIR HOME="$second/home" TZ=Pacific/Kiritimati CCACHE_DISABLE=1 \
                "$second/a-checkout/installer/package.sh" "$format" --offline --out "$second/dist"
    )
}
differs=no
same() { # NAME ONE OTHER
    local one other
    one=$(sha256sum <"$2") other=$(sha256sum <"$3")
    printf '%s  %s\n%s  %s, again\n' "${one%% *}" "$1" "${other%% *}" "$1"
    [ "$one" = "$other" ] || { differs=yes; echo "package: $1 differs" >&2; }
}
say "A second time"
find "$work" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
build_again >"$out/second-build.log" 2>&1 || { tail -n 20 "$out/second-build.log" >&2; fail "the second build failed"; }
rm "$out/second-build.log"
for file in bin/lora-worker bin/lora-studio lib/liblora_cuda.so lib/liblora_cuda_graphs.so lib/liblora_cuda_attention.so; do
    [ -e "$build/$file" ] || continue
    strip --strip-unneeded --remove-section=.comment -o "$work/one" "$build/$file"
    strip --strip-unneeded --remove-section=.comment -o "$work/other" "$second/a-checkout/build/release/$file"
    same "$(basename "$file"), stripped" "$work/one" "$work/other"
done
while read -r file; do same "$file" "$out/$file" "$second/dist/$file"; done < <(cd "$second/dist" && products)
[ $differs = no ] || fail "two builds gave different bytes"
say "The same bytes twice"
