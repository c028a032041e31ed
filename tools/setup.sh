#!/usr/bin/env bash
# Installs what the build needs and is not there yet, at pinned versions, into a cache of its own
# that clones share; nothing of the user's is replaced. Called by the Makefile, from the root.
set -euo pipefail

trunk_version=$1
wasm_bindgen_version=$2
cache=$3
target=wasm32-unknown-unknown

say() { printf '==> %s\n' "$*"; }
stop() {
  printf '%s\n' "$@" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

has cargo || stop "cargo is missing: install Rust from https://rustup.rs, then run this again."
has node || stop "node is missing: install Node.js 20.11 or newer (with npm), then run this again."
has npm || stop "npm is missing: install it (it comes with Node.js 20.11 or newer), then run this again."
has cc || has gcc || has clang || stop \
  "A C linker is missing: install one (Debian: sudo apt-get install build-essential), then run this again."
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
process.exit(major > 20 || (major === 20 && minor >= 11) ? 0 : 1)' ||
  stop "Node.js is $(node --version): install 20.11 or newer, then run this again."

# rustup reads rust-toolchain.toml and brings the compiler and the target; without rustup both
# must be there already.
if has rustup; then
  if ! rustup target list --installed 2>/dev/null | grep -qx "$target"; then
    say "Adding the WebAssembly target to Rust (about 1 minute)"
    rustup target add "$target"
  fi
elif [ ! -d "$(rustc --print target-libdir --target "$target")" ]; then
  stop "Rust has no $target target: install Rust from https://rustup.rs, which brings it, then run this again."
fi

# A tool of another version on PATH does not count: the build needs exactly this one.
install_tool() { # crate, version, binary, minutes, flags ...
  local crate=$1 version=$2 binary=$3 minutes=$4
  shift 4
  local root="$cache/$crate-$version"
  [ -x "$root/bin/$binary" ] && return
  if has "$binary" && [ "$("$binary" --version 2>/dev/null | awk '{print $2}')" = "$version" ]; then
    return
  fi
  say "Installing $crate $version (once; about $minutes minutes on 2 cores)"
  cargo install --locked "$crate" --version "$version" --root "$root" "$@" ||
    stop "$crate $version could not be installed; the lines above say why."
}
# Trunk only calls other tools: unoptimized it serves as well and compiles three times as fast.
CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64 \
  install_tool trunk "$trunk_version" trunk "3 to 5" --no-default-features
install_tool wasm-bindgen-cli "$wasm_bindgen_version" wasm-bindgen "2 to 3"

# The stamp is a copy of the lock file that node_modules was made from.
stamp=node_modules/.installed-package-lock.json
if ! cmp -s package-lock.json "$stamp"; then
  say "Installing the npm packages (under 1 minute)"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund
  cp package-lock.json "$stamp"
fi

say "Fetching the crates"
cargo fetch --locked --quiet
