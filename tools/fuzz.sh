#!/usr/bin/env bash
# Runs the fuzzers of build/fuzz, each for a while, on top of its corpus: tools/fuzz.sh [name] [seconds]
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-}
seconds=${2:-60}
found=0
for fuzzer in build/fuzz/fuzz/*; do
  [ -f "$fuzzer" ] && [ -x "$fuzzer" ] || continue
  name=$(basename "$fuzzer")
  [[ $name == *"$wanted"* ]] || continue
  found=1
  # What it finds new stays in the build folder; what is worth keeping is put into fuzz/corpus by hand.
  work=build/fuzz/corpus/$name
  mkdir -p "$work"
  seeds=()
  [ -d "fuzz/corpus/$name" ] && seeds+=("fuzz/corpus/$name")
  echo "dev: fuzzing $name for $seconds s" >&2
  "$fuzzer" -max_total_time="$seconds" -print_final_stats=1 -artifact_prefix="$work-" "$work" "${seeds[@]}"
done
[ $found = 1 ] || { echo "dev: there is no fuzzer ${wanted:-at all}; see fuzz/" >&2; exit 1; }
