#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tests and measures on a machine with a GPU, in less than nine minutes, and prints one table. Needs no network.
#   tests/gpu.sh [--build DIR] [--base GGUF] [--parts "tests sanitize bench"]
# DIR is a build folder, or what was carried from one: tests/kernels_cuda_*, tests/engine_gpu, bin/lora-worker,
# lib/liblora_cuda.so, lib/liblora_cuda_graphs.so, lib/liblora_cuda_attention.so (and there, where the machine lacks them, libQt6Core, libQt6Test and
# what they need).
# LIBTORCH_DIR is a LibTorch 2.11 with CUDA, python3's torch when unset. PEFT is measured where python3 can import it.
# Without the GGUF file weights of the same shape are drawn. What is missing is said line by line; a test that fails, or
# an error that compute-sanitizer finds, makes the exit status 1.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=
parts="tests sanitize bench"
base=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio/models/SmolLM2-135M-Instruct.Q4_1.gguf
while [ $# -gt 0 ]; do
  case $1 in
    --build) build=${2:?--build needs a folder}; shift 2 ;;
    --base) base=${2:?--base needs a GGUF file}; shift 2 ;;
    --parts) parts=${2:?--parts needs some of: tests sanitize bench}; shift 2 ;;
    *) echo "usage: tests/gpu.sh [--build DIR] [--base GGUF] [--parts \"tests sanitize bench\"]" >&2; exit 2 ;;
  esac
done
if [ -z "$build" ]; then
  for build in "$here/../build/release" "$here/../build/dev"; do [ -d "$build/tests" ] && break; done
fi
worker=$build/bin/lora-worker
python=$(command -v python3 || true)
all=q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj
shapes=("512 1 16" "512 4 16" "2048 2 16")   # tokens, sequences, rank
verbs=("prompt:tokens/s of a prompt of 512" "decode:tokens/s written behind 512" "compare:tokens/s of two variants")
failed=0
end=0          # when the stage that runs must be over
peer_libraries=${LD_LIBRARY_PATH:-}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export LORA_GOLDEN_DIR=$here/golden/data HF_HUB_OFFLINE=1 TRANSFORMERS_VERBOSITY=error QT_QPA_PLATFORM=offscreen

# Lines of the table, printed once at the end.
table=()
line() { table+=("| $1 | $2 | ${3:-} | ${4:-} |"); echo "  $1: $2 ${3:-} ${4:-}" >&2; }
missing() { line "$1" "not measured" "" "$2"; }

# limited SECONDS COMMAND...: output into $log; status 124 where the time, its own or all of it, is up.
limited() {
  local left=$((end - SECONDS)) limit=$1
  shift
  [ "$left" -ge 5 ] || { echo "its share of the nine minutes is over" >"$log"; return 124; }
  timeout -k 5 "$((limit < left ? limit : left))" "$@" >"$log" 2>&1
}
# What the last command says for itself, in one line that a table can hold.
last_words() { grep -v '^[[:space:]]*$' "$log" | tail -n 1 | tr '|' '/' | cut -c 1-120; }

# outcome WHAT STATUS [slow]: of a test program; 77 and 127 are no failures, it did not run. A test without end is one,
# but not where it may be slow.
outcome() {
  local totals
  totals=$(sed -n 's/^Totals: \(.*\), 0 blacklisted.*/\1/p' "$log" | tail -n 1)
  case $2 in
    0) line "$1" "passed" "" "$totals" ;;
    77) missing "$1" "$(sed -n 's/^SKIP *: [^ ]* *//p' "$log" | head -n 1)" ;;
    124 | 137)
      if [ -n "${3:-}" ] || grep -q "^its share of" "$log"; then
        missing "$1" "there was no time for it"
      else
        line "$1" "FAILED" "" "it did not end"; failed=1
      fi ;;
    127) missing "$1" "$(last_words)" ;;
    *) line "$1" "FAILED" "" "${totals:-$(last_words)}"; failed=1; tail -n 40 "$log" >&2 ;;
  esac
}

# value KEY: a number of the JSON in $log.
value() { sed -n "s/.*\"$1\": *\([0-9.eE+-]*\).*/\1/p" "$log" | tail -n 1; }
# word KEY: likewise, of a text.
word() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$log" | tail -n 1; }
memory_used() { nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2>/dev/null | head -n 1; }
# measured SECONDS COMMAND...: sets speed (tokens/s) and memory (MiB of the GPU, all processes, above what was used).
measured() {
  local before peak watch
  before=$(memory_used)
  peak=$(mktemp)
  (while used=$(memory_used) && [ -n "$used" ]; do echo "$used"; sleep 0.2; done) >"$peak" &
  watch=$!
  limited "$@"
  local status=$?
  kill "$watch" 2>/dev/null
  wait "$watch" 2>/dev/null
  speed=$(value tokens_per_second)
  memory=$(sort -n "$peak" | tail -n 1)
  rm -f "$peak"
  if [ -n "$memory" ] && [ -n "$before" ]; then memory=$((memory - before)); else memory="?"; fi
  [ "$status" -eq 0 ] && [ -n "$speed" ]
}
rounded() { awk -v v="$1" 'BEGIN { printf "%.0f", v }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

find_libtorch() {
  if [ -z "${LIBTORCH_DIR:-}" ] && [ -n "$python" ]; then
    LIBTORCH_DIR=$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))' 2>/dev/null)
  fi
  no_libtorch=
  if [ -z "${LIBTORCH_DIR:-}" ]; then
    no_libtorch="no LibTorch: set LIBTORCH_DIR"
  elif [ ! -e "$LIBTORCH_DIR/lib/libtorch_cuda.so" ]; then
    no_libtorch="the LibTorch in $LIBTORCH_DIR has no CUDA"
  elif ! grep -qsE "(^|')2\.11\." "$LIBTORCH_DIR/version.py" "$LIBTORCH_DIR/build-version"; then
    no_libtorch="the LibTorch in $LIBTORCH_DIR is not 2.11"
  fi
  export LD_LIBRARY_PATH="$build/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  [ -n "$no_libtorch" ] || LD_LIBRARY_PATH="$LIBTORCH_DIR/lib:$LD_LIBRARY_PATH"
}

run_tests() {
  local program name found=no
  for program in "$build"/tests/kernels_cuda_* "$build/tests/engine_gpu"; do
    if [ ! -x "$program" ] || [ ! -f "$program" ]; then continue; fi
    found=yes
    name=$(basename "$program")
    [ -z "$no_gpu" ] || { missing "$name" "$no_gpu"; continue; }
    limited 90 "$program"
    outcome "$name" $?
  done
  [ $found = yes ] || missing "GPU tests" "there are no test programs in $build/tests"
}

sanitize() {
  local sanitizer program name found=no tool
  sanitizer=$(command -v compute-sanitizer || command -v /usr/local/cuda/bin/compute-sanitizer || true)
  for program in "$build"/tests/kernels_cuda_{room_attention,operations,weights,training,adapters,decoding}; do
    [ -x "$program" ] || continue
    found=yes
    for tool in memcheck racecheck; do
      name="compute-sanitizer $tool, $(basename "$program")"
      [ -z "$no_gpu" ] || { missing "$name" "$no_gpu"; continue; }
      [ -n "$sanitizer" ] || { missing "$name" "there is no compute-sanitizer"; continue; }
      limited 45 "$sanitizer" --tool "$tool" --error-exitcode 86 "$program"
      outcome "$name" $? slow
    done
  done
  [ $found = yes ] || missing "compute-sanitizer" "there are no test programs in $build/tests"
}

# train_line WHAT WHY SECONDS BASE TOKENS BATCH RANK STEPS RECOMPUTE [PEER_OPTION...]: training, ours and PEFT's. WHY: a
# reason not to. Without a PEER_OPTION ("-" for none) PEFT is left out.
train_line() {
  local what=$1 why=$2 limit=$3 model=$4 tokens=$5 batch=$6 rank=$7 steps=$8 recompute=$9 ours
  shift 9
  [ -z "$why" ] || { missing "$what" "$why"; return; }
  if ! measured "$limit" "$worker" bench train --device cuda --dtype bfloat16 --base "$model" --seq-length "$tokens" \
      --batch "$batch" --r "$rank" --target-modules $all --steps "$steps" --activation-recompute "$recompute" --json; then
    missing "$what" "$(last_words)"
    return
  fi
  ours="$(rounded "$speed"), $memory MiB, recompute $(word activation_recompute)"
  ! grep -q '"replayed": *true' "$log" || ours="$ours, replayed"
  local our_speed=$speed
  [ $# -gt 0 ] || { line "$what" "$ours"; return; }
  [ "$1" != - ] || shift
  if [ -n "$no_peft" ]; then
    line "$what" "$ours" "not measured" "$no_peft"
  elif measured "$limit" env PEER_DEVICE=cuda LD_LIBRARY_PATH="$peer_libraries" "$python" "$here/bench/peer_peft.py" \
      "$model" "$tokens" "$batch" "$rank" "$steps" $all 0 "$@"; then
    line "$what" "$ours" "$(rounded "$speed"), $memory MiB" "$(ratio "$our_speed" "$speed")"
  else
    line "$what" "$ours" "not measured" "$(last_words)"
  fi
}

# verb_line WHAT WHY BASE VERB [OPTION...]: reading, writing and comparing, ours.
verb_line() {
  [ -z "$2" ] || { missing "$1" "$2"; return; }
  if measured 50 "$worker" bench "$4" --device cuda --dtype bfloat16 --base "$3" --seq-length 512 --max-new-tokens 64 \
      --steps 5 "${@:5}" --json; then
    local ours step
    ours="$(rounded "$speed"), $memory MiB"
    step=$(value step_ratio)
    [ -z "$step" ] || ours="$ours, a step $(awk -v v="$step" 'BEGIN { printf "%.2f", v }') of one variant's"
    line "$1" "$ours"
  else
    missing "$1" "$(last_words)"
  fi
}

bench() {
  local why=$no_gpu shape tokens batch rank verb large="8B-shaped, drawn weights" small="SmolLM2-135M"
  no_peft=$no_gpu
  [ -n "$why" ] || [ -x "$worker" ] || why="there is no lora-worker in $build/bin"
  [ -n "$why" ] || why=$no_libtorch
  if [ ! -f "$base" ]; then
    base=random:135m
    small="$small's shape, drawn weights"
  fi
  [ -n "$no_peft" ] || [ -n "$python" ] || no_peft="there is no python3"
  [ -n "$no_peft" ] || LD_LIBRARY_PATH=$peer_libraries "$python" -c 'import peft, transformers, torch; assert torch.cuda.is_available()' 2>/dev/null ||
    no_peft="python3 has no PEFT that sees the GPU"
  # What takes longest last, so that it is what a slow machine has no time for.
  verb_line "decode, $large, bf16, tokens/s written behind 512" "$why" random:8b decode
  verb_line "compare, $large, bf16, tokens/s of two variants" "$why" random:8b compare
  verb_line "compare, the same, of eight" "$why" random:8b compare --variants 8
  for verb in "${verbs[@]}"; do
    verb_line "${verb%%:*}, $small, bf16, ${verb#*:}" "$why" "$base" "${verb%%:*}"
  done
  train_line "train, $large, 2048 x 2, r 16, bf16, tokens/s; PEFT packed" "$why" 70 random:8b 2048 2 16 6 auto -
  train_line "train, the same, full recompute; PEFT with checkpointing" "$why" 70 random:8b 2048 2 16 6 full checkpointing
  for shape in "${shapes[@]}"; do
    read -r tokens batch rank <<<"$shape"
    train_line "train, $small, $tokens x $batch, r $rank, bf16, tokens/s" "$why" 60 "$base" "$tokens" "$batch" "$rank" 10 auto -
  done
  train_line "train, $large in nf4 (QLoRA), full recompute; PEFT with checkpointing" "$why" 70 random:8b:nf4 2048 2 16 3 full checkpointing
}

gpu=$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null | head -n 1)
no_gpu=
if [ -z "$gpu" ]; then
  no_gpu="no GPU"
  echo "There is no NVIDIA GPU that nvidia-smi can see on this machine, so nothing was measured."
fi
find_libtorch
for part in $parts; do
  case $part in
    tests) end=$((SECONDS + 130)); run_tests ;;
    sanitize) end=$((SECONDS + 140)); sanitize ;;
    bench) end=$((SECONDS + 250)); bench ;;
    *) echo "gpu.sh: there is no part \"$part\"" >&2; exit 2 ;;
  esac
done
echo
echo "$(date +%F), ${gpu:-no GPU}, LibTorch ${LIBTORCH_DIR:-none}"
echo
echo "| what | ours | PEFT | ratio or reason |"
echo "| --- | --- | --- | --- |"
printf '%s\n' "${table[@]}"
if [ -z "$no_gpu" ] && [ -x "$worker" ]; then
  echo
  timeout 60 "$worker" doctor | grep '^Kernel'   # what the figures were made with, and why not with the rest
fi
exit $failed
