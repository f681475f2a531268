#!/usr/bin/env bash
# Builds the base images of docker-compose.yml and of the tests on a machine that can reach package registries but no
# image registry: local/redis:7, local/node:22, local/minio:latest. It needs a Docker engine, root, debootstrap, npm and Go.
#
#   eval "$(docker/build-local-images.sh)" && docker-compose up --build
#
# Standard output contains only the lines to eval. The script caches slow steps in ${SERENADE_CACHE:-~/.cache/serenade}.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)/local-images
cache=${SERENADE_CACHE:-$HOME/.cache/serenade}
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

for needed in docker debootstrap npm; do
  command -v "$needed" >/dev/null || { echo "$needed is not on PATH" >&2; exit 1; }
done
docker info >/dev/null 2>&1 || { echo "no Docker engine answers" >&2; exit 1; }

# build NAME ROOT FILE...: runs docker build with only those files as context. Unchanged input takes a second.
build() {
  local name=$1 root=$2 folder=$context/${1//[:\/]/-}
  shift 2
  mkdir "$folder"
  [ $# = 0 ] || cp -R "$@" "$folder"
  local recipe=${name#local/}
  docker build --build-arg "ROOT=$root" -f "$here/${recipe%:*}.Dockerfile" -t "$name" "$folder" >"$context/log" 2>&1 ||
    { cat "$context/log" >&2; exit 1; }
  echo "$name is ready" >&2
}

redis_root=$("$here/debian-root.sh" redis redis-server)
build local/redis:7 "$redis_root"

node_root=$("$here/debian-root.sh" node ca-certificates,libatomic1,libstdc++6,tini)
"$here/node-files.sh" "$cache/node22"
build local/node:22 "$node_root" "$cache/node22/node" "$cache/node22/npm"

"$here/minio-binary.sh" "$cache/bin/minio"
build local/minio:latest "$node_root" "$cache/bin/minio"

echo "export NODE_IMAGE=local/node:22 REDIS_IMAGE=local/redis:7 MINIO_IMAGE=local/minio:latest"
echo "export TEST_REDIS_IMAGE=local/redis:7 TEST_MINIO_IMAGE=local/minio:latest"
