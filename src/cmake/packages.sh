# shellcheck shell=sh
# The packages that rapport is built and tested with, and how to get them. POSIX sh, sourced by
# ./install and ./check.
#
# One row a package: Debian's name, Homebrew's name (- where the system brings it), what for.
# A package that the build finds by CMake has a row in Dependencies.cmake too.
package_table='
g++                -              build
cmake              cmake          build
ninja-build        ninja          build
libcli11-dev       cli11          build
libfmt-dev         fmt            build
libical-dev        libical        build
libsqlite3-dev     sqlite         build
libsqlitecpp-dev   sqlitecpp      build
libtomlplusplus-dev tomlplusplus  build
libutf8proc-dev    utf8proc       build
nlohmann-json3-dev nlohmann-json  build
doctest-dev        doctest        test
dpkg-dev           -              test
python3            python         test
python3-icalendar  -              test
python3-dateutil   -              test
python3-html5lib   -              test
python3-jsonschema -              test
clang              -              test
clang-format       clang-format   test
clang-tidy         llvm           test
binutils           binutils       test
mandoc             mandoc         test
jq                 jq             test
less               less           test
tzdata             -              test
zsh                zsh            test
fish               fish           test
tmux               tmux           test
fzf                fzf            test
postgresql         postgresql     test
chromium           -              browser
'

# Prints one calm line. Standard output belongs to the program that is installed or tested.
say() { printf 'rapport: %s\n' "$*" >&2; }

# True when this process may act as root: it is root, or sudo lets it (asking on a terminal only).
may_be_root() {
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null && return 0
  [ -t 2 ] && [ -z "${CI:-}" ] || return 1
  say "$1 needs the password of an administrator"
  sudo -v
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# package_manager: prints apt, brew or nothing.
package_manager() {
  if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then echo apt
  elif command -v brew >/dev/null; then echo brew
  fi
}

# missing_packages MANAGER PURPOSE…: prints the names of the packages that are not there yet.
missing_packages() {
  manager=$1; shift
  purposes=" $* "
  if [ "$manager" = brew ]; then installed=$(brew list --formula -1 2>/dev/null)
  else installed=$(dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' |
                   sed -n 's/^installed \([^:]*\).*/\1/p')
  fi
  printf '%s\n' "$package_table" | while read -r debian homebrew purpose; do
    case "$purposes" in *" $purpose "*) ;; *) continue ;; esac
    if [ "$manager" = brew ]; then name=$homebrew; else name=$debian; fi
    case "$name" in "" | -) continue ;; esac
    printf '%s\n' "$installed" | grep -qxF -e "$name" || printf '%s ' "$name"
  done
}

# install_packages LOG PURPOSE…: installs what is missing, and is silent when nothing is. Fails when
# packages stay missing, having said which and how to get them.
install_packages() {
  log=$1; shift
  manager=$(package_manager)
  if [ -z "$manager" ]; then
    say "neither apt-get nor Homebrew is here: hoping that the packages are (src/cmake/packages.sh)"
    return 0
  fi
  missing=$(missing_packages "$manager" "$@")
  [ -n "$missing" ] || return 0
  # $missing is a list of package names and is meant to be split.
  # shellcheck disable=SC2086
  if [ "$manager" = brew ]; then
    say "installing by Homebrew: ${missing% }"
    HOMEBREW_NO_AUTO_UPDATE=1 brew install $missing </dev/null >>"$log" 2>&1
  elif may_be_root "installing packages"; then
    say "installing by apt-get: ${missing% }"
    apt_install $missing </dev/null >>"$log" 2>&1
  else
    say "these packages are missing, and installing them takes an administrator:"
    say "  apt-get install --no-install-recommends ${missing% }"
    return 1
  fi
}

# A list of packages that is old or broken in one place may still hold what is wanted, so only the
# second command decides. Another apt at work on a fresh machine is waited for.
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
    install --no-install-recommends "$@"
}
