# The build stage is identical in the three Dockerfiles, so the builder caches it once for all of them.
# Docker 20.10 can build this file with `docker build -f FILE .`, without BuildKit.
ARG NODE_IMAGE=node:22-bookworm-slim
# DEVICE=cpu uses NODE_IMAGE. DEVICE=cuda uses GPU_BASE_IMAGE, which must contain CUDA 11.x and cuDNN 8, because
# @tensorflow/tfjs-node-gpu 4.22 is linked against them. It needs Node 22: its addon fails on Node 23 and later.
ARG DEVICE=cpu
ARG GPU_BASE_IMAGE=${NODE_IMAGE}

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The install scripts only fetch native TensorFlow, which the build does not need.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
ARG DEVICE
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY docker/remove-packages.sh docker/
# npm skips an optional package whose install script fails. Then a CPU image runs on WebAssembly, but a CUDA image without
# its addon would silently use the CPU, so its build fails here. Each image keeps only its own TensorFlow.
RUN npm ci --omit=dev \
 && if [ "$DEVICE" = cuda ]; then ls node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v*/tfjs_binding.node \
      && sh docker/remove-packages.sh @tensorflow/tfjs-node; \
    else sh docker/remove-packages.sh @tensorflow/tfjs-node-gpu; fi

FROM ${NODE_IMAGE} AS runtime-cpu

FROM ${GPU_BASE_IMAGE} AS runtime-cuda
COPY --from=dependencies /usr/local/bin/node /usr/local/bin/node

FROM runtime-${DEVICE}
WORKDIR /app
COPY docker/prepare-runtime.sh docker/healthcheck.mjs docker/
RUN sh docker/prepare-runtime.sh
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
ENV NODE_ENV=production HEALTH_PORT=3001
USER node
EXPOSE 3001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "docker/healthcheck.mjs"]
ENTRYPOINT ["/usr/local/bin/tini", "--"]
CMD ["node", "dist/apps/worker-gpu/src/main.js"]
