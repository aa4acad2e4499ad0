#!/usr/bin/env bash
# Prints the nvcc to build with. Where the machine has none, it puts what a CUDA build needs into a folder of its own: compiler, headers and the
# static runtime out of Debian's packages (contrib and non-free, CUDA 11.8). They are unpacked and not installed, since the packages would also
# bring a driver library and divert OpenGL. Root or sudo is needed only for g++-11, the newest host compiler that CUDA 11.8 takes.
# With --find it fetches nothing, and fails where there is no nvcc. With --libraries it also puts what FAISS's graphics processor part is built with into a
# fetched CUDA 11.8: Thrust and CUB, and the shared cuBLAS and runtime (250 MB downloaded, 690 MB kept).
# The folder: $CONCORD_CUDA_HOME, by default ~/.cache/concord/cuda-11.8. 0.9 GB are downloaded and removed again, 115 MB stay.
# Another Debian's compiler: CONCORD_CUDA_SUITE=trixie CONCORD_CUDA_HOME=DIR fetches CUDA 12.4, which takes g++-12, whatever other nvcc is here.
set -euo pipefail

suite=${CONCORD_CUDA_SUITE:-}
home=${CONCORD_CUDA_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/concord/cuda-${suite:-11.8}}
packages=(nvidia-cuda-toolkit nvidia-cuda-dev libcu++-dev)
libraries=(libcublas11 libcublaslt11 libcudart11.0 libcub-dev libthrust-dev)

say() { echo "setup-cuda: $*" >&2; }
fail() { say "$@"; exit 1; }

installed_nvcc() {
  local at
  if [ -n "$suite" ]; then
    [ -x "$home/bin/nvcc" ] && echo "$home/bin/nvcc"
    return
  fi
  for at in "${CUDACXX:-}" "${CUDA_PATH:-/usr/local/cuda}/bin/nvcc" "$(command -v nvcc || true)" "$home/bin/nvcc"; do
    [ -n "$at" ] && [ -x "$at" ] && { echo "$at"; return 0; }
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "g++-11 is missing and needs root to install: apt-get install g++-11"
  fi
}

# The system's own Debian sources with contrib and non-free beside main; the system's are left as they are.
write_sources() {
  local from
  mkdir -p "$1/parts" "$1/lists/partial" "$1/archives/partial"
  for from in /etc/apt/sources.list.d/*.sources; do
    [ -f "$from" ] && grep -q 'debian-archive-keyring\|/debian' "$from" || continue
    sed "s/^Components:.*/Components: main contrib non-free/; ${suite:+/-security/!s/^Suites:.*/Suites: $suite/}" "$from" >"$1/parts/$(basename "$from")"
  done
  [ ! -f /etc/apt/sources.list ] ||
    sed -n '/^deb .*debian.* main/{s/ main.*/ main contrib non-free/;p}' /etc/apt/sources.list >"$1/parts/system.list"
}

# download FOLDER PACKAGE...
download() {
  local options=(-o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$1/parts" -o "Dir::State::Lists=$1/lists" -o APT::Sandbox::User=root)
  write_sources "$1"
  apt-get "${options[@]}" update -qq >&2
  (cd "$1" && shift && apt-get "${options[@]}" download -qq "$@" >&2) ||
    fail "the package sources of this machine do not offer ${*:2} (Debian's contrib and non-free); install NVIDIA's CUDA toolkit and set CUDACXX to its nvcc"
}

# The folders of NVIDIA's own toolkit, so that CMake and nvcc find everything from bin/nvcc on.
lay_out() {
  local from=$1 to=$2 library
  mkdir -p "$to/bin" "$to/nvvm/bin" "$to/lib64"
  for library in ptxas fatbinary cudafe++ nvlink bin2c cuobjdump; do mv "$from/usr/bin/$library" "$to/bin/"; done
  mv "$from"/usr/lib/nvidia-cuda-toolkit/bin/{nvcc,crt} "$to/bin/"
  mv "$from/usr/lib/nvidia-cuda-toolkit/bin/cicc" "$to/nvvm/bin/"
  mv "$from/usr/lib/nvidia-cuda-toolkit/libdevice" "$to/nvvm/"
  mv "$from/usr/include" "$to/"
  mv "$from"/usr/lib/x86_64-linux-gnu/{libcudart_static.a,libcudadevrt.a} "$to/lib64/"
  cat >"$to/bin/nvcc.profile" <<'PROFILE'
TOP              = $(_HERE_)/..
NVVMIR_LIBRARY_DIR = $(TOP)/nvvm/libdevice
PATH            += $(TOP)/nvvm/bin:$(_HERE_):
INCLUDES        +=  "-I$(TOP)/include" $(_SPACE_)
LIBRARIES        =+ $(_SPACE_) "-L$(TOP)/lib64"
PROFILE
}

unpack() {
  local package
  mkdir -p "$1/files"
  for package in "$1"/*.deb; do
    # Static libraries that nothing here links take 2.4 GB.
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$1/files" --wildcards --exclude='*/lib*_static*.a' --exclude='*/liblapack_static.a' --exclude='./usr/share/*'
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$1/files" --wildcards './usr/lib/*/libcudart_static.a' 2>/dev/null || true
  done
}

# Into the fetched toolkit. The link that a linker looks for is made last, and says that all is there.
add_libraries() {
  download "$work" "${libraries[@]}"
  unpack "$work"
  cp -a "$work"/files/usr/include/{cub,thrust} "$home/include/"
  cp -a "$work"/files/usr/lib/x86_64-linux-gnu/lib{cublas,cublasLt,cudart}.so.* "$home/lib64/"
  ln -sf libcudart.so.11.0 "$home/lib64/libcudart.so"
  ln -sf libcublasLt.so.11 "$home/lib64/libcublasLt.so"
  ln -sf libcublas.so.11 "$home/lib64/libcublas.so"
}

add_toolkit() {
  command -v apt-get >/dev/null && [ "$(uname -m)" = x86_64 ] ||
    fail "no nvcc here, and no Debian packages for it; install NVIDIA's CUDA toolkit (11.8 or newer) and set CUDACXX to its nvcc"
  [ -n "$suite" ] || command -v g++-11 >/dev/null || as_root apt-get install -y -qq --no-install-recommends g++-11 >&2
  say "fetching CUDA ${suite:-11.8} from Debian (about 1 GB) into $home"
  download "$work" "${packages[@]}"
  unpack "$work"
  lay_out "$work/files" "$work/toolkit"
  mkdir -p "$(dirname "$home")"
  rm -rf "$home"
  mv "$work/toolkit" "$home"
  rm -rf "${work:?}"/*.deb "$work/files"
}

nvcc=$(installed_nvcc) || [ "${1:-}" != --find ] || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/concord-cuda.XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ -z "$nvcc" ]; then
  add_toolkit
  nvcc=$home/bin/nvcc
fi
if [ "${1:-}" = --libraries ] && [ -z "$suite" ] && [ "$nvcc" = "$home/bin/nvcc" ] && [ ! -e "$home/lib64/libcublas.so" ]; then
  say "fetching cuBLAS and Thrust from Debian into $home"
  add_libraries
fi
echo "$nvcc"
