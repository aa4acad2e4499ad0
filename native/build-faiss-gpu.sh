#!/usr/bin/env bash
# Builds FAISS with its graphics processor part from Debian's source package, for machines where no package brings it (conda and vcpkg do). Some 20 minutes on two
# idle cores for each architecture, once: the result stays in $CONCORD_FAISS_HOME (~/.cache/concord/faiss-gpu). Then:
#   cmake --preset cuda -DCONCORD_FAISS_GPU=ON -DCMAKE_PREFIX_PATH=$HOME/.cache/concord/faiss-gpu
#
#   native/build-faiss-gpu.sh           everything; what was built stays in that folder, so that a run that was ended goes on
#   native/build-faiss-gpu.sh headers   the source's headers alone: enough to compile Concord's part against them
#   native/build-faiss-gpu.sh plan      says what it would do
#
# CONCORD_FAISS_SOURCE=DIR takes another source, on a machine without a network say; nvcc 13 needs one that knows it (FAISS 1.12 or newer), which Debian 12's is not.
set -euo pipefail

native=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${CONCORD_FAISS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/concord/faiss-gpu}
architectures=${CONCORD_FAISS_ARCHITECTURES:-80;90}

say() { echo "build-faiss-gpu: $*" >&2; }
fail() { say "$@"; exit 1; }

# In `plan` steps are printed, not done.
step() { if [ "$verb" = plan ]; then printf '  %q' "$@"; echo; else "$@"; fi; }

# The system's Debian sources, as sources of source packages.
write_sources() {
  local from
  mkdir -p "$1/parts" "$1/lists/partial"
  for from in /etc/apt/sources.list.d/*.sources; do
    [ -f "$from" ] && grep -q 'debian-archive-keyring\|/debian' "$from" || continue
    sed 's/^Types:.*/Types: deb deb-src/; s/^Components:.*/Components: main contrib non-free/' "$from" >"$1/parts/$(basename "$from")"
  done
}

fetch_source() {
  [ ! -e "$1/source/CMakeLists.txt" ] || return 0
  if [ -n "${CONCORD_FAISS_SOURCE:-}" ]; then mkdir -p "$1" && cp -a "$CONCORD_FAISS_SOURCE" "$1/source"; return; fi
  local options=(-o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$1/parts" -o "Dir::State::Lists=$1/lists" -o APT::Sandbox::User=root)
  write_sources "$1"
  apt-get "${options[@]}" update -qq >&2
  (cd "$1" && apt-get "${options[@]}" source -qq --download-only faiss >&2 && mkdir -p source && tar -x -f faiss_*.orig.tar.* -C source --strip-components=1) ||
    fail "the package sources of this machine do not offer FAISS's source; build FAISS with -DFAISS_ENABLE_GPU=ON yourself and name its prefix in CMAKE_PREFIX_PATH"
}

# FAISS wants cuBLAS, cuRAND and Thrust beside what native/setup-cuda.sh fetches.
require_toolkit() {
  local nvcc=$1 part
  for part in include/cublas_v2.h include/thrust/device_vector.h; do
    [ -e "$(dirname "$nvcc")/../$part" ] || [ -e "/usr/$part" ] || fail "$part is missing; install the whole CUDA toolkit (on Debian: apt-get install nvidia-cuda-toolkit libthrust-dev)"
  done
}

verb=${1:-all}
case "$verb" in
  all|headers|plan) ;;
  *) sed -n '2,10p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
[ ! -e "$home/lib/libfaiss.a" ] || { say "there already: $home"; exit 0; }
work=$home/build
step fetch_source "$work"

if [ "$verb" = headers ]; then
  mkdir -p "$home/include"
  (cd "$work/source" && find faiss -name '*.h' -print0 | tar -c --null -T -) | tar -x -C "$home/include"
  rm -rf "$work"
  say "headers lie in $home/include"
  exit 0
fi

nvcc=$("$native/setup-cuda.sh" "$([ "$verb" = plan ] && echo --find || echo --libraries)")
step require_toolkit "$nvcc"
# FAISS gives nvcc the compiler of its own C++ as the host's, whatever CMAKE_CUDA_HOST_COMPILER says.
host=()
case "$("$nvcc" --version 2>/dev/null)" in *"release 11"*) host=(-DCMAKE_CXX_COMPILER=g++-11) ;; esac
step cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_INSTALL_PREFIX=$home" "-DCMAKE_CUDA_COMPILER=$nvcc" \
  ${host[@]+"${host[@]}"} "-DCMAKE_CUDA_ARCHITECTURES=$architectures" -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_CXX_FLAGS=-include\ cstdint \
  -DFAISS_ENABLE_GPU=ON -DFAISS_ENABLE_PYTHON=OFF -DBUILD_TESTING=OFF -DBUILD_SHARED_LIBS=OFF -DFAISS_OPT_LEVEL=generic
step nice cmake --build "$work/build" --target faiss --parallel "$(nproc)"
step cmake --install "$work/build"
step rm -rf "$work"
[ "$verb" = plan ] || say "built in $home"
