import { describe, expect, it } from 'vitest';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';
import { valueAt, valuesAt } from './support/resources.ts';

const CONTAINER = 'properties.template.containers[]';
const PORT = 'properties.configuration.ingress.targetPort';

describe.for(ENVIRONMENTS)('%s without images', async (name) => {
  const snapshot = await snapshotOf(name);
  const api = PROCESSES.api(snapshot);

  it.for([
    ['api', 'mcr.microsoft.com/azuredocs/containerapps-helloworld:latest'],
    ['job', 'mcr.microsoft.com/k8se/quickstart-jobs:latest'],
    ['sweeper', 'mcr.microsoft.com/k8se/quickstart-jobs:latest'],
  ] as const)('runs something public as %s', ([process, image]) => {
    expect(valueAt(PROCESSES[process](snapshot), `${CONTAINER}.image`)).toBe(image);
  });

  it('asks that on its port, and nothing that it cannot answer', () => {
    expect(valueAt(api, PORT)).toBe(80);
    expect(valuesAt(api, `${CONTAINER}.probes[]`)).toEqual([]);
  });

  it('starts it by its own command', () => {
    expect(valuesAt(PROCESSES.sweeper(snapshot), `${CONTAINER}.command[]`)).toEqual([]);
  });
});

withCompiler('with images', async () => {
  const snapshot = await stagingWith(
    {},
    { apiImage: 'cr.example/api:1', jobImage: 'cr.example/job:1' },
  );
  const api = PROCESSES.api(snapshot);

  it.for([
    ['api', 'cr.example/api:1'],
    ['job', 'cr.example/job:1'],
    ['sweeper', 'cr.example/job:1'],
  ] as const)('the %s is ours', ([process, image]) => {
    expect(valueAt(PROCESSES[process](snapshot), `${CONTAINER}.image`)).toBe(image);
  });

  it('the API listens where it is asked', () => {
    expect(valueAt(api, PORT)).toBe(8080);
    expect(variablesOf(api)).toMatchObject({ HOST: '0.0.0.0', PORT: '8080' });
    expect(new Set(valuesAt(api, `${CONTAINER}.probes[].httpGet.port`))).toEqual(new Set([8080]));
  });

  it('the API is asked whether it starts, lives and is ready', () => {
    const probes = valuesAt(api, `${CONTAINER}.probes[]`).map((probe) => [
      valueAt(probe, 'type'),
      valueAt(probe, 'httpGet.path'),
    ]);

    expect(probes).toEqual([
      ['Startup', '/healthz'],
      ['Liveness', '/healthz'],
      ['Readiness', '/readyz'],
    ]);
  });

  it('the sweeper is the other program of the image of the job', () => {
    const command = valuesAt(PROCESSES.sweeper(snapshot), `${CONTAINER}.command[]`);

    expect(command).toEqual(['node', '/app/bundle/sweep.js']);
  });
});
