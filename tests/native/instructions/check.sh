#!/usr/bin/env bash
# Counts the instructions of each hot kernel under callgrind, at the AVX2 level since valgrind knows no AVX-512, and compares
# them with instructions.tsv beside this script: more than 5 % above fails. Counts are steady where times are not.
#   check.sh PROGRAM            compares; exit status 77 (skipped) where valgrind is absent
#   check.sh PROGRAM --update   writes the counts of now
set -euo pipefail
program=$1 mode=${2:-compare}
table=$(dirname "$(readlink -f "$0")")/instructions.tsv
allowed_percent=5

command -v valgrind >/dev/null || { echo "SKIPPED: valgrind is not installed (./setup.sh installs it); instruction counts were NOT checked"; exit 77; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CONCORD_SIMD=avx2 CONCORD_SCRATCH=$scratch

count() {
  mkdir -p "$scratch/$1"
  CONCORD_SCRATCH=$scratch/$1 valgrind --tool=callgrind --toggle-collect=counted_work --callgrind-out-file="$scratch/$1.out" \
    "$program" "$1" >"$scratch/$1.log" 2>&1 || { cat "$scratch/$1.log" >&2; return 1; }
  sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/$1.log" >"$scratch/$1.count"
}

kernels=$("$program")
running=0
for kernel in $kernels; do
  count "$kernel" &
  running=$((running + 1))
  if [ $running -ge 2 ]; then wait -n; running=$((running - 1)); fi
done
wait

status=0
for kernel in $kernels; do
  now=$(cat "$scratch/$kernel.count" 2>/dev/null || true)
  [ -n "$now" ] && [ "$now" -gt 0 ] || { echo "$kernel: no count; the program or valgrind failed"; exit 1; }
  printf '%s\t%s\n' "$kernel" "$now" >>"$scratch/now.tsv"
  before=$(awk -F '\t' -v name="$kernel" '$1 == name { print $2 }' "$table" 2>/dev/null || true)
  if [ "$mode" = --update ]; then
    echo "$kernel: $now instructions, before ${before:-none}"
  elif [ -z "$before" ]; then
    echo "$kernel: $now instructions, none recorded; run: $0 $program --update"
    status=1
  elif [ $((now * 100)) -gt $((before * (100 + allowed_percent))) ]; then
    echo "$kernel: $now instructions, $(((now - before) * 100 / before)) % more than the $before recorded"
    status=1
  else
    echo "$kernel: $now instructions, $before recorded"
  fi
done
if [ "$mode" = --update ]; then cp "$scratch/now.tsv" "$table"; fi
if [ $status != 0 ]; then echo "More instructions than $allowed_percent % above the record. If that is meant, record it: $0 $program --update"; fi
exit $status
