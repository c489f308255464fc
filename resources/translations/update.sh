#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# usage: update.sh LUPDATE FILE.ts...    what the sources say, into these files. `cmake --build … --target
# update_translations` calls it for every language; the test of completeness calls it for copies.
set -euo pipefail
lupdate=$1
shift
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
for file in "$@"; do
    code=$(basename "$file" .ts)
    # Without line numbers: they would change with every edit of a source file.
    "$lupdate" -silent -no-obsolete -locations none -source-language en -target-language "${code#lora_studio_}" \
        -I "$root" ui app/studio -ts "$file"
done
