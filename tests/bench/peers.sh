# SPDX-License-Identifier: Apache-2.0
# What the comparisons share: the peers' virtual environment, outside the checkout, and the figures' frame.
# Sourced by vs_peft.sh and vs_llama_cpp.sh; needs bash.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
worker=${LORA_WORKER:-$bench/../../build/release/bin/lora-worker}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio
peers=$cache/peers
base=${1:-$cache/models/SmolLM2-135M-Instruct.Q4_1.gguf}
rounds=${ROUNDS:-3}
export HF_HUB_OFFLINE=1 TRANSFORMERS_VERBOSITY=error

die() { echo "$*" >&2; exit 1; }
[ -x "$worker" ] || die "No lora-worker at $worker: build first (README), or set LORA_WORKER"
[ -f "$base" ] || die "No model at $base: run ./installer/bootstrap.sh, or name a GGUF file"

# install NAME==VERSION ...: into the peers' environment, once.
install() {
  [ -x "$peers/bin/python" ] || python3 -m venv "$peers"
  "$peers/bin/pip" install --quiet --disable-pip-version-check "$@" || die "The peers could not be installed: is there a network?"
}
# value KEY: of the JSON document on stdin.
value() { "$peers/bin/python" -c '
import json, sys
lines = sys.stdin.read().strip().splitlines() or sys.exit("A program that was measured printed nothing: run its line alone")
print(json.loads(lines[-1])[sys.argv[1]])' "$1"; }
# ratio OURS... -- THEIRS...: of the medians.
ratio() { "$peers/bin/python" -c '
import statistics, sys
at = sys.argv.index("--")
ours, theirs = ([float(v) for v in part] for part in (sys.argv[1:at], sys.argv[at + 1:]))
print(f"{statistics.median(ours):.1f} / {statistics.median(theirs):.1f} = {statistics.median(ours) / statistics.median(theirs):.2f}")' "$@"; }
processor() { "$worker" doctor --json | value processor; }
