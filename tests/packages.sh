#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages in clean rooms (minimal Debians without compilers and without Python), the network cut off, and
# does the main job there as an ordinary user. Needs root, mmdebstrap, and the network once to furnish the rooms.
#   tests/packages.sh [--dist DIR] [--rooms "bookworm trixie"]
# DIR holds what installer/package.sh wrote (default: dist/ in the checkout). Rooms, and the Debian packages that ours
# depend on, are kept in the user's cache folder. The exit status is that of the worst check.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$here/../dist
rooms="bookworm trixie"
while [ $# -gt 0 ]; do
  case $1 in
    --dist) dist=${2:?--dist needs a folder}; shift 2 ;;
    --rooms) rooms=${2:?--rooms needs names}; shift 2 ;;
    *) echo "usage: tests/packages.sh [--dist DIR] [--rooms \"bookworm trixie\"]" >&2; exit 2 ;;
  esac
done
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio/rooms
failed=0 passed=0
fail() { echo "packages: $1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "clean rooms need root"
for tool in mmdebstrap unshare chroot; do command -v $tool >/dev/null || fail "$tool is missing"; done
dist=$(cd "$dist" 2>/dev/null && pwd) || fail "there is no folder $dist: run installer/package.sh all"
ls "$dist"/*.deb >/dev/null 2>&1 || fail "there are no packages in $dist: run installer/package.sh all"
mkdir -p "$cache"
work=$(mktemp -d)
room=
leave() { [ -z "$room" ] || { umount -R "$room/proc" "$room/dev" 2>/dev/null; rm -rf --one-file-system "$room"; room=; }; }
trap 'leave; rm -rf "$work"' EXIT

check() { # WHAT COMMAND...
  local what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1)); echo "ok      $what"
  else
    failed=$((failed + 1)); echo "FAILED  $what"; tail -n 15 "$work/log" | sed 's/^/        /'
  fi
}

enter() { # ROOM-TAR
  room=$(mktemp -d /var/tmp/lora-room.XXXXXX)
  tar -C "$room" -xf "$1" --exclude='./dev/*'
  mkdir -p "$room/proc" "$room/dev"
  mount -t proc proc "$room/proc" && mount --rbind /dev "$room/dev" && mount --make-rslave "$room/dev"
}
# inside COMMAND...: as root in the room, with no network but loopback. as_user: as an ordinary user, no locale set.
inside() { unshare --net -- chroot "$room" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
home="/home/Zoë 用户 home"
as_user() { unshare --net -- chroot "$room" /usr/bin/env -i PATH=/usr/bin:/bin HOME="$home" setpriv --reuid 1500 --regid 1500 --clear-groups "$@"; }
files() { (cd "$room" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./home -o -path ./pkgs -o -path ./etc/ld.so.cache \) -prune -o -print | sort); }

furnish() { # SUITE: the room, and a folder with every package that ours ask for
  local suite=$1
  [ -s "$cache/$suite.tar" ] || mmdebstrap --variant=minbase --mode=root "$suite" "$cache/$suite.tar.part" http://deb.debian.org/debian >"$work/log" 2>&1 &&
    { [ ! -e "$cache/$suite.tar.part" ] || mv "$cache/$suite.tar.part" "$cache/$suite.tar"; } || { tail -n 5 "$work/log" >&2; return 1; }
  local key
  key=$(cat "$dist"/*.deb | sha256sum | cut -c 1-16)
  [ -e "$cache/$suite-debs/$key" ] && return 0
  enter "$cache/$suite.tar"
  mkdir "$room/pkgs" && cp "$dist"/*.deb "$room/pkgs"
  cp /etc/resolv.conf "$room/etc/resolv.conf"
  chroot "$room" sh -c 'apt-get update && apt-get install -y --no-install-recommends --download-only /pkgs/*.deb' >"$work/log" 2>&1
  local status=$?
  [ $status = 0 ] || tail -n 8 "$work/log" >&2
  rm -rf "$cache/$suite-debs" && mkdir "$cache/$suite-debs"
  cp "$room"/var/cache/apt/archives/*.deb "$cache/$suite-debs/" 2>/dev/null
  cp -r "$room/var/lib/apt/lists" "$cache/$suite-debs/lists"
  leave
  [ $status = 0 ] && touch "$cache/$suite-debs/$key"
}

demo_ends_well() {
  as_user sh -c 'cd "$HOME" && lora-worker demo --json >demo.json 2>demo.log' || { tail -n 5 "$room$home/demo.log"; return 1; }
  local last before after
  last=$(tail -n 1 "$room$home/demo.json")
  before=$(sed -n 's/.*"eval_loss_before": *\([0-9.]*\).*/\1/p' <<<"$last")
  after=$(sed -n 's/.*"eval_loss_after": *\([0-9.]*\).*/\1/p' <<<"$last")
  echo "$last"
  awk -v a="$before" -v b="$after" 'BEGIN { exit !(a > 0 && b < a / 2) }'
}
no_library_is_missing() {
  local file
  [ -x "$room/usr/bin/lora-worker" ] || return 1
  for file in "$room"/usr/bin/lora-* "$room"/usr/lib/lora-studio/*.so*; do
    # A library's own neighbours are found by the programs' path.
    inside env LD_LIBRARY_PATH=/usr/lib/lora-studio ldd "${file#"$room"}" | grep "not found" && return 1
  done
  return 0
}
refuses_little_memory() {
  # 2 GB of address space: a sentence and the exit status for too few resources, or enough after all; never a crash.
  as_user sh -c 'ulimit -v 2000000; cd "$HOME" && lora-worker demo --json --run "$HOME/little" >little.json 2>little.log'
  local status=$?
  cat "$room$home/little.json" "$room$home/little.log"
  [ $status = 0 ] || [ $status = 4 ]
}
window_opens() {
  as_user env QT_QPA_PLATFORM=offscreen sh -c 'cd "$HOME" && lora-studio --demo --tour "$HOME/tour"' || return 1
  ls "$room$home/tour" | grep -q png
}
purge_leaves_nothing() {
  inside apt-get purge -y --no-download lora-studio lora-studio-model-smollm2 || return 1
  files >"$work/after"
  local left
  left=$(comm -13 "$work/before" "$work/after" | grep -i lora)
  [ -z "$left" ] || { echo "$left"; return 1; }
  [ -e "$room$home/demo.json" ]  # the user's own stays
}

for suite in $rooms; do
  echo "== $suite"
  furnish "$suite" || { echo "FAILED  furnishing $suite"; failed=$((failed + 1)); continue; }
  enter "$cache/$suite.tar"
  mkdir -p "$room/pkgs"
  cp "$dist"/*.deb "$room/pkgs"
  cp "$cache/$suite-debs"/*.deb "$room/var/cache/apt/archives/"
  rm -rf "$room/var/lib/apt/lists" && cp -r "$cache/$suite-debs/lists" "$room/var/lib/apt/lists"
  mkdir -p "$room$home" && chown 1500:1500 "$room$home"
  check "$suite: no compiler and no Python in the room" inside sh -c '! command -v gcc && ! command -v python3'
  files >"$work/before"
  check "$suite: the packages install without a network" inside sh -c "apt-get install -y --no-install-recommends /pkgs/lora-studio_*.deb /pkgs/lora-studio-model-smollm2_*.deb"
  check "$suite: every library is there" no_library_is_missing
  check "$suite: doctor" as_user lora-worker doctor
  check "$suite: the demo halves its loss, without a network" demo_ends_well
  check "$suite: every page of the window" window_opens
  check "$suite: 2 GB of memory" refuses_little_memory
  check "$suite: purging leaves nothing but the user's own" purge_leaves_nothing
  leave
done
echo
for file in "$dist"/*.deb "$dist"/*.tar.zst "$dist"/*.run; do
  [ ! -e "$file" ] || printf '%s  %d MB\n' "$(basename "$file")" "$(($(stat -c %s "$file") / 1000000))"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
