# SPDX-License-Identifier: Apache-2.0
# Of tests/packages.sh: the package with LibTorch's CUDA libraries, beside the programs.

doctor_finds_the_libraries() {
  # Without a driver it can say no more than that there is none; but no longer that the library is not part of this.
  as_user lora-worker doctor --json || return 1
  as_user lora-worker doctor | tee "$work/doctor"
  grep -q '^GPU  *not used: no NVIDIA driver is installed' "$work/doctor"
}
cuda_libraries_are_found() {
  local file every looked=0
  for file in "$room"/usr/lib/lora-studio/*.so*; do
    # As the program finds them: its own path holds for its libraries too. What only the driver has is no loss here.
    # Of what is opened first every name is looked up too; other libraries count on its being there before them.
    case $file in */liblora_cuda* | */libtorch_cuda*) every=-r ;; *) every= ;; esac
    inside env LD_LIBRARY_PATH=/usr/lib/lora-studio ldd $every "${file#"$room"}" >"$work/ldd" 2>&1
    grep "not found\|undefined symbol" "$work/ldd" | grep -v '^[[:space:]]*lib\(cuda\|nvidia-ml\)\.so\|undefined symbol: \(cu\|nvml\)[A-Z]' && { echo "$file"; return 1; }
    looked=$((looked + 1))
  done
  echo "$looked libraries"
  [ $looked -gt 20 ]
}
cuda_is_refused_alone() {
  cp --reflink=auto "$cuda_deb" "$room/pkgs/" || return 1
  inside apt-get install --simulate "/pkgs/$(basename "$cuda_deb")" >"$work/apt" 2>&1 && return 1
  grep -F "Depends: lora-studio (= $version)" "$work/apt"
}
cuda_installs_beside() {
  inside apt-get install -y --no-install-recommends "/pkgs/$(basename "$cuda_deb")" && rm "$room/pkgs/$(basename "$cuda_deb")"
}
answers() { as_user lora-worker generate --base /usr/share/lora-studio/models/SmolLM2-135M-Instruct.Q4_1.gguf --prompt "Hello" --max-new-tokens 8; }
removing_cuda_leaves_the_program() {
  inside apt-get remove -y --no-download lora-studio-cuda || return 1
  [ ! -e "$room/usr/lib/lora-studio/libtorch_cuda.so" ] && [ -e "$room/usr/lib/lora-studio/libtorch_cpu.so" ] || return 1
  as_user lora-worker doctor | grep "is not part of this installation" && answers
}
cuda_part() { # SUITE
  local suite=$1
  enter_with_packages "$suite" || return 0
  check "$suite, GPU: the package asks for the programs" cuda_is_refused_alone
  check "$suite, GPU: the programs install" inside apt-get install -y --no-install-recommends "/pkgs/$(basename "$program_deb")" "/pkgs/$(basename "$model_deb")"
  check "$suite, GPU: installs beside them without a network" cuda_installs_beside
  check "$suite, GPU: every library is there" cuda_libraries_are_found
  check "$suite, GPU: doctor finds the libraries and says that there is no driver" doctor_finds_the_libraries
  grep '^GPU' "$work/doctor" | sed 's/^/        /'
  check "$suite, GPU: the processor answers all the same" answers
  check "$suite, GPU: removing it leaves the programs working" removing_cuda_leaves_the_program
  leave
}
