#!/usr/bin/env bash
# Builds libconcord by a preset (release) and puts the library, not the link to it, at the path given.
set -euo pipefail
target=$1
preset=${2:-release}
cd "$(dirname "$0")/../.."
folder=build/$preset

fail() { echo "build-native: error: $1"; exit 1; }

mkdir -p "$(dirname "$target")" "$folder/managed"
# Two builds at once would run two Ninjas in one folder.
exec 9> "$folder/managed/lock"
! command -v flock > /dev/null || flock 9

command -v cmake > /dev/null || fail "cmake is not installed; run ./setup.sh"
log=$folder/managed/build.log
if [ ! -f "$folder/build.ninja" ]; then
  cmake --preset "$preset" > "$log" 2>&1 || { tail -n 30 "$log"; fail "CMake could not configure the native library; if a package is missing, run ./setup.sh (log: $log)"; }
fi
cmake --build --preset "$preset" --target concord > "$log" 2>&1 || { tail -n 60 "$log"; fail "the native library did not build (log: $log)"; }
# Keeps the time of an unchanged library, so that nothing behind it is copied again.
cmp -s "$folder/native/libconcord.so" "$target" || { cp -L "$folder/native/libconcord.so" "$target.new" && mv "$target.new" "$target"; }
