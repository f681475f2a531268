#!/usr/bin/env bash
# Builds the images, runs the composed stack until every container is healthy, asks the API whether it is ready, and
# takes everything down again, volumes too. Uses ports and a project name of its own, beside a stack that may be running.
#
#   eval "$(docker/build-local-images.sh)"; .ci/compose-smoke.sh       where no image registry can be reached
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export COMPOSE_PROJECT_NAME=serenade-smoke API_PORT=${API_PORT:-13000} S3_PORT=${S3_PORT:-19000}
workers=${WORKERS:-4}
if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi

take_down() {
  local code=$?
  [ "$code" = 0 ] || "${compose[@]}" logs --tail 40 || true
  "${compose[@]}" down --volumes --timeout 60 || true
  exit "$code"
}
trap take_down EXIT

# containers STATE: how many of this project are in it.
containers() { docker ps --quiet --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" "$@" | wc -l; }

"${compose[@]}" config --quiet
"${compose[@]}" --profile gpu config --quiet
"${compose[@]}" up --detach --build --scale "worker-features=$workers"

expected=$((4 + workers)) # redis, minio, api, worker-gpu
deadline=$((SECONDS + 120))
until [ "$(containers --filter health=healthy)" = "$expected" ]; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "not all of $expected containers became healthy" >&2; exit 1; }
  sleep 2
done
"${compose[@]}" ps

# Not curl: Node is what this machine surely has.
node --input-type=module -e "
  const response = await fetch(process.argv[1]);
  console.log(response.status, await response.text());
  process.exitCode = response.ok ? 0 : 1;
" "http://127.0.0.1:$API_PORT/health/ready"
