import { defineConfig } from 'vitest/config';

// Whole stacks would fetch models, and look with them at every picture of every test: those that mean it say so.
process.env.VISION_PROVIDER ??= 'pixels';

/** In two: within braces `**` stands for one folder, no more and no less. */
const UNIT = [
  '{core,api,job,local,scripts}/src/**/*.test.ts',
  'bench/*.test.ts',
  'infra/n8n/test/*.test.ts',
];
const INTEGRATION = '**/*.integration.test.ts';
/** The decoder forbids itself all loaders but six, for its whole process: its tests have one of their own. */
const DECODE = 'job/src/decode/*.test.ts';
/** So do these, which decode too, or change which certificates their whole process trusts. */
const ALONE = [
  'test/quality/*.test.ts',
  'job/src/decode/*.integration.test.ts',
  'test/telemetry.test.ts',
  'core/src/secrets.integration.test.ts',
  'scripts/src/keys.integration.test.ts',
  'api/src/auth/api-keys.integration.test.ts',
  'job/src/vision/azure/azure-vision.integration.test.ts',
  'job/src/vision/on-device/*.integration.test.ts',
  'local/src/service-bus/entra.integration.test.ts',
];
/** These share the one port that a Service Bus client knows, so they run one after the other. */
const KEYLESS = 'test/keyless/*.test.ts';
/** These build images and run them, where an engine is named. */
const CONTAINERS = 'test/containers/*.test.ts';
/** Whole stacks beside them would starve the tests that measure time. */
const FIRST = { groupOrder: 0 };
const LATER = { groupOrder: 1 };
const LAST = { groupOrder: 2 };
/** A project with fewer workers needs a group of its own. */
const ONE_BY_ONE = { groupOrder: 3 };
const AT_THE_END = { groupOrder: 4 };
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * `unit` and `decode` need no service and are part of `npm run check`; `integration`, `alone` and `keyless`
 * start Azurite, the Service Bus stand-in or whole stacks; `infra` runs the Bicep compiler, `containers`
 * the engine that CONTAINER_ENGINE names.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: UNIT,
          exclude: [INTEGRATION, DECODE],
          // These share nothing that could leak, and a process for each file costs most of the time.
          isolate: false,
          sequence: FIRST,
        },
      },
      { test: { name: 'decode', include: [DECODE], exclude: [INTEGRATION], sequence: FIRST } },
      {
        test: {
          name: 'integration',
          include: [INTEGRATION, 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...ALONE, KEYLESS, CONTAINERS],
          isolate: false,
          sequence: LATER,
          ...PATIENT,
        },
      },
      { test: { name: 'alone', include: ALONE, sequence: LATER, ...PATIENT } },
      {
        test: {
          name: 'keyless',
          include: [KEYLESS],
          fileParallelism: false,
          sequence: ONE_BY_ONE,
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'containers',
          include: [CONTAINERS],
          fileParallelism: false,
          sequence: AT_THE_END,
          ...PATIENT,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['infra/bicep/test/*.test.ts'],
          globalSetup: 'infra/bicep/test/support/find-compiler.ts',
          // They share one compiler, which takes seconds to start.
          isolate: false,
          sequence: LAST,
          ...PATIENT,
        },
      },
    ],
  },
});
