#!/usr/bin/env bash
# Checks the graphics processor's part on a machine that has one; nothing else is needed there, neither network nor .NET.
#
#   native/gpu-check.sh pack DIR         on the machine that builds: what the check needs into DIR (tests, measurements, their libraries)
#   native/gpu-check.sh run [DIR] [OUT]  on the machine with the device: from a packed DIR, else it builds here with this machine's nvcc
#
# `run` writes OUT (gpu-check.json): device, driver, every test, the sanitizer's findings, every measurement with its ratio, and "passed".
# Each part has a limit of its own; together they end within nine minutes. The exit status is 0 when everything that ran passed and something ran.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
say() { echo "gpu-check: $*" >&2; }
fail() { say "$@"; exit 1; }

built() { echo "$root/build/cuda"; }

build() {
  say "building with $(CONCORD_CUDA_HOME=${CONCORD_CUDA_HOME:-} "$root/native/setup-cuda.sh" || echo "no nvcc")"
  (cd "$root" && cmake --preset cuda && cmake --build --preset cuda --target test_device concord_bench_device) >&2 || fail "the build failed"
}

# Programs and the shared libraries they were linked with, the C library and what belongs to it left out.
pack() {
  local to=$1 program library
  [ -n "$to" ] || fail "where to? native/gpu-check.sh pack DIR"
  build
  mkdir -p "$to/lib"
  for program in "$(built)/tests/native/device/test_device" "$(built)/native/bench/concord_bench_device"; do
    cp "$program" "$to/"
    ldd "$program" | awk '$3 ~ /^\// {print $3}' | grep -vE '/(libc|libm|libdl|librt|libpthread|ld-linux[^/]*)\.so' | while read -r library; do
      cp -Lu "$library" "$to/lib/"
    done
  done
  strip "$to/test_device" "$to/concord_bench_device"
  cp "$root/native/gpu-check.sh" "$root/native/bench/peer/torch_pool.py" "$to/"
  say "$to holds $(du -sh "$to" | cut -f1); take it along and run: DIR/gpu-check.sh run DIR"
}

# A JSON file's content, or null where it is missing or empty.
json_of() { if [ -s "$1" ]; then cat "$1"; else echo null; fi; }

quoted() { printf '"%s"' "$(tr -d '\000-\037' <<<"$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

device_of() { nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null | head -n 1; }

sanitize() {
  local tool=$1 tests=$2 log=$3
  command -v compute-sanitizer >/dev/null || { echo '"not installed"'; return 0; }
  timeout 150 compute-sanitizer --tool "$tool" --error-exitcode 99 --leak-check no "$tests" --gtest_filter="$sanitized" >"$log" 2>&1
  local status=$?
  if [ $status = 0 ]; then echo 0; else tail -n 30 "$log" >&2; grep -oE 'ERROR SUMMARY: [0-9]+' "$log" | grep -oE '[0-9]+$' || echo "\"ended with $status\""; fi
}

# Under the sanitizer tests run a hundred times slower: one shape of each kernel is enough for it.
sanitized='*CompareSlides_EqualAndNearlyEqualTiles*:*Similarity_ScoreIsNaN*:*PoolMaps_BudgetForOneImage*:*PoolMapsThere*:*Preprocess_BudgetForOneImage*:*Apply_BudgetForFewRows*:*Search_GroupsExcluded*:*Search_FilterThatLeavesFew*:*Search_ManyQueriesOfOneList*'

run() {
  local from=$1 out=$2 tests bench work status=0 memory race
  if [ -x "$from/test_device" ]; then
    tests=$from/test_device bench=$from/concord_bench_device
    export LD_LIBRARY_PATH=$from/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  else
    build
    tests=$(built)/tests/native/device/test_device bench=$(built)/native/bench/concord_bench_device
  fi
  work=$(mktemp -d)
  # The name now: it is gone from the shell by the time the trap runs.
  trap "rm -rf '$work'" EXIT
  [ -n "$(device_of)" ] || say "nvidia-smi shows no device: tests will be skipped"
  say "tests"
  timeout 120 "$tests" --gtest_brief=1 --gtest_output="json:$work/tests.json" >&2 || status=1
  say "compute-sanitizer"
  memory=$(sanitize memcheck "$tests" "$work/memcheck.log")
  race=$(sanitize racecheck "$tests" "$work/racecheck.log")
  case "$memory$race" in *[1-9]*|*ended*) status=1 ;; esac
  say "measurements"
  timeout 150 "$bench" --json >"$work/bench.json" || status=1
  timeout 60 python3 "$(dirname "$bench")/torch_pool.py" >"$work/torch.json" 2>/dev/null ||
    timeout 60 python3 "$root/native/bench/peer/torch_pool.py" >"$work/torch.json" 2>/dev/null || : >"$work/torch.json"
  [ -n "$(device_of)" ] || status=1
  {
    printf '{"date":%s,"device":%s,"nvcc":%s,"passed":%s,\n' "$(quoted "$(date -u +%FT%TZ)")" "$(quoted "$(device_of)")" \
      "$(quoted "$(nvcc --version 2>/dev/null | tail -n 1)")" "$([ $status = 0 ] && echo true || echo false)"
    printf '"sanitizer":{"memcheck":%s,"racecheck":%s},\n"bench":%s,\n"torch":%s,\n"tests":%s}\n' "$memory" "$race" \
      "$(json_of "$work/bench.json")" "$(json_of "$work/torch.json")" "$(json_of "$work/tests.json")"
  } >"$out"
  say "$out written, $([ $status = 0 ] && echo "all passed" || echo "NOT passed")"
  return $status
}

case "${1:-run}" in
  pack) pack "${2:-}" ;;
  run) run "${2:-$root/build/gpu-check}" "${3:-gpu-check.json}" ;;
  *) sed -n '2,9p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
