#!/bin/sh
# Removes packages that the images must not or need not contain. Each Dockerfile runs it after `npm ci`.
# usage: remove-packages.sh [NAME...]   NAME: a package that only this image leaves out
set -eu
cd node_modules

# The AAC decoder contains FAAD2, which is under the GPL-2.0. Without it, AAC clips get `clip.unsupported_codec`.
rm -rf @audio/decode-aac "$@"

# onnxruntime-node contains binaries for five platforms, 290 MB. An image needs one of them.
platform=linux/$(node -p process.arch)
for folder in onnxruntime-node/bin/napi-v*/*/*; do
  case $folder in */"$platform") ;; *) rm -rf "$folder" ;; esac
done
ls onnxruntime-node/bin/napi-v*/"$platform"/*.node >/dev/null
