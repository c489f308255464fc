#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# share_no_function.sh NM OBJECT...: fails, and names them, if objects compiled for one instruction set (their names say
# which) define functions that the linker may take for another's: an older processor would stop on them.
set -euo pipefail
nm=$1
shift
found=0
for object in "$@"; do
    case $(basename "$object") in *_avx* | *_amx*) ;; *) continue ;; esac
    shared=$("$nm" -C --defined-only "$object" | grep ' W ' || true)
    [ -z "$shared" ] || { echo "$(basename "$object") shares:"; echo "$shared"; found=1; }
done
exit $found
