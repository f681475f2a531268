#!/usr/bin/env bash
# Builds the images, starts the composed stack, waits until every container is healthy, checks that the API is ready, and
# removes everything, including volumes. It uses its own ports and project name, so another stack may run next to it.
#
#   eval "$(docker/build-local-images.sh)"; .ci/compose-smoke.sh       without an image registry
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

# containers FILTER...: counts this project's containers that match the filters.
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

# Node sends the request, because curl may be missing.
node --input-type=module -e "
  const response = await fetch(process.argv[1]);
  console.log(response.status, await response.text());
  process.exitCode = response.ok ? 0 : 1;
" "http://127.0.0.1:$API_PORT/health/ready"
