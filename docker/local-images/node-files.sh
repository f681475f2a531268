#!/usr/bin/env bash
# Installs a Node 22 binary and npm as DIR/node and DIR/npm from the npm registry, whose `node` package is the official build.
# usage: node-files.sh DIR
set -euo pipefail

directory=$1
if [ -x "$directory/node" ] && [ -d "$directory/npm" ]; then exit; fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The public node:22 image has npm 10.
npm install --prefix "$scratch" --no-save --no-audit --no-fund --loglevel=error node@22 npm@10 >&2
mkdir -p "$directory"
cp "$scratch/node_modules/node/bin/node" "$directory/node"
cp -R "$scratch/node_modules/npm" "$directory/npm"
