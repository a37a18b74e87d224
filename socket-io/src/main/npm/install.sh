#!/bin/sh
# Installs the locked packages into a folder, unless they are there already.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
mkdir -p "$target"
if cmp -s "$here/package-lock.json" "$target/package-lock.json" && [ -f "$target/complete" ]; then
  exit 0
fi
rm -f "$target/complete"
cp "$here/package.json" "$here/package-lock.json" "$target/"
cd "$target"
npm ci --ignore-scripts --no-audit --no-fund --silent
touch complete
