#!/usr/bin/env bash
# Prints the pinned base image: docker build --build-arg NODE_IMAGE="$(docker/base-image.sh)" …
set -euo pipefail
sed -n 's/^FROM //p' "$(dirname "$0")/base/Dockerfile"
