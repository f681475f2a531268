# shellcheck shell=bash
# Sourced by .ci/run.

# install_packages NAME...: Debian packages that are not there yet. Where they cannot be installed, one line says so.
install_packages() {
  local missing=() name log=.serenade/ci-packages.log
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null)" = 'install ok installed' ] || missing+=("$name")
  done
  if [ ${#missing[@]} = 0 ]; then
    echo 'all there'
  elif [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "not installed, for want of root or apt: ${missing[*]}"
  elif timeout 120 apt-get update >"$log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install --yes --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    echo "installed: ${missing[*]}"
  else
    echo "could not be installed: ${missing[*]}: $(tail -1 "$log")"
  fi
}
