# shellcheck shell=bash
# Sourced by .ci/run. Debian's dockerd needs no settings of its own to run outside of systemd, as root.

dockerd_pid=
dockerd_run=

# start_docker_engine: 0 when an engine answers. One that runs already is used and left alone.
start_docker_engine() {
  if docker info >/dev/null 2>&1; then
    echo 'engine: already running'
    return 0
  fi
  # A second engine on the same images would ruin them, so a named one that is down stays down.
  if [ -n "${DOCKER_HOST:-}" ]; then
    echo "engine: none answers at DOCKER_HOST; the tests use binaries"
    return 1
  fi
  if [ "$(id -u)" != 0 ] || ! command -v dockerd >/dev/null; then
    echo 'engine: none, for want of root or dockerd; the tests use binaries'
    return 1
  fi
  local log=$PWD/.serenade/dockerd.log
  # Process ids and sockets in a folder of its own: those that a killed engine left would keep this one from starting.
  # A short path, since a socket's may have 108 bytes. Images stay where every engine of the machine looks for them.
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
  echo "engine: could not be started; the tests use binaries: $(tail -1 "$log")"
  stop_docker_engine
  return 1
}

# stop_docker_engine: only the one started above. On SIGTERM it stops its containers and its containerd.
stop_docker_engine() {
  [ -n "$dockerd_pid" ] || return 0
  kill "$dockerd_pid" 2>/dev/null || true
  wait "$dockerd_pid" 2>/dev/null || true
  dockerd_pid=
  rm -rf --one-file-system "$dockerd_run" || true
}
