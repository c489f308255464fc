# SPDX-License-Identifier: Apache-2.0
# Of tests/packages.sh: the publisher's signature.

# The README's very commands, on a download beside which the publisher's key lies.
readme_command() { sed -n 's/^    \(minisign -V .*\)/\1/p' "$here/../README.md"; }
sums_are_signed() {
  mkdir -p "$work/key" "$work/download" || return 1
  minisign -G -W -f -p "$work/key/lora-studio.pub" -s "$work/key/secret" || return 1
  local file
  for file in "$dist"/*.deb "$dist"/*.run "$dist"/*.tar.zst; do [ ! -e "$file" ] || cp --reflink=auto "$file" "$work/download/"; done
  "$here/../installer/package.sh" sums --out "$work/download" --sign "$work/key/secret" || return 1
  cp "$work/key/lora-studio.pub" "$work/download/"
  [ -s "$work/download/SHA256SUMS.minisig" ]
}
readme_check_passes() { (cd "$work/download" && eval "$(readme_command)"); }
tampered_file_is_refused() {
  local file
  file=$(cd "$work/download" && ls -S *.deb *.run *.tar.zst 2>/dev/null | tail -n 1)
  cp "$work/download/$file" "$work/whole"
  printf 'x' | dd of="$work/download/$file" bs=1 seek=1000 conv=notrunc 2>/dev/null
  readme_check_passes && return 1
  mv "$work/whole" "$work/download/$file" && readme_check_passes
}
tampered_sums_are_refused() {
  cp "$work/download/SHA256SUMS" "$work/sums"
  sed -i '1s/^./x/' "$work/download/SHA256SUMS"
  readme_check_passes && return 1
  mv "$work/sums" "$work/download/SHA256SUMS" && readme_check_passes
}
another_key_is_refused() {
  minisign -G -W -f -p "$work/download/lora-studio.pub" -s "$work/key/other" || return 1
  ! readme_check_passes
}
sign_part() {
  check "signing: a signature of the sums" sums_are_signed
  check "signing: the README's command takes the download" readme_check_passes
  check "signing: a changed package is refused" tampered_file_is_refused
  check "signing: changed sums are refused" tampered_sums_are_refused
  check "signing: another publisher's key is refused" another_key_is_refused
  rm -rf "$work/download" "$work/key"
}
