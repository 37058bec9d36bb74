# Many processes: docker-compose.yml. Everything in one process, after npm run setup:
#   docker run -d --restart unless-stopped --stop-timeout 60 -v kabarkilat:/app/data -v "$PWD/config:/app/config:ro" --env-file .env \
#     -e HOST=0.0.0.0 -e PORT=8080 -p 127.0.0.1:8080:8080 IMAGE
FROM node:24-slim
# An init that buries the dead: of an embedded PostgreSQL that was killed, the rest would pass for one that runs.
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY src ./src
COPY demo ./demo
COPY config ./config
# A new volume takes over the owner of the folder that it is mounted on.
RUN install -d -o node -g node -m 0700 data backups
USER node
EXPOSE 8080
# A worker answers on METRICS_PORT.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "const { KABARKILAT_ROLE: role, METRICS_PORT: metrics, PORT: port } = process.env; fetch(`http://127.0.0.1:${(role === 'worker' ? metrics : port) || 8080}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
# Memory stays flat with these bounds (docs/operating.md).
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=16", "src/main.ts", "serve"]
