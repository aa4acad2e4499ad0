#!/usr/bin/env bash
# Checks the graphics processor's part on a machine that has one; nothing else is needed there, neither network nor .NET.
#
#   native/gpu-check.sh pack DIR         on the machine that builds: what the check needs (tests, measurements, their libraries) into DIR, and into DIR.tar.xz
#   native/gpu-check.sh run [DIR] [OUT]  on the machine with the device: from a packed DIR, else it builds here with this machine's nvcc
#   native/gpu-check.sh faiss [DIR] [OUT] on the machine with the device: our search beside FAISS's own; from a packed DIR that holds FAISS, else it builds FAISS first; run it
#                                        again where a limit ended it
#   native/gpu-check.sh plan [DIR]       what `run` would do, with the limit of each step; does nothing
#
# `run` writes OUT (gpu-check.json) anew after every step: device, driver, every step's exit status and seconds, every test, the sanitizer's findings, every
# measurement with its ratio, and "passed". Each step has a limit, and all together have one of $CONCORD_GPU_CHECK_SECONDS (530): a step that would begin later does
# not. The exit status is 0 when every step ran and passed. `pack` takes FAISS along where native/build-faiss-gpu.sh has built it.
set -uo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
total=${CONCORD_GPU_CHECK_SECONDS:-530}
ran='' complete=true passed=true dry=false
PATH=$PATH:${CUDA_PATH:-/usr/local/cuda}/bin

say() { echo "gpu-check: $*" >&2; }
fail() { say "$@"; exit 1; }

faiss_home=${CONCORD_FAISS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/concord/faiss-gpu}

built() { echo "$root/build/cuda"; }

# Arguments: for CMake.
build() {
  say "building with $(CONCORD_CUDA_HOME=${CONCORD_CUDA_HOME:-} "$root/native/setup-cuda.sh" || echo "no nvcc")"
  (cd "$root" && cmake --preset cuda "$@" && cmake --build --preset cuda --target test_device concord_bench_device) >&2
}

# Programs and the shared libraries they were linked with, the C library and what belongs to it left out.
pack() {
  local to=$1 program library
  [ -n "$to" ] || fail "where to? native/gpu-check.sh pack DIR"
  build "-DCONCORD_FAISS_GPU=$([ -e "$faiss_home/lib/libfaiss.a" ] && echo ON || echo OFF)" "-DCMAKE_PREFIX_PATH=$faiss_home" || fail "the build failed"
  mkdir -p "$to/lib"
  for program in "$(built)/tests/native/device/test_device" "$(built)/native/bench/concord_bench_device"; do
    cp "$program" "$to/"
    ldd "$program" | awk '$3 ~ /^\// {print $3}' | grep -vE '/(libc|libm|libdl|librt|libpthread|ld-linux[^/]*)\.so' | while read -r library; do
      cp -Lu "$library" "$to/lib/"
    done
  done
  strip "$to/test_device" "$to/concord_bench_device"
  cp "$root/native/gpu-check.sh" "$root/native/bench/peer/torch_pool.py" "$to/"
  XZ_OPT="-3 -T0" tar -C "$to" -cJf "$to.tar.xz" .
  say "$to holds $(du -sh "$to" | cut -f1), $to.tar.xz $(du -sh "$to.tar.xz" | cut -f1); take one of them along and run: DIR/gpu-check.sh run DIR"
}

# A JSON file's content, or null where it is missing or empty.
json_of() { if [ -s "$1" ]; then cat "$1"; else echo null; fi; }

quoted() { printf '"%s"' "$(tr -d '\000-\037' <<<"$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

device_of() { timeout 20 nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null | head -n 1; }

# What the sanitizer found: its own count, or why there is none.
findings() {
  [ -e "$1" ] || { echo null; return; }
  grep -oE 'ERROR SUMMARY: [0-9]+|RACECHECK SUMMARY: [0-9]+' "$1" | grep -oE '[0-9]+$' | tail -n 1 | grep . || echo '"it gave no summary"'
}

write_report() {
  {
    printf '{"date":%s,"device":%s,"nvcc":%s,"complete":%s,"passed":%s,\n"steps":{%s},\n' "$(quoted "$(date -u +%FT%TZ)")" "$(quoted "$device")" \
      "$(quoted "$(nvcc --version 2>/dev/null | tail -n 1)")" "$complete" "$passed" "${ran#,}"
    printf '"sanitizer":{"memcheck":%s,"racecheck":%s},\n"bench":%s,\n"torch":%s,\n"tests":%s}\n' "$(findings "$work/memcheck.log")" \
      "$(findings "$work/racecheck.log")" "$(json_of "$work/bench.json")" "$(json_of "$work/torch.json")" "$(json_of "$work/tests.json")"
  } >"$out.new" && mv "$out.new" "$out"
}

# step NAME LIMIT FUNCTION...: within its limit and what is left of the total; the report is written whatever comes of it. The function runs in a script of
# its own, so that a limit ends it with all that it started.
step() {
  local name=$1 limit=$2 left=$((total - SECONDS)) began=$SECONDS status=0
  shift 2
  [ "$limit" -le "$left" ] || limit=$left
  if [ "$dry" = true ]; then printf '%-10s at most %4s s: %s\n' "$name" "$limit" "$*"; return 0; fi
  if [ "$limit" -lt 5 ]; then
    say "$name: no time is left"
    complete=false passed=false ran+=",\"$name\":null"
  else
    say "$name"
    timeout -k 5 "$limit" bash "$self" call "$@" || status=$?
    [ $status = 0 ] || { say "$name ended with $status"; passed=false; }
    ran+=",\"$name\":{\"exit\":$status,\"seconds\":$((SECONDS - began))}"
  fi
  write_report
  return $status
}

# Under the sanitizer tests run a hundred times slower: one shape of each kernel is enough for it.
sanitized='*CompareSlides_EqualAndNearlyEqualTiles*:*Similarity_ScoreIsNaN*:*PoolMaps_BudgetForOneImage*:*PoolMapsThere*:*Preprocess_BudgetForOneImage*:*Apply_BudgetForFewRows*:*Search_GroupsExcluded*:*Search_FilterThatLeavesFew*:*Search_ManyQueriesOfOneList*:*Search_EitherWayOfProducts*'

sanitize() { compute-sanitizer --tool "$1" --error-exitcode 99 "$tests" --gtest_filter="$sanitized" >"$work/$1.log" 2>&1 || { tail -n 30 "$work/$1.log" >&2; return 99; }; }
measure() { "$bench" --json >"$work/bench.json"; }

# This machine's nvcc takes every kernel, whatever compiled the packed ones.
compile_kernels() {
  local nvcc host=()
  nvcc=$("$root/native/setup-cuda.sh" --find) || { say "no nvcc"; return 1; }
  case "$("$nvcc" --version)" in *"release 11"*) host=(-ccbin g++-11) ;; esac
  printf '%s\n' "$root"/native/kernels/*.cu |
    xargs -P "$(nproc)" -I{} "$nvcc" ${host[@]+"${host[@]}"} -std=c++17 -arch=sm_90 -fmad=false -Xcompiler -fPIC -I "$root/native" -I "$root/native/src" -I "$root/native/include" -c {} --output-directory "$work"
}
compare_with_torch() { python3 "$torch" "$work/bench.json" >"$work/torch.json"; }
test_all() { "$tests" --gtest_brief=1 --gtest_output="json:$work/tests.json" >&2; }

run() {
  local from=$1
  out=$2
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  tests=$from/test_device bench=$from/concord_bench_device torch=$from/torch_pool.py
  device=$(device_of)
  [ -n "$device" ] || { say "nvidia-smi shows no device: tests will be skipped"; passed=false; }
  if [ ! -x "$tests" ]; then
    tests=$(built)/tests/native/device/test_device bench=$(built)/native/bench/concord_bench_device torch=$root/native/bench/peer/torch_pool.py
    step build 240 build || [ -x "$tests" ] || fail "nothing was built"
  fi
  export work tests bench torch sanitized
  step tests 100 test_all
  step bench 130 measure
  step torch 60 compare_with_torch
  step memcheck 100 sanitize memcheck
  step racecheck 100 sanitize racecheck
  # Where the sources are there too: a packed folder is enough for the rest.
  [ ! -d "$root/native/kernels" ] || step kernels 40 compile_kernels
  [ "$dry" = true ] && return 0
  say "$out written, $([ $passed = true ] && echo "all passed" || echo "NOT passed")"
  [ $passed = true ]
}

# What is built stays where it is, so that a second run goes on there.
measure_faiss() {
  local program=$1/concord_bench_device out=$2
  if [ ! -x "$program" ]; then
    timeout -k 5 "$total" "$root/native/build-faiss-gpu.sh" || fail "FAISS is not built yet; run this again to go on"
    timeout -k 5 $((total - SECONDS)) bash "$self" call build -DCONCORD_FAISS_GPU=ON "-DCMAKE_PREFIX_PATH=$faiss_home" || fail "not built yet; run this again to go on"
    program=$(built)/native/bench/concord_bench_device
  fi
  timeout -k 5 $((total - SECONDS)) "$program" --faiss --json >"$out" || fail "the measurement ended with $?"
  say "$out written; gpu.search.batch.faiss has FAISS's time as its peer's"
}

case "${1:-run}" in
  pack) pack "${2:-}" ;;
  run) run "${2:-$root/build/gpu-check}" "${3:-gpu-check.json}" ;;
  faiss) measure_faiss "${2:-$root/build/gpu-check}" "${3:-gpu-check-faiss.json}" ;;
  call) shift && "$@" ;;
  plan) dry=true && run "${2:-$root/build/gpu-check}" /dev/null ;;
  *) sed -n '2,13p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
