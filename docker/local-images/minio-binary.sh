#!/usr/bin/env bash
# Builds MinIO into FILE with Go, unless FILE exists (three to ten minutes on two cores), and prints FILE's version.
# usage: minio-binary.sh FILE
set -euo pipefail

file=$1
version=$(cat "$(dirname "$0")/minio.version")
if [ ! -x "$file" ]; then
  command -v go >/dev/null || { echo "Go is not on PATH; it is needed to build MinIO" >&2; exit 1; }
  echo "building MinIO $version with Go (once, several minutes)" >&2
  target=$(mktemp -d)
  trap 'rm -rf "$target"' EXIT
  # Without CGO the binary is static, so it runs on this machine and in an image.
  CGO_ENABLED=0 GOBIN=$target nice go install -trimpath -ldflags '-s -w' "github.com/minio/minio@$version" >&2
  mkdir -p "$(dirname "$file")"
  mv "$target/minio" "$file"
fi
"$file" --version | head -1 >&2
