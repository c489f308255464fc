#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Training speed and memory against PEFT float32 on the same GGUF base, alternating; the ratio comes last.
#   tests/bench/vs_peft.sh [GGUF]    ROUNDS=3 (of each shape), SHAPES=all for the whole table
. "$(dirname "$0")/peers.sh"
install torch==2.11.0 transformers==5.23.0 peft==0.21.2 gguf accelerate
all=q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj
echo "processor: $(processor)"

# compare LABEL SEQ BATCH RANK MODULES EXAMPLE_LENGTH ROUNDS
compare() {
  local ours=() theirs=() memory=0 their_memory=0 out
  for _ in $(seq "$7"); do
    out=$("$worker" bench train --base "$base" --seq-length "$2" --batch "$3" --r "$4" --target-modules "$5" --example-length "$6" --steps 4 --json)
    ours+=("$(value tokens_per_second <<<"$out")"); memory=$(value peak_memory_bytes <<<"$out")
    out=$("$peers/bin/python" "$bench/peer_peft.py" "$base" "$2" "$3" "$4" 3 "$5" "$6" 2>/dev/null)
    theirs+=("$(value tokens_per_second <<<"$out")"); their_memory=$(value peak_memory_bytes <<<"$out")
  done
  echo "$1: tokens/s $(ratio "${ours[@]}" -- "${theirs[@]}"), peak MiB $((memory >> 20)) / $((their_memory >> 20))"
}
if [ "${SHAPES:-one}" = all ]; then
  compare "128 x 1, r 16" 128 1 16 $all 0 1
  compare "2048 x 1, r 16" 2048 1 16 $all 0 1
  compare "512 x 4, r 16" 512 4 16 $all 0 1
  compare "512 x 1, r 4" 512 1 4 $all 0 1
  compare "512 x 1, r 64" 512 1 64 $all 0 1
  compare "512 x 1, r 16, attention only" 512 1 16 q_proj,k_proj,v_proj,o_proj 0 1
  compare "512 x 1, r 16, examples of 60 packed (PEFT: padded)" 512 1 16 $all 60 1
fi
compare "512 x 1, r 16" 512 1 16 $all 0 "$rounds"
