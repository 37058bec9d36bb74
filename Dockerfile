# Everything in one process: docker run -v kabarkilat:/app/data --env-file .env -e HOST=0.0.0.0 -p 127.0.0.1:8080:8080 IMAGE
# Many processes: docker-compose.yml.
FROM node:24-slim
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
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT || process.env.PORT || 8080}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Memory stays flat with these bounds (docs/operating.md).
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=16", "src/main.ts", "serve"]
