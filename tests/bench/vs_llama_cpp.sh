#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prompt reading and decoding against llama.cpp (built here for this processor) and transformers float32, the same
# GGUF, the same threads, alternating; the ratios come last.
#   tests/bench/vs_llama_cpp.sh [GGUF]    ROUNDS=3
. "$(dirname "$0")/peers.sh"
install torch==2.11.0 transformers==5.23.0 gguf accelerate
# GCC 12 leaves out what llama.cpp writes for the matrix unit (AMX) to read, which stops it.
if grep -qw amx_tile /proc/cpuinfo; then
  command -v clang++ >/dev/null || die "llama.cpp on a processor with a matrix unit needs clang to build: apt install clang"
  export CC=clang CXX=clang++
fi
install --no-cache-dir llama-cpp-python==0.3.36 --no-binary llama-cpp-python
threads=${THREADS:-$(nproc)}
echo "processor: $(processor), $threads threads"

choices=int16  # of --dtype, for prompts
[ "$("$worker" doctor --json | value training_dtype)" = bfloat16 ] && choices+=" bfloat16"

declare -A speeds steps=([prompt]=3 [decode]=1)  # the peer writes 64 tokens behind the prompt, no more
for _ in $(seq "$rounds"); do
  for what in prompt decode; do
    speeds[ours_$what]+=" $("$worker" bench $what --base "$base" --seq-length 512 --max-new-tokens 64 --steps "${steps[$what]}" --threads "$threads" --json | value tokens_per_second)"
    [ $what = decode ] || for dtype in $choices; do
      speeds[$dtype]+=" $("$worker" bench prompt --base "$base" --seq-length 512 --dtype "$dtype" --steps 3 --threads "$threads" --json | value tokens_per_second)"
    done
    speeds[llama_$what]+=" $("$peers/bin/python" "$bench/peer_llama_cpp.py" $what "$base" 512 64 "$threads" 2>/dev/null | value tokens_per_second)"
  done
  speeds[transformers]+=" $("$peers/bin/python" "$bench/peer_transformers.py" "$base" 512 2>/dev/null | value tokens_per_second)"
done
echo "prompt of 512 against transformers float32: tokens/s $(ratio ${speeds[ours_prompt]} -- ${speeds[transformers]})"
for dtype in $choices; do
  echo "prompt of 512 in $dtype against transformers float32: tokens/s $(ratio ${speeds[$dtype]} -- ${speeds[transformers]})"
done
echo "prompt of 512 against llama.cpp: tokens/s $(ratio ${speeds[ours_prompt]} -- ${speeds[llama_prompt]})"
echo "decode after 512 against llama.cpp: tokens/s $(ratio ${speeds[ours_decode]} -- ${speeds[llama_decode]})"
