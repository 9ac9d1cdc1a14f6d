# What one writes first, to compare with: docker build -f bench/naive.Dockerfile -t naive .
FROM docker.io/library/node:24-bookworm-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "job/src/main.ts"]
