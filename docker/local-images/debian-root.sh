#!/usr/bin/env bash
# Builds a minimal Debian root as a Docker image without an image registry: debootstrap, then `docker import`.
# usage: debian-root.sh NAME PACKAGE[,PACKAGE...]      prints the image's tag
#
# The tag contains a hash of the inputs, and the cache keeps the root as a tar file. The first call takes a minute, a
# call that finds the tar file a few seconds. A call that finds the image does nothing.
set -euo pipefail

name=$1 packages=$2
suite=${DEBIAN_SUITE:-bookworm}
cache=${SERENADE_CACHE:-$HOME/.cache/serenade}/roots
authorities=/etc/ssl/certs/ca-certificates.crt

inputs=$({ echo "$suite $packages"; cat "$authorities" "$0"; } | sha256sum | cut -c1-12)
tag=local/root-$name:$inputs
archive=$cache/$name-$inputs.tar

if docker image inspect "$tag" >/dev/null 2>&1; then
  echo "$tag"
  exit
fi

if [ ! -s "$archive" ]; then
  [ "$(id -u)" = 0 ] || { echo "debootstrap needs root: run this as root or with sudo -E" >&2; exit 1; }
  echo "building a Debian $suite root with $packages (about a minute)" >&2
  mkdir -p "$cache"
  root=$(mktemp -d "$cache/$name.XXXXXX")
  trap 'rm -rf --one-file-system "$root" "$archive.part"' EXIT
  chmod 755 "$root"
  # Without DEBIAN_MIRROR, debootstrap uses Debian's own mirror.
  nice debootstrap --variant=minbase --include="$packages" "$suite" "$root" \
    ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$cache/$name.log" 2>&1 || { tail -20 "$cache/$name.log" >&2; exit 1; }
  # The image trusts the machine's certificate authorities, because a company's proxy may use its own.
  [ ! -f "$authorities" ] || install -D -m 644 "$authorities" "$root$authorities"
  rm -rf "${root:?}"/{var/cache/apt,var/lib/apt/lists,dev}/* "${root:?}"/usr/share/{doc,man,locale,info}
  tar -C "$root" --one-file-system -c . >"$archive.part"
  rm -f "$cache/$name"-*.tar # roots of older inputs
  mv "$archive.part" "$archive"
fi

docker import "$archive" "$tag" >/dev/null
echo "$tag"
