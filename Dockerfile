# Holdfast's own image. It is also the image of its helper containers: the same programs in development and production.
#
#   docker build -t holdfast .
#   docker run -d --name holdfast -p 127.0.0.1:3000:3000 -v /var/run/docker.sock:/var/run/docker.sock \
#     -v holdfast-state:/var/lib/holdfast/state -v holdfast-store:/var/lib/holdfast/store \
#     -e HOLDFAST_HELPER_IMAGE=holdfast -e HOLDFAST_URL=https://backup.example.org holdfast

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# No package here needs an install script.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1
RUN npx next build

# What demo/images/helper.ts does: the helper program in one file.
RUN npx rolldown server/helper/main.ts --platform node --format esm --file /out/helper.mjs

# What demo/dashboard/build.ts does: the server with its modules, all of what Next built.
RUN mkdir -p /out/app/.next \
 && cp -a .next/standalone/server.js .next/standalone/package.json .next/standalone/node_modules /out/app/ \
 && rm -rf .next/standalone .next/cache .next/types .next/diagnostics \
 && cp -a .next/. /out/app/.next/

# What the command line needs, and the server where its own are not complete.
FROM node:24-bookworm-slim AS packages
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
# The programs that server/docker/helper-image/contents.json names, by the packages that hold them.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      acl age attr ca-certificates coreutils curl findutils grep gzip perl-base sed tar tini util-linux zstd \
 && rm -rf /var/lib/apt/lists/*

# Below the packages: Next's tracing leaves out runtime modules that its chunks ask for by name.
COPY --from=build /out /holdfast
# The command line runs from its sources: Node strips the types.
COPY --from=build /src/package.json /holdfast/package.json
COPY --from=build /src/server /holdfast/server
COPY --from=build /src/cli /holdfast/cli
COPY --from=build /src/bin /holdfast/bin
COPY --from=packages /src/node_modules /holdfast/node_modules
RUN ln -s /holdfast/bin/holdfast /usr/local/bin/holdfast

WORKDIR /holdfast/app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 LANG=C.UTF-8 \
    HOLDFAST_STATE=/var/lib/holdfast/state HOLDFAST_STORE=/var/lib/holdfast/store
VOLUME ["/var/lib/holdfast/state", "/var/lib/holdfast/store"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD curl -fsS http://127.0.0.1:3000/api/health > /dev/null
ENTRYPOINT ["tini", "--"]
# Left alone, V8 lets garbage lie until the process holds 300 MiB, of which it needs a third.
CMD ["node", "--max-old-space-size=160", "--max-semi-space-size=4", "server.js"]
