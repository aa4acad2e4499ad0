#!/usr/bin/env bash
# build.sh [FOLDER]: compiles the plugin and puts it, with its plugin.json, into FOLDER (default: dist beside this file).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
out=${1:-$here/dist}
mkdir -p "$out"
"${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden \
  -I "$here/../../../native/include" "$here/ppm_reader.c" -o "$out/ppm_reader.so"
cp "$here/plugin.json" "$out/"
