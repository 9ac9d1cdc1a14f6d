import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlertManager, alertManager } from './support/alert-manager.ts';
import { type Ended, runCommand } from './support/command.ts';
import { type IdentityEndpoint, identityEndpoint } from './support/identity.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';

const QUEUE = 'images';

let bench: JobBench;
let identity: IdentityEndpoint;
let alerts: AlertManager;
let isWatched = true;

beforeAll(async () => {
  [bench, identity] = await Promise.all([jobBench(), identityEndpoint()]);
  alerts = await alertManager(() => isWatched && bench.broker.deadLetterCount(QUEUE) > 0);
});

afterAll(async () => {
  await alerts.close();
  await identity.close();
  await bench.stop();
});

function drill(...args: string[]): Promise<Ended> {
  const environment = {
    ...identity.environment,
    SERVICEBUS_CONNECTION_STRING: bench.broker.connectionString,
    ALERT_RULE: alerts.rule,
    MANAGEMENT_ENDPOINT: alerts.endpoint,
  };
  return runCommand(['drill', ...args], { environment });
}

describe('a drill', () => {
  it('ends well when its message lies dead and the alert is raised, and leaves nothing behind', async () => {
    const [ended] = await Promise.all([drill(), bench.run({ LINGER_SECONDS: '5' }).ended]);

    expect(ended.stdout).toMatch(/let it die\n.*the alert is raised.*\n.*taken away again/);
    expect(ended.status).toBe(0);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(0);
    expect(bench.broker.activeCount(QUEUE)).toBe(0);
  });

  it('fails when nobody raises the alert, and leaves nothing behind either', async () => {
    isWatched = false;
    const [ended] = await Promise.all([
      drill('--within', '8'),
      bench.run({ LINGER_SECONDS: '5' }).ended,
    ]);
    isWatched = true;

    expect(ended.stderr).toContain('no alert was raised');
    expect(ended.status).toBe(1);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(0);
  });

  it('does not begin while the alert is raised already', async () => {
    await bench.tell('local/no-such-thing', 'x', () => 'no event');
    await bench.run().ended;

    const ended = await drill();

    expect(ended.stderr).toContain('raised already');
    expect(ended.status).toBe(1);
    expect(bench.broker.deadLetterCount(QUEUE)).toBe(1);
  });
});
