# The ground that ./spillway and ./test stand on: a Swift toolchain and a few system packages.
# Sourced, never run. Talk goes to stderr: stdout belongs to the program.

swift_needed=6.3
unable=3 # the exit status for "it could not be done"

say() { printf '%s\n' "$*" >&2; }

# Debian package, and what shows that it is there.
packages_to_build='
binutils            command ld
zlib1g              library libz.so.1
libncurses6         library libncurses.so.6
libsqlite3-0        library libsqlite3.so.0
libxml2             library libxml2.so.2
libcurl4            library libcurl.so.4
libc6-dev           header  stdlib.h
libstdc++-12-dev    header  c++/12/vector
libgsl-dev          header  gsl/gsl_cdf.h
libyaml-dev         header  yaml.h
pkgconf             command pkg-config
git                 command git
'
packages_to_test='
chromium            command chromium
fonts-dejavu-core   file    /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
'

is_present() { # kind, what
  case $1 in
  header)
    for folder in /usr/include /usr/local/include /usr/include/*-linux-gnu; do
      [ -e "$folder/$2" ] && return 0
    done
    # Another release of the standard C++ library serves as well.
    case $2 in c++/*) for folder in /usr/include/c++/*; do [ -e "$folder/${2##*/}" ] && return 0; done ;; esac
    return 1
    ;;
  library)
    for folder in /usr/lib/*-linux-gnu /usr/lib /usr/lib64 /usr/local/lib; do
      [ -e "$folder/$2" ] && return 0
    done
    return 1
    ;;
  command) command -v "$2" >/dev/null 2>&1 ;;
  file) [ -e "$2" ] ;;
  esac
}

missing_packages() { # table
  printf '%s' "$1" | while read -r package kind what; do
    [ -n "$package" ] || continue
    is_present "$kind" "$what" || printf '%s ' "$package"
  done
}

install_packages() { # table
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  as_root=
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Missing here: $missing"
    say "These are their Debian names; install what your system calls them, then start again."
    return "$unable"
  elif [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
      as_root='sudo -n'
    else
      say "Missing here, and installing needs root. Run this once, then start again:"
      say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing"
      return "$unable"
    fi
  fi
  refreshed=
  for package in $missing; do
    say "Installing the system package $package"
    if [ -z "$refreshed" ] && ! apt-cache show "$package" >/dev/null 2>&1; then
      $as_root apt-get update -q >&2 || say "apt-get update failed; trying with the lists at hand"
      refreshed=yes
    fi
    if ! $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$package" \
      </dev/null >&2; then
      say "The package $package could not be installed. By hand:"
      say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $package"
      return "$unable"
    fi
  done
}

find_swift() { # sets PATH so that `swift` is there
  command -v swift >/dev/null 2>&1 && return 0
  # shellcheck disable=SC2086
  for folder in ${SPILLWAY_TOOLCHAINS:-$HOME/.local/share/swiftly/bin /opt/swift/usr/bin /usr/local/swift/usr/bin}; do
    if [ -x "$folder/swift" ]; then
      PATH=$folder:$PATH
      export PATH
      return 0
    fi
  done
  return 1
}

need_toolchain() { # table of packages
  if ! find_swift; then
    say "There is no Swift toolchain here; spillway is built with Swift $swift_needed or later."
    say "Install one from https://www.swift.org/install/linux/, for example:"
    say "  curl -fsSLO https://download.swift.org/swiftly/linux/swiftly-\$(uname -m).tar.gz"
    say "  tar -xzf swiftly-\$(uname -m).tar.gz && ./swiftly init"
    say "Then start again, or put the folder that holds \`swift\` first in PATH."
    return "$unable"
  fi
  install_packages "$1" || return
  found=$(swift --version 2>/dev/null |
    sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  oldest=$(printf '%s\n%s\n' "$swift_needed" "$found" | sort -t . -k 1,1n -k 2,2n | head -n 1)
  if [ "$oldest" != "$swift_needed" ]; then
    say "Found Swift ${found:-of no known version} at $(command -v swift); $swift_needed or later is needed."
    say "See https://www.swift.org/install/linux/"
    return "$unable"
  fi
}
