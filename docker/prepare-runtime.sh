#!/bin/sh
# Run once as root in the last stage of each Dockerfile: what a base image may lack, whichever it is.
set -eu

# PID 1 has to pass SIGTERM on and reap children. The slim image has no init; one that has it needs no network here.
if ! command -v tini >/dev/null; then
  apt-get update
  apt-get install --yes --no-install-recommends tini
  rm -rf /var/lib/apt/lists/*
fi

# The public Node image has this user; a CUDA base image has not.
id node >/dev/null 2>&1 || useradd --uid 1000 --create-home node

# Debian's tini and a self-built one live in different folders; the Dockerfiles name one.
[ -e /usr/local/bin/tini ] || ln -s "$(command -v tini)" /usr/local/bin/tini
