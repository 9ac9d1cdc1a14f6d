import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS, snapshotOf } from './support/environments.ts';
import { PROCESSES } from './support/processes.ts';
import { valueAt, valuesAt } from './support/resources.ts';

const OWN = { api: 'id-api-', job: 'id-job-', sweeper: 'id-job-' } as const;

describe.for(ENVIRONMENTS)('in %s', async (name) => {
  const snapshot = await snapshotOf(name);

  it.for(['api', 'job', 'sweeper'] as const)('the %s is itself only', (process) => {
    const resource = PROCESSES[process](snapshot);
    const settings = valuesAt(resource, 'properties.configuration.identitySettings[]');

    // Whoever is in the container could otherwise ask for the tokens of what pulls its image.
    expect(settings).toEqual([
      { identity: expect.stringContaining(`/${OWN[process]}`), lifecycle: 'Main' },
      { identity: expect.stringContaining('/id-platform-'), lifecycle: 'None' },
    ]);
  });

  it.for(['api', 'job', 'sweeper'] as const)(
    'the platform pulls the image of the %s',
    (process) => {
      const registries = valueAt(
        PROCESSES[process](snapshot),
        'properties.configuration.registries[]',
      );

      expect(registries).toEqual({
        server: expect.stringContaining('.loginServer'),
        identity: expect.stringContaining('/id-platform-'),
      });
    },
  );

  it('the platform reads the length of the queue', () => {
    const rules = 'properties.configuration.eventTriggerConfig.scale.rules[]';

    expect(valueAt(PROCESSES.job(snapshot), `${rules}.identity`)).toContain('/id-platform-');
  });
});
