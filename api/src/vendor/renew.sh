#!/usr/bin/env bash
# Renews Scalar's script for /docs: ./renew.sh VERSION, then name the version in README.md and in
# ../pages/api-reference.ts. npm checks the tarball against the registry's sha512.
set -euo pipefail
cd "$(dirname "$0")"
version=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm pack "@scalar/api-reference@$version" --pack-destination "$work" --silent >/dev/null
tarball=$(echo "$work"/*.tgz)
tar -xzf "$tarball" -C "$work" package/dist/browser/standalone.js
rm -f scalar-*.js.gz
gzip -9 -n -c "$work/package/dist/browser/standalone.js" >"scalar-$version.js.gz"
echo "sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 -w0)"
