import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { API_VARIABLES } from '../api/src/read-config.ts';
import { JOB_VARIABLES } from '../job/src/read-config.ts';
import { queueOf } from '../local/src/queue.ts';
import { LOCAL_VARIABLES } from '../local/src/read-config.ts';

type Service = {
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly volumes?: readonly unknown[];
};
type Compose = { readonly services: Readonly<Record<string, Service>> };

const read = (name: string) => readFile(new URL(`../docker/${name}`, import.meta.url), 'utf8');
const compose: Compose = parse(await read('compose.yaml'), { merge: true });
const emulator: Compose = parse(await read('compose.emulator.yaml'));

const variables = (service: Service | undefined) => Object.keys(service?.environment ?? {});

describe('the compose file', () => {
  it('sets only variables that are read', () => {
    expect(Object.keys(API_VARIABLES)).toEqual(
      expect.arrayContaining(variables(compose.services.api)),
    );
    expect([...Object.keys(JOB_VARIABLES), ...Object.keys(LOCAL_VARIABLES)]).toEqual(
      expect.arrayContaining(variables(compose.services.local)),
    );
  });

  it('hands on each variable that says what looks at the images', () => {
    const wanted = Object.keys(JOB_VARIABLES).filter((name) => /^(VISION|OPENAI)_/.test(name));

    expect(variables(compose.services.local)).toEqual(expect.arrayContaining(wanted));
  });

  it.each([
    ['compose.yaml', compose],
    ['compose.emulator.yaml', emulator],
  ])('%s publishes on this machine only', (_, { services }) => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);

    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('the profile n8n', () => {
  it('imports our workflows before it starts, and starts only when it is asked for', async () => {
    const n8n = compose.services.n8n;
    const [, , command = ''] = n8n?.entrypoint ?? [];

    expect(n8n?.profiles).toEqual(['n8n']);
    expect(n8n?.volumes).toContain('../infra/n8n:/blobscribe:ro');
    const script = /node \/blobscribe\/(\S+) --settings \/run\/n8n\.json && exec n8n start$/.exec(
      command,
    )?.[1];
    expect(existsSync(new URL(`../infra/n8n/${script}`, import.meta.url))).toBe(true);
  });
});

describe('the queue of Microsoft’s emulator', () => {
  it('is the laptop’s, as far as the emulator’s limits let it', async () => {
    const { UserConfig } = JSON.parse(await read('emulator.json'));
    const [namespace] = UserConfig.Namespaces;
    const [queue] = namespace.Queues;
    const ours = queueOf({});

    // The only name that the emulator takes, and its limits: 1 hour to live, 5 minutes without duplicates.
    expect(namespace.Name).toBe('sbemulatorns');
    expect(queue.Name).toBe(ours.name);
    expect(queue.Properties).toMatchObject({
      LockDuration: `PT${Number(ours.lockSeconds) / 60}M`,
      MaxDeliveryCount: ours.maxDeliveryCount,
      RequiresDuplicateDetection: true,
      DuplicateDetectionHistoryTimeWindow: 'PT5M',
      DefaultMessageTimeToLive: 'PT1H',
    });
  });

  it('is what the executions are told of', () => {
    expect(emulator.services.local?.environment).toMatchObject({
      SERVICEBUS_CONNECTION_STRING: expect.stringContaining('sb://service-bus;'),
    });
    expect(Object.keys(emulator.services)).toContain('service-bus');
  });
});
