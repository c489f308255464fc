#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages in clean rooms (minimal Debians without compilers and without Python), the network cut off, and
# does the main job there as an ordinary user: in the terminal, and in the window on a virtual screen. Needs root, the
# group `package` of installer/packages-debian.txt, and the network once to furnish the rooms.
set -uo pipefail

usage() {
    cat <<'TEXT'
usage: tests/packages.sh [--dist DIR] [--rooms "bookworm trixie"] [--parts "sign deb run"]

  --dist DIR     what installer/package.sh wrote (default: dist/ in the checkout); pictures of the window go there too
  --rooms NAMES  which Debians
  --parts NAMES  sign: the sums' signature, with a key of the moment; deb: the Debian packages; run: the installer for a
                 home folder, in a room with nothing else; cuda: the package for GPUs beside the others, in a room and on
                 a machine without one (not among the usual parts: it needs installer/package.sh cuda, and 6 GB of disk)

Rooms, and the Debian packages that ours depend on, are kept in the user's cache folder. The exit status is that of the
worst check.
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$here/../dist
rooms="bookworm trixie"
parts="sign deb run"
while [ $# -gt 0 ]; do
  case $1 in
    --dist) dist=${2:?--dist needs a folder}; shift 2 ;;
    --rooms) rooms=${2:?--rooms needs names}; shift 2 ;;
    --parts) parts=${2:?--parts needs names}; shift 2 ;;
    *) usage >&2; exit 2 ;;
  esac
done
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lora-studio/rooms
failed=0 passed=0
fail() { echo "packages: $1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "clean rooms need root"
for tool in mmdebstrap unshare chroot setpriv strace Xvfb xdotool import qemu-x86_64 dpkg-deb python3 minisign; do
  command -v $tool >/dev/null || fail "$tool is missing: install the group package of installer/packages-debian.txt"
done
dist=$(cd "$dist" 2>/dev/null && pwd) || fail "there is no folder $dist: run installer/package.sh all"
version=$(sed -n 's/^project(lora_studio VERSION \([0-9.]*\).*/\1/p' "$here/../CMakeLists.txt")
program_deb=$dist/lora-studio_${version}_amd64.deb model_deb=$dist/lora-studio-model-smollm2_${version}_amd64.deb
cuda_deb=$dist/lora-studio-cuda_${version}_amd64.deb home_run=$dist/lora-studio-$version-linux-x86_64.run
wants() { case " $parts " in *" $1 "*) ;; *) return 1 ;; esac; }
! { wants deb || wants cuda; } || { [ -e "$program_deb" ] && [ -e "$model_deb" ]; } || fail "there are no Debian packages in $dist: run installer/package.sh deb"
! wants run || [ -e "$home_run" ] || fail "there is no $home_run: run installer/package.sh run"
! wants cuda || [ -e "$cuda_deb" ] || fail "there is no $cuda_deb: run installer/package.sh cuda"
mkdir -p "$cache"
work=$(mktemp -d)
room='' xvfb=''
# A run outlives the window that started it, and a room that is left too early has both in it still.
end_processes_of_the_room() {
  local process
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/root" 2>/dev/null)" = "$room" ] && kill -KILL "${process#/proc/}" 2>/dev/null && sleep 0.5
  done
}
leave() {
  [ -z "$room" ] || { end_processes_of_the_room; umount -R "$room/usr" "$room/proc" "$room/dev" "$room/tmp/.X11-unix" 2>/dev/null; rm -rf --one-file-system "$room"; room=; }
}
finish() { trap '' TERM INT; [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null; leave; rm -rf "$work"; }
trap finish EXIT
trap 'exit 143' TERM INT

check() { # WHAT COMMAND...
  local what=$1 began=$SECONDS
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1)); echo "ok      $what ($((SECONDS - began)) s)"
  else
    failed=$((failed + 1)); echo "FAILED  $what"; tail -n 15 "$work/log" | sed 's/^/        /'
  fi
}

enter() { # ROOM-TAR
  room=$(mktemp -d /var/tmp/lora-room.XXXXXX)
  chmod 755 "$room"
  tar -C "$room" -xf "$1" --exclude='./dev/*'
  mkdir -p "$room/proc" "$room/dev" "$room/tmp/.X11-unix" "$room/pkgs"
  mount -t proc proc "$room/proc" && mount --rbind /dev "$room/dev" && mount --make-rslave "$room/dev"
  mkdir -p "$room$home" && chown 1500:1500 "$room$home"
}
# inside COMMAND...: as root in the room, with no network but loopback. as_user: as an ordinary user whose home has
# spaces and letters of other scripts in its name, with no locale set.
inside() { unshare --net -- chroot "$room" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
home="/home/Zoë 用户 home"
user_words=(/usr/bin/env -i PATH=/usr/bin:/bin HOME="$home" setpriv --reuid 1500 --regid 1500 --clear-groups)
as_user() { unshare --net -- chroot "$room" "${user_words[@]}" "$@"; }
# The same, every network call of it and of what it starts written down.
as_user_watched() { unshare --net -- strace -f -qq --seccomp-bpf -e trace=network -o "$work/network" chroot "$room" "${user_words[@]}" "$@"; }
files() { (cd "$room" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./home -o -path ./pkgs -o -path ./etc/ld.so.cache \) -prune -o -print | sort); }

# Versions may come and go; a room is made once and kept.
provide_room() { # SUITE
  [ ! -f "$cache/$1.tar" ] || return 0
  mmdebstrap --variant=minbase --mode=root --format=tar "$1" "$cache/$1.tar.part" >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; return 1; }
  mv "$cache/$1.tar.part" "$cache/$1.tar"
}
provide_dependencies() { # SUITE: a folder with every package that ours ask for
  local suite=$1 key status
  key=$(dpkg-deb -f "$program_deb" Depends | cat - "$cache/$suite.tar" | sha256sum | cut -c 1-16)
  [ ! -e "$cache/$suite-debs/$key" ] || return 0
  enter "$cache/$suite.tar"
  cp "$program_deb" "$room/pkgs"
  cp /etc/resolv.conf "$room/etc/resolv.conf"
  chroot "$room" sh -c 'apt-get update && apt-get install -y --no-install-recommends --download-only /pkgs/*.deb' >"$work/log" 2>&1
  status=$?
  [ $status = 0 ] || tail -n 8 "$work/log" >&2
  rm -rf "$cache/$suite-debs" && mkdir "$cache/$suite-debs"
  cp "$room"/var/cache/apt/archives/*.deb "$cache/$suite-debs/" 2>/dev/null
  cp -r "$room/var/lib/apt/lists" "$cache/$suite-debs/lists"
  leave
  [ $status = 0 ] && touch "$cache/$suite-debs/$key"
}

# The version before: today's, with a lower number.
make_previous() {
  [ ! -e "$work/previous.deb" ] || return 0
  dpkg-deb -R "$program_deb" "$work/previous" && sed -i 's/^Version: .*/Version: 0.0.9/' "$work/previous/DEBIAN/control" &&
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/previous" "$work/previous.deb" && rm -rf "$work/previous"
}

project_state() { (cd "$room$home/LoRA Studio" && find . -type f ! -name '*.lock' -print0 | sort -z | xargs -0 sha256sum); }
previous_makes_a_project() {
  cp "$work/previous.deb" "$room/pkgs/previous.deb"
  inside apt-get install -y --no-install-recommends /pkgs/previous.deb || return 1
  as_user env QT_QPA_PLATFORM=offscreen sh -c 'cd "$HOME" && lora-studio --demo --tour "$HOME/tour-before"' || return 1
  project_state >"$work/project"
  [ -s "$work/project" ]
}
upgrade_keeps_the_project() {
  inside apt-get install -y --no-install-recommends "/pkgs/$(basename "$program_deb")" "/pkgs/$(basename "$model_deb")" || return 1
  inside dpkg-query -W -f='${Version}\n' lora-studio | grep -Fqx "$version" || return 1
  project_state | diff "$work/project" - || return 1
  as_user env QT_QPA_PLATFORM=offscreen lora-studio --rebuild-index | tee /dev/stderr | grep -q '^1 project '
}

demo_ends_well() { # PROGRAM
  as_user sh -c 'ulimit -v 2000000; cd "$HOME" && "$0" demo --json --out "$HOME/demo" >demo.json 2>demo.log' "$1" || { tail -n 5 "$room$home/demo.log"; return 1; }
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
refuses_little_memory() { # PROGRAM
  # Less address space than training takes: a sentence and the exit status for too few resources, never a crash.
  as_user sh -c 'ulimit -v 900000; cd "$HOME" && "$0" demo --json --out "$HOME/little" >little.json 2>little.log' "$1"
  local status=$?
  cat "$room$home/little.json" "$room$home/little.log"
  echo "exit status $status"
  [ $status = 4 ] && grep -q 'not enough memory' "$room$home/little.json" "$room$home/little.log"
}
window_opens() { # PROGRAM
  as_user env QT_QPA_PLATFORM=offscreen sh -c 'cd "$HOME" && "$0" --demo --tour "$HOME/tour"' "$1" || return 1
  ls "$room$home/tour" | grep -q png
}
refuses_old_processor() { # PROGRAM: in the room's own files, on an emulated processor of 2008
  local status
  QT_QPA_PLATFORM=offscreen qemu-x86_64 -L "$room" -cpu Nehalem-v1 "$room/$1" --version
  status=$?
  echo "exit status $status"
  [ $status = 4 ] && grep -q "too old for LoRA Studio: it lacks AVX2" "$work/log"
}
papers_are_there() { # PREFIX
  local file
  for file in share/man/man1/lora-studio.1 share/man/man1/lora-worker.1; do [ -e "$room/$1/$file.gz" ] || [ -e "$room/$1/$file" ] || { echo "no $file"; return 1; }; done
  for file in share/bash-completion/completions/lora-worker share/zsh/vendor-completions/_lora-worker share/fish/vendor_completions.d/lora-worker.fish \
    share/icons/hicolor/16x16/apps/lora-studio.png share/icons/hicolor/512x512/apps/lora-studio.png share/mime/packages/lora-studio.xml \
    share/metainfo/lora-studio.metainfo.xml share/doc/lora-studio/sbom.cyclonedx.json share/doc/lora-studio/licences/torch-LICENSE.txt; do
    [ -s "$room/$1/$file" ] || { echo "no $file"; return 1; }
  done
  inside bash -n "$1/share/bash-completion/completions/lora-worker"
}

# Waits for a file that matches, and optionally for a line in it.
wait_for() { # SECONDS FOLDER FILE-PATTERN [LINE-PATTERN]
  local end=$((SECONDS + $1)) found
  while [ $SECONDS -lt $end ]; do
    found=$(find "$2" -path "$3" -type f 2>/dev/null | head -n 1)
    [ -z "$found" ] || [ -z "${4:-}" ] || grep -q "$4" "$found" || found=
    [ -z "$found" ] || return 0
    sleep 1
  done
  echo "waited $1 seconds for $3 ${4:-}"
  return 1
}
# A screen of the size of one window, so that the window lies at its corner.
open_screen() {
  mkfifo "$work/display" && exec 8<>"$work/display"
  Xvfb -displayfd 8 -screen 0 1280x800x24 -nolisten tcp -ac >/dev/null 2>&1 &
  xvfb=$!
  read -r -t 30 display <&8 || fail "the virtual screen did not open"
}
# Trains, compares and exports by keystrokes, in the real window. The picture is of the last page.
main_job_in_the_window() { # PROGRAM PICTURE
  local projects="$room$home/LoRA Studio" studio window
  rm -rf "$projects" "$room$home/.local/share/lora-studio"
  mount --bind /tmp/.X11-unix "$room/tmp/.X11-unix"
  as_user_watched env DISPLAY=":$display" sh -c 'cd "$HOME" && exec "$0" --demo --page train' "$1" >"$work/studio.log" 2>&1 &
  studio=$!
  export DISPLAY=":$display"
  window=$(timeout 60 xdotool search --sync --onlyvisible --name "LoRA Studio" | head -n 1)
  [ -n "$window" ] || { echo "no window came"; cat "$work/studio.log"; kill $studio; return 1; }
  job() {
    xdotool windowfocus "$window" && sleep 4 && xdotool key ctrl+Return &&
      wait_for 900 "$projects" '*/runs/*/events.jsonl' '"type": *"run_finished"' && sleep 2 &&
      xdotool key ctrl+6 && sleep 2 && xdotool mousemove 640 676 click 1 &&
      xdotool type "I lost my card on the bus. What should I do?" && xdotool key ctrl+Return &&
      wait_for 240 "$projects" '*/comparisons.jsonl' prompt && sleep 2 && import -window root "${2%.png}-compare.png" &&
      xdotool key ctrl+7 && sleep 2 && xdotool key ctrl+Return &&
      wait_for 240 "$projects" '*/exports/*/adapter_model.safetensors' && sleep 4
  }
  job "$@"
  local status=$?
  import -window root "$2"
  xdotool windowfocus "$window" key ctrl+q
  timeout 30 tail --pid=$studio -f /dev/null || { echo "the window did not close"; status=1; kill $studio; }
  cat "$work/studio.log"
  umount "$room/tmp/.X11-unix"
  # Letters have soft edges, hence many colours; the empty boxes of a room without fonts have not.
  [ "$(identify -format %k "${2%.png}-compare.png")" -gt 700 ] || { echo "the picture shows boxes instead of letters"; status=1; }
  return $status
}
no_connection_was_tried() {
  # Sockets between processes of one machine are fine; any call that names an internet address is not.
  local calls abroad
  calls=$(grep -c '(' "$work/network") abroad=$(grep -c 'AF_INET' "$work/network")
  grep 'AF_INET' "$work/network" | head -n 5
  echo "$calls network calls by the window and all it started, $abroad of them to an internet address"
  [ "$calls" -gt 0 ] && [ "$abroad" = 0 ]
}
removing_keeps_and_purging_leaves_nothing() {
  inside apt-get remove -y --no-download lora-studio || return 1
  [ ! -e "$room/usr/bin/lora-studio" ] && [ -d "$room$home/LoRA Studio" ] || return 1
  inside apt-get purge -y --no-download 'lora-studio*' || return 1
  files >"$work/after"
  local left
  left=$(comm -13 "$work/before" "$work/after" | grep -i lora)
  [ -z "$left" ] || { echo "$left"; return 1; }
  [ -d "$room$home/LoRA Studio" ]  # the user's own stays
}
# A room with our packages and, for an apt that has no network, all that they depend on.
enter_with_packages() { # SUITE
  local suite=$1
  provide_dependencies "$suite" || { echo "FAILED  $suite: finding the packages that ours depend on"; failed=$((failed + 1)); return 1; }
  enter "$cache/$suite.tar"
  cp "$program_deb" "$model_deb" "$room/pkgs"
  cp "$cache/$suite-debs"/*.deb "$room/var/cache/apt/archives/"
  rm -rf "$room/var/lib/apt/lists" && cp -r "$cache/$suite-debs/lists" "$room/var/lib/apt/lists"
}

for part in migrations cuda signing; do
  . "$here/packages/$part.sh"
done

deb_part() { # SUITE
  local suite=$1
  enter_with_packages "$suite" || return 0
  check "$suite: no compiler and no Python in the room" inside sh -c '! command -v gcc && ! command -v python3'
  files >"$work/before"
  check "$suite: a previous version installs without a network and makes a project" previous_makes_a_project
  check "$suite: the upgrade keeps the project" upgrade_keeps_the_project
  check "$suite: an index of the first version is migrated" old_index_is_migrated
  check "$suite: a migration that fails leaves the index byte for byte, with a sentence" failing_migration_changes_nothing
  sed 's/^/        /' "$work/sentence"
  check "$suite: a damaged index is refused and stays as it is" damaged_index_is_refused
  check "$suite: an index that may not be written is refused and stays as it is" read_only_index_is_refused
  check "$suite: a full disk stops the migration and the index stays as it is" full_disk_stops_the_migration
  check "$suite: the index is made anew from the folders, the old one kept" refused_index_is_made_anew
  check "$suite: manuals, completions, icons, licences" papers_are_there /usr
  check "$suite: every library is there" no_library_is_missing
  mount --bind "$room/usr" "$room/usr" && mount -o remount,bind,ro "$room/usr"
  check "$suite: the system's folders are read-only" inside sh -c '! touch /usr/bin/x'
  check "$suite: doctor" as_user lora-worker doctor
  check "$suite: the demo halves its loss in 2 GB of memory" demo_ends_well lora-worker
  check "$suite: every page of the window" window_opens lora-studio
  check "$suite: 900 MB of memory are refused with a sentence" refuses_little_memory lora-worker
  check "$suite: the worker refuses a processor without AVX2" refuses_old_processor usr/bin/lora-worker
  check "$suite: the window refuses a processor without AVX2" refuses_old_processor usr/bin/lora-studio
  check "$suite: training, comparing and exporting in the window" main_job_in_the_window lora-studio "$dist/room-$suite.png"
  check "$suite: no network connection was tried" no_connection_was_tried
  tail -n 1 "$work/log" | sed 's/^/        /'
  umount "$room/usr"
  check "$suite: removing keeps projects, purging leaves nothing else" removing_keeps_and_purging_leaves_nothing
  leave
}

default_target=.local/opt/lora-studio
installs_into_the_home() {
  as_user sh "/pkgs/$(basename "$home_run")" --quiet || return 1
  [ -x "$room$home/$default_target/bin/lora-studio" ] && grep -q '^Exec="' "$room$home/.local/share/applications/lora-studio.desktop" || return 1
  ! command -v desktop-file-validate >/dev/null || desktop-file-validate "$room$home/.local/share/applications/lora-studio.desktop"
}
both_programs_resolve() {
  local program
  for program in lora-studio lora-worker; do
    as_user ldd "$home/$default_target/bin/$program" | tee /dev/stderr | grep "not found" && return 1
  done
  return 0
}
installs_elsewhere_and_goes() {
  as_user sh "/pkgs/$(basename "$home_run")" --quiet --target "$home/other place" || return 1
  as_user "$home/other place/bin/lora-worker" --version || return 1
  as_user "$home/other place/uninstall.sh" || return 1
  [ ! -e "$room$home/other place" ]
}
uninstalls_from_the_home() {
  as_user "$home/$default_target/uninstall.sh" || return 1
  local left
  left=$(cd "$room$home" && find .local -path .local/share/lora-studio -prune -o \( -type f -o -type l \) -print | grep -v mimeinfo)
  [ -z "$left" ] || { echo "$left"; return 1; }
  [ -d "$room$home/LoRA Studio" ]
}

run_part() { # SUITE
  local suite=$1 bin="$home/.local/bin"
  enter "$cache/$suite.tar"
  cp "$home_run" "$room/pkgs"
  check "$suite, home folder: nothing in the room, and no Qt" inside sh -c '! command -v gcc && ! command -v python3 && ! ls /usr/lib/*/libQt*'
  check "$suite, home folder: installs without root" installs_into_the_home
  check "$suite, home folder: every library is there" both_programs_resolve
  check "$suite, home folder: manuals, completions, icons, licences" papers_are_there "$home/$default_target"
  check "$suite, home folder: doctor" as_user "$bin/lora-worker" doctor
  check "$suite, home folder: the demo halves its loss in 2 GB of memory" demo_ends_well "$bin/lora-worker"
  check "$suite, home folder: every page of the window" window_opens "$bin/lora-studio"
  check "$suite, home folder: training, comparing and exporting in the window" main_job_in_the_window "$bin/lora-studio" "$dist/room-$suite-home.png"
  check "$suite, home folder: no network connection was tried" no_connection_was_tried
  tail -n 1 "$work/log" | sed 's/^/        /'
  check "$suite, home folder: another folder, there and gone" installs_elsewhere_and_goes
  check "$suite, home folder: removing leaves the user's own" uninstalls_from_the_home
  leave
}

mega() { echo $(($(stat -c %s "$1") / 1000000)); }
size_is_kept() { # FILE MEGABYTES LESS
  [ $(($(mega "$1") - $3)) -lt "$2" ]
}

! wants sign || sign_part
! { wants deb || wants run; } || open_screen
for suite in $rooms; do
  echo "== $suite"
  provide_room "$suite" || { echo "FAILED  furnishing $suite"; failed=$((failed + 1)); continue; }
  ! wants deb || { check "a version before this one" make_previous; deb_part "$suite"; }
  ! wants run || run_part "$suite"
  ! wants cuda || cuda_part "$suite"
done
echo
for file in "$dist"/*.deb "$dist"/*.tar.zst "$dist"/*.run; do
  [ ! -e "$file" ] || printf '%s  %d MB\n' "$(basename "$file")" "$(mega "$file")"
done
[ ! -e "$program_deb" ] || check "the .deb is under 120 MB" size_is_kept "$program_deb" 120 0
[ ! -e "$home_run" ] || check "the .run is under 170 MB without the model" size_is_kept "$home_run" 170 "$(mega "$model_deb" 2>/dev/null || echo 0)"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
