#!/usr/bin/env bash
# Makes a minimal Debian root as a Docker image without an image registry: debootstrap, then `docker import`.
# usage: debian-root.sh NAME PACKAGE[,PACKAGE...]      prints the image's tag
#
# The tag carries a hash of what went in, and the root is kept as a tar file in the cache: the first call takes a
# minute, one that finds the tar file a few seconds, one that finds the image nothing.
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
  echo "making a Debian $suite root with $packages (about a minute)" >&2
  mkdir -p "$cache"
  root=$(mktemp -d "$cache/$name.XXXXXX")
  trap 'rm -rf --one-file-system "$root" "$archive.part"' EXIT
  chmod 755 "$root"
  # Without a mirror named, debootstrap uses Debian's own.
  nice debootstrap --variant=minbase --include="$packages" "$suite" "$root" \
    ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$cache/$name.log" 2>&1 || { tail -20 "$cache/$name.log" >&2; exit 1; }
  # What the machine trusts, the image trusts: a company's proxy signs with an authority of its own.
  [ ! -f "$authorities" ] || install -D -m 644 "$authorities" "$root$authorities"
  rm -rf "${root:?}"/{var/cache/apt,var/lib/apt/lists,dev}/* "${root:?}"/usr/share/{doc,man,locale,info}
  tar -C "$root" --one-file-system -c . >"$archive.part"
  rm -f "$cache/$name"-*.tar # of older inputs
  mv "$archive.part" "$archive"
fi

docker import "$archive" "$tag" >/dev/null
echo "$tag"
