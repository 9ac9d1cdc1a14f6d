import { defineConfig } from 'vitest/config';

/** Needs a real n8n, which is too large to be a dependency: N8N_COMMAND names its command. */
export default defineConfig({
  test: {
    name: 'n8n',
    include: ['infra/n8n/test/real/*.test.ts'],
    testTimeout: 120_000,
    // Six calls of n8n's command line, and its start.
    hookTimeout: 900_000,
  },
});
