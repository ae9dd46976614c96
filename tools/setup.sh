# What ./dev makes sure of before a command: Debian's packages, Node, node_modules, a build. Each
# `need_…` is quick where nothing is missing, and says what it does where something is.

build_packages=(g++ cmake ninja-build pkg-config libuv1-dev libgtk-3-dev libwebkit2gtk-4.1-dev
  libgtest-dev libgmock-dev)
test_packages=(xvfb xauth xdotool x11-utils imagemagick fonts-dejavu-core)

say() { echo "dev: $*" >&2; }
die() { say "$*"; exit 1; }

# quietly <what> <command…>: what it says is shown only where it fails.
quietly() {
  local what=$1
  shift
  mkdir -p build
  "$@" >build/setup.log 2>&1 || {
    cat build/setup.log >&2
    die "could not $what"
  }
}

need_packages() {
  local missing=() package status
  for package in "$@"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || true
    [ "$status" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "please install: ${missing[*]}"
  say "installing ${missing[*]}"
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  quietly "install ${missing[*]}" "${as_root[@]}" apt-get update -q
  quietly "install ${missing[*]}" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}"
}

node_fits() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 19) ? 0 : 1)'
}

need_node() {
  node_fits || need_packages nodejs
  node_fits || die "Node.js 18.19 or newer is needed; $(command -v node || echo none) is $(node --version 2>&1)"
  command -v npm >/dev/null || need_packages npm
}

need_modules() {
  need_node
  local stamp=node_modules/.lock-installed
  cmp -s package-lock.json $stamp && return
  say "npm ci"
  # The tools' install scripts only make their start faster.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json $stamp
}

need_preset() {
  local preset=$1 folder=build/$1
  if [ ! -f "$folder/build.ninja" ]; then
    say "configuring $preset"
    quietly "configure $preset" cmake --preset "$preset"
  fi
  ninja -C "$folder" | tell_building "$preset" >&2 || die "could not build $preset"
}

# What ninja says, where it has something to do.
tell_building() {
  local line has_told=
  while IFS= read -r line; do
    case $line in
      "ninja: Entering directory"* | "ninja: no work to do." | *"Re-checking globbed directories..."*) continue ;;
    esac
    [ -n "$has_told" ] || say "building $1"
    has_told=1
    printf '%s\n' "$line"
  done
}

need_build() {
  need_packages "${build_packages[@]}"
  need_modules
  need_preset "$1"
}
