# The build stage is identical in the three Dockerfiles, so the builder caches it once for all of them.
# Docker 20.10 can build this file with `docker build -f FILE .`, without BuildKit.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The install scripts only fetch native TensorFlow, which the build does not need.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY docker/remove-packages.sh docker/
# Optional packages stay, because the binary of the picture renderer is one. Only worker-gpu imports TensorFlow
# (`npm run check` enforces it), which takes 290 MB.
RUN npm ci --omit=dev --ignore-scripts && sh docker/remove-packages.sh @tensorflow

FROM ${NODE_IMAGE}
WORKDIR /app
COPY docker/prepare-runtime.sh docker/healthcheck.mjs docker/
RUN sh docker/prepare-runtime.sh
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY models models
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "docker/healthcheck.mjs"]
ENTRYPOINT ["/usr/local/bin/tini", "--"]
CMD ["node", "--max-semi-space-size=4", "--max-old-space-size=512", "dist/apps/api/src/main.js"]
