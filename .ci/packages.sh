# shellcheck shell=bash
# .ci/run sources this file.

# install_packages NAME...: installs missing Debian packages. If that fails, it prints one line.
install_packages() {
  local missing=() name log=.serenade/ci-packages.log
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null)" = 'install ok installed' ] || missing+=("$name")
  done
  if [ ${#missing[@]} = 0 ]; then
    echo 'all installed'
  elif [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "not installed, because root or apt-get is missing: ${missing[*]}"
  elif timeout 120 apt-get update >"$log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install --yes --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    echo "installed: ${missing[*]}"
  else
    echo "failed to install: ${missing[*]}: $(tail -1 "$log")"
  fi
}
