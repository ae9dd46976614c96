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

# A text of a script that went through a C string would end at its first zero. In src/renderer texts are bytes, or
# strings of the engine by their length; what is a C string there is Cation's own word (a log's, a path, a token), or
# the title, which the engine gives as one.
# In src/shell texts of main come through text_of, which leaves no zero in them for GTK to end at.
say "C strings"
git grep -nE '\.c_str\(\)' -- src/renderer | grep -vE 'message\.c_str|token\.c_str|path\.c_str|page_title|"world "' && status=1
git grep -nE 'g_variant_new\("\(?[a-z]*s' -- src/renderer src/shell | grep -vE 'cation\.(bind|title|guest-left)|"\(st\)"' && status=1
git grep -nE 'JSStringCreateWithUTF8CString|jsc_value_to_string|jsc_value_new_string' -- src/renderer | grep -v 'explicit JsString(const char\* utf8)' && status=1
git grep -nE '\["[A-Za-z]+"\]\.(to|value_or)<std::string>' -- src/shell && status=1

say "clang-tidy"
git ls-files -z 'src/*.cpp' | xargs -0 -n 4 -P "$(nproc)" \
  clang-tidy-19 -p build/release --quiet --warnings-as-errors='*' 2>/dev/null || status=1

[ $status = 0 ] && say "all is well"
exit $status
