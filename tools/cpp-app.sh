# Apps whose main process is a C++ program: built against build/release, into build/cpp/<folder>.

is_cpp_app() {
  [ -d "$1" ] && { [ -f "$1/CMakeLists.txt" ] || [ -f "$1/main.cpp" ]; }
}

# build_cpp_app <folder>: builds it, and leaves the program's path in cpp_app. The program is named like
# the folder.
build_cpp_app() {
  local folder name build source=()
  folder=$(realpath "$1")
  name=$(basename "$folder")
  build=$root/build/cpp/$(realpath --relative-to="$root" "$folder" | sed 's|\.\./|up/|g')
  if [ -f "$folder/CMakeLists.txt" ]; then
    source=(-S "$folder")
  else
    source=(-S "$root/tools/cpp-app" "-DFOLDER=$folder")
  fi
  if [ ! -f "$build/build.ninja" ]; then
    mkdir -p "$build"
    (cd "$root" && quietly "configure $name" cmake "${source[@]}" -B "$build" -G Ninja \
      -DCMAKE_BUILD_TYPE=Release "-DCation_DIR=$root/build/release")
  fi
  ninja -C "$build" | tell_building "$name" >&2 || die "could not build $name"
  cpp_app=$build/$name
  [ -x "$cpp_app" ] || die "$folder builds no program named $name"
}
