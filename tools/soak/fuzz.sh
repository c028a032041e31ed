#!/usr/bin/env bash
# Fuzzes everything that reads what comes from outside, each target for FUZZ_SECONDS, and stops at
# the first input that panics, takes more than a gigabyte, or more than ten seconds. What it finds lies
# in fuzz/artifacts: put it into fuzz/corpus when it is mended, where `make test` replays it.
set -euo pipefail

version=$1
cache=$2
seconds=${FUZZ_SECONDS:-120}
root="$cache/cargo-fuzz-$version"

if [ ! -x "$root/bin/cargo-fuzz" ]; then
  echo "==> Installing cargo-fuzz $version (once; about 2 minutes on 2 cores)"
  # It only calls other tools: unoptimized it serves as well.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
    cargo install --locked cargo-fuzz --version "$version" --root "$root"
fi
export PATH="$root/bin:$PATH"
# Without a sanitizer the stable compiler serves: the app has no unsafe code for one to watch.
for target in ${FUZZ_TARGETS:-csv backup envelope link pack}; do
  echo "==> Fuzzing $target for $seconds seconds"
  # New inputs go to a folder of their own: the corpus that is kept stays small.
  found="target/fuzz/$target"
  mkdir -p "$found"
  cargo fuzz run --sanitizer none "$target" "$found" "fuzz/corpus/$target" -- \
    -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=10 -max_len=65535 -print_final_stats=1
done
echo "Every target was fuzzed for $seconds seconds: nothing was found."
