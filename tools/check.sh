#!/usr/bin/env bash
# Format, style and types. Says every fault before it fails.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
say() { echo "dev: $*" >&2; }

say "clang-format"
git ls-files -z '*.cpp' '*.h' | xargs -0 clang-format-19 --dry-run -Werror || status=1

say "tsc"
for project in js/*/tsconfig.json; do
  node_modules/.bin/tsc -p "$project" || status=1
done

say "clang-tidy"
git ls-files -z 'src/*.cpp' | xargs -0 -n 4 -P "$(nproc)" \
  clang-tidy-19 -p build/release --quiet --warnings-as-errors='*' 2>/dev/null || status=1

[ $status = 0 ] && say "all is well"
exit $status
