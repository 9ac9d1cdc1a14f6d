import { defineConfig } from 'vitest/config';

/** `unit` needs no service and is part of `npm run check`; `integration` starts Azurite, the broker or whole stacks. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,api,job,local,scripts}/src/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [
            '{core,api,job,local,scripts}/src/**/*.integration.test.ts',
            'test/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
