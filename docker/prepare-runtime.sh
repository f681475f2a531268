#!/bin/sh
# Adds what a base image may lack. The last stage of each Dockerfile runs it once as root.
set -eu

# PID 1 must forward SIGTERM and reap children. The slim image has no init, so tini is installed if it is missing.
if ! command -v tini >/dev/null; then
  apt-get update
  apt-get install --yes --no-install-recommends tini
  rm -rf /var/lib/apt/lists/*
fi

# The public Node image has this user. A CUDA base image does not.
id node >/dev/null 2>&1 || useradd --uid 1000 --create-home node

# Debian's tini is in another folder than a self-built one. The Dockerfiles name only /usr/local/bin.
[ -e /usr/local/bin/tini ] || ln -s "$(command -v tini)" /usr/local/bin/tini
