#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# In a package for a home folder this file is install.sh and uninstall.sh. The first makes the programs that lie beside
# it known to the user's desktop and shell; the second takes that back and removes the programs. No root is needed, and
# the user's own projects are never touched.
set -eu
top=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
record=$top/share/lora-studio/home-files.txt

refresh() {
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime" >/dev/null 2>&1 || :
    command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications" >/dev/null 2>&1 || :
}

place() { # FILE TARGET: a copy, remembered
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
    printf '%s\n' "$2" >>"$record"
}

point() { # FILE TARGET: a link; what is the user's own there stays
    mkdir -p "$(dirname "$2")"
    if [ -e "$2" ] && [ ! -L "$2" ]; then
        echo "install: $2 is there already and stays as it is" >&2
        return
    fi
    ln -sf "$1" "$2"
    printf '%s\n' "$2" >>"$record"
}

desktop_entry() {
    # The path as the desktop's own rules want it: quoted, with its special characters escaped twice.
    exec_path=$(printf '%s' "$top/bin/lora-studio" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g')
    while IFS= read -r line; do
        case $line in
            Exec=*) printf 'Exec="%s" %%f\n' "$exec_path" ;;
            TryExec=*) printf 'TryExec=%s\n' "$(printf '%s' "$top/bin/lora-studio" | sed 's/\\/\\\\/g')" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$top/share/applications/lora-studio.desktop"
}

install() {
    # What an earlier version had and this one has not.
    for old in "$top"/share/lora-studio/files-*.txt; do
        [ "$old" != "$top/share/lora-studio/files-VERSION.txt" ] || continue
        while IFS= read -r file; do
            grep -Fqx "$file" "$top/share/lora-studio/files-VERSION.txt" || rm -f "$top/$file"
        done <"$old"
        rm -f "$old"
    done
    : >"$record"
    mkdir -p "$data/applications"
    desktop_entry >"$data/applications/lora-studio.desktop"
    printf '%s\n' "$data/applications/lora-studio.desktop" >>"$record"
    (cd "$top/share/icons" && find . -type f) | while IFS= read -r icon; do place "$top/share/icons/$icon" "$data/icons/${icon#./}"; done
    place "$top/share/mime/packages/lora-studio.xml" "$data/mime/packages/lora-studio.xml"
    for program in lora-studio lora-worker; do
        point "$top/bin/$program" "$HOME/.local/bin/$program"
        place "$top/share/man/man1/$program.1" "$data/man/man1/$program.1"
        place "$top/share/bash-completion/completions/$program" "$data/bash-completion/completions/$program"
    done
    place "$top/share/zsh/vendor-completions/_lora-worker" "$data/zsh/site-functions/_lora-worker"
    place "$top/share/fish/vendor_completions.d/lora-worker.fish" "$data/fish/vendor_completions.d/lora-worker.fish"
    refresh
    echo "LoRA Studio VERSION is installed in $top"
    echo "Start it from the desktop's menu, or as $HOME/.local/bin/lora-studio"
    echo "Remove it with $top/uninstall.sh"
}

uninstall() {
    if [ -f "$record" ]; then
        while IFS= read -r file; do rm -f "$file"; done <"$record"
        refresh
    fi
    for list in "$top"/share/lora-studio/files-*.txt; do
        [ -f "$list" ] || continue
        # Read whole before its own line removes it.
        names=$(cat "$list")
        printf '%s\n' "$names" | while IFS= read -r file; do rm -f "$top/$file"; done
    done
    rm -f "$record"
    cd / && find "$top" -depth -type d -empty -delete
    echo "LoRA Studio is removed; your projects and settings stay"
}

case $(basename "$0") in
    uninstall.sh) uninstall ;;
    *) install ;;
esac
