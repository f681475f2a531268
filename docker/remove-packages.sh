#!/bin/sh
# Run after `npm ci` by each Dockerfile: removes packages that no image may or need hold.
# usage: remove-packages.sh [NAME...]   the image's own list, beside what every image leaves out
set -eu
cd node_modules

# FAAD2, inside of the AAC decoder, is GPL-2.0; AAC clips then get `clip.unsupported_codec`.
rm -rf @audio/decode-aac "$@"

# onnxruntime-node brings binaries for five platforms, 290 MB; an image runs on one.
platform=linux/$(node -p process.arch)
for folder in onnxruntime-node/bin/napi-v*/*/*; do
  case $folder in */"$platform") ;; *) rm -rf "$folder" ;; esac
done
ls onnxruntime-node/bin/napi-v*/"$platform"/*.node >/dev/null
