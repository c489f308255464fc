# SPDX-License-Identifier: Apache-2.0
# Of tests/packages.sh: an index of an older version, whose migration succeeds or must change nothing.

# How every program that opens the index hears of it: the window shows the same words on Home.
index_in_home=.local/share/lora-studio/index.sqlite
studio_says() { # WORDS
  local status
  as_user env QT_QPA_PLATFORM=offscreen sh -c 'cd "$HOME" && exec lora-studio --tour "$HOME/tour-old"' >"$work/says" 2>&1
  status=$?
  cat "$work/says"
  [ $status = 0 ] || { echo "exit status $status"; return 1; }
  grep -F "$1" "$work/says" | grep -F "$home/$index_in_home" >"$work/sentence"
}
# The index of the first version, as it lay in a home: in write-ahead mode, one of its projects the one that is there.
lay_old_index() { # SQL, to be run on it besides
  local folder=$room$home/${index_in_home%/*}
  find "$folder" -mindepth 1 -maxdepth 1 -name 'index.sqlite*' -delete
  python3 - "$folder/index.sqlite" "$here/golden/data/registry/schema_1.sql" "$home/LoRA Studio/Bank support demo" "$1" <<'PYTHON' || return 1
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA journal_mode = WAL")
database.executescript(open(sys.argv[2]).read())
database.execute("UPDATE projects SET path = ? WHERE id = 1", [sys.argv[3]])
database.commit()
database.executescript(sys.argv[4])
database.close()
PYTHON
  chown -R 1500:1500 "$folder"
  sha256sum <"$folder/index.sqlite" >"$work/index"
}
index_is_as_it_was() {
  sha256sum <"$room$home/$index_in_home" | diff "$work/index" - || return 1
  [ ! -s "$room$home/$index_in_home-wal" ] || { echo "something is left beside the index"; return 1; }
}
old_index_is_migrated() {
  lay_old_index "" && studio_says "there are no such words" && return 1
  [ -s "$work/says" ] && ! grep -F "$index_in_home" "$work/says" || return 1
  [ "$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version").fetchone()[0])' "$room$home/$index_in_home")" = 3 ]
}
# The last step finds its place taken; what the steps before it did must not stay.
failing_migration_changes_nothing() {
  lay_old_index "CREATE TABLE comparisons (other TEXT)" || return 1
  studio_says "could not be brought up to date and was left as it was" || return 1
  grep -F "Run lora-studio --rebuild-index" "$work/sentence" && index_is_as_it_was
}
damaged_index_is_refused() {
  lay_old_index "" || return 1
  # A page of a table, overwritten: the header is sound, the content is not.
  printf 'no page of any database' | dd of="$room$home/$index_in_home" bs=4096 seek=1 conv=notrunc 2>/dev/null
  sha256sum <"$room$home/$index_in_home" >"$work/index"
  studio_says "The index is damaged" || return 1
  grep -F "Run lora-studio --rebuild-index" "$work/sentence" && index_is_as_it_was
}
read_only_index_is_refused() {
  lay_old_index "" || return 1
  chmod 444 "$room$home/$index_in_home"
  studio_says "The index cannot be opened for writing" && index_is_as_it_was
}
# A file system of exactly what the index takes: no room for the migration's log.
full_disk_stops_the_migration() {
  local folder=$room$home/${index_in_home%/*} status
  lay_old_index "" || return 1
  mkdir -p "$work/kept" && cp "$folder/index.sqlite" "$work/kept/" || return 1
  mount -t tmpfs -o size=$((($(stat -c %s "$folder/index.sqlite") + 4095) / 4096 * 4 + 36))k,uid=1500,gid=1500 tmpfs "$folder" || return 1
  cp "$work/kept/index.sqlite" "$folder/" && chown 1500:1500 "$folder/index.sqlite"
  studio_says "The disk is full: the index could not be written" && index_is_as_it_was
  status=$?
  ls -la "$folder"
  umount "$folder"
  return $status
}
refused_index_is_made_anew() {
  lay_old_index "CREATE TABLE comparisons (other TEXT)" || return 1
  as_user env QT_QPA_PLATFORM=offscreen lora-studio --rebuild-index | tee /dev/stderr | grep -q '^1 project ' || return 1
  # Its name ends with the time.
  sha256sum <"$(find "$room$home/${index_in_home%/*}" -name 'index.sqlite.before-*Z' | sort | tail -n 1)" | diff "$work/index" - || return 1
  project_state | diff "$work/project" - || return 1
  ! studio_says "could not be brought up to date"
}
