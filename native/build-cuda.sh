#!/usr/bin/env bash
# The library with the kernels for graphics processors from a bare clone: installs what is missing (./setup.sh, native/setup-cuda.sh), builds everything of the preset
# cuda and runs its tests. Those for a device say "skipped: no device" where there is none. Arguments are CMake's, as in native/build-cuda.sh -DCONCORD_FAISS_GPU=ON
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./setup.sh
CUDACXX=$(native/setup-cuda.sh)
export CUDACXX
cmake --preset cuda "$@"
cmake --build --preset cuda
ctest --preset cuda
