# shellcheck shell=bash
# .ci/run sources this file. Debian's dockerd needs no settings to run as root outside of systemd.

dockerd_pid=
dockerd_run=

# start_docker_engine: returns 0 if an engine answers. It uses a running engine, and otherwise starts one.
start_docker_engine() {
  if docker info >/dev/null 2>&1; then
    echo 'engine: already running'
    return 0
  fi
  # DOCKER_HOST names an engine that does not answer. A second engine on the same images would corrupt them.
  if [ -n "${DOCKER_HOST:-}" ]; then
    echo "engine: DOCKER_HOST does not answer; the tests use binaries"
    return 1
  fi
  if [ "$(id -u)" != 0 ] || ! command -v dockerd >/dev/null; then
    echo 'engine: none, because root or dockerd is missing; the tests use binaries'
    return 1
  fi
  local log=$PWD/.serenade/dockerd.log
  # The engine's pid file and sockets are in a temporary folder, because files of a killed engine would keep this one
  # from starting. The path is short, because a socket's path may have 108 bytes. Images stay in the default folder.
  dockerd_run=$(mktemp -d)
  dockerd --pidfile "$dockerd_run/pid" --exec-root "$dockerd_run/exec" >"$log" 2>&1 </dev/null &
  dockerd_pid=$!
  local tries
  for ((tries = 0; tries < 120; tries++)); do
    if docker info >/dev/null 2>&1; then
      echo "engine: started, $(docker version --format '{{.Server.Version}}')"
      return 0
    fi
    kill -0 "$dockerd_pid" 2>/dev/null || break
    sleep 0.5
  done
  echo "engine: failed to start; the tests use binaries: $(tail -1 "$log")"
  stop_docker_engine
  return 1
}

# stop_docker_engine: stops the engine that start_docker_engine started, with its containers and its containerd.
stop_docker_engine() {
  [ -n "$dockerd_pid" ] || return 0
  kill "$dockerd_pid" 2>/dev/null || true
  wait "$dockerd_pid" 2>/dev/null || true
  dockerd_pid=
  rm -rf --one-file-system "$dockerd_run" || true
}
