ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY . .
# another registry, where npm's own cannot be reached
ARG NPM_CONFIG_REGISTRY=https://registry.npmjs.org/
# a cache of the builder's, so that a change of one line does not fetch everything again
RUN --mount=type=cache,target=/root/.npm npm ci
RUN npm run -s build && mkdir -p /image/app /image/etc && mv dist/* /image/app/
# of better-sqlite3 the one binary that this system loads
RUN from=node_modules/better-sqlite3 to=/image/app/node_modules/better-sqlite3 \
  && mkdir -p "$to/prebuilds" \
  && cp -R "$from/package.json" "$from/LICENSE" "$from/lib" "$to/" \
  && cp "$(node -p "require('/source/$from/lib/binding.js').getPrebuildPath()")" "$to/prebuilds/"
# an account that owns nothing but its volumes
RUN cat /etc/passwd > /image/etc/passwd && echo 'parley:x:10001:10001:Parley:/data:/usr/sbin/nologin' >> /image/etc/passwd \
  && cat /etc/group > /image/etc/group && echo 'parley:x:10001:' >> /image/etc/group \
  && mkdir -p /volumes && mkdir -m 700 /volumes/data /volumes/backups
COPY ops/image/parley /image/app/parley

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Parley" \
  org.opencontainers.image.description="Negotiates influencer rates over email for marketing teams" \
  org.opencontainers.image.licenses="UNLICENSED" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image /
# a new volume takes owner and mode from here
COPY --from=build --chown=10001:10001 /volumes /
# SQLite's own temporary files go where there is room, for the root file system may be read-only
ENV NODE_ENV=production \
  PATH=/app:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  PARLEY_DATA_DIR=/data \
  PARLEY_SECRETS_DIR=/run/secrets \
  PARLEY_HTTP_HOST=0.0.0.0 \
  PARLEY_HTTP_PORT=8480 \
  SQLITE_TMPDIR=/data
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8480
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "/app/probe.mjs"]
ENTRYPOINT ["parley"]
CMD ["start"]
