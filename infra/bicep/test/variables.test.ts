import { describe, expect, it } from 'vitest';
import { API_VARIABLES, readConfig as readApiConfig } from '../../../api/src/read-config.ts';
import { JOB_VARIABLES, readConfig as readJobConfig } from '../../../job/src/read-config.ts';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { OPEN_AI } from './support/people.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';

/** Read by the OpenTelemetry SDK itself. */
const OF_OTEL = ['OTEL_SERVICE_NAME', 'OTEL_TRACES_SAMPLER'];

const READERS = {
  api: { variables: API_VARIABLES, readConfig: readApiConfig },
  job: { variables: JOB_VARIABLES, readConfig: readJobConfig },
  sweeper: { variables: JOB_VARIABLES, readConfig: readJobConfig },
};
const NAMES = ['api', 'job', 'sweeper'] as const;

describe.for(ENVIRONMENTS)('in %s', async (name) => {
  const snapshot = await snapshotOf(name);

  it.for(NAMES)('the %s is given no variable that it does not know', (process) => {
    const known = [...Object.keys(READERS[process].variables), ...OF_OTEL];
    const given = Object.keys(variablesOf(PROCESSES[process](snapshot)));

    expect(given.filter((variable) => !known.includes(variable))).toEqual([]);
  });

  it.for(NAMES)('the %s is given all that it cannot start without', (process) => {
    const given = variablesOf(PROCESSES[process](snapshot));

    expect(() => READERS[process].readConfig(given)).not.toThrow();
  });

  it.for(NAMES)('the %s is given no key: it signs in as itself', (process) => {
    const given = variablesOf(PROCESSES[process](snapshot));

    expect(given).toHaveProperty('AZURE_CLIENT_ID');
    expect(Object.keys(given).filter((variable) => /_KEYS?$|SECRET|TOKEN/.test(variable))).toEqual(
      [],
    );
    expect(given).not.toHaveProperty('STORAGE_CONNECTION_STRING');
    expect(given).not.toHaveProperty('SERVICEBUS_CONNECTION_STRING');
  });

  it('API and job refuse the same images as too large', () => {
    const [api, job] = [PROCESSES.api(snapshot), PROCESSES.job(snapshot)].map(variablesOf);

    expect(api?.MAX_IMAGE_BYTES).toBeDefined();
    expect(api?.MAX_IMAGE_BYTES).toBe(job?.MAX_IMAGE_BYTES);
  });

  it('nobody gets in without a key', () => {
    expect(readApiConfig(variablesOf(PROCESSES.api(snapshot))).AUTH).toBe('api-key');
  });
});

withCompiler('with Azure OpenAI', () => {
  it('the job starts, and looks with it', async () => {
    const given = variablesOf(PROCESSES.job(await stagingWith({ openAi: OPEN_AI })));

    expect(readJobConfig(given)).toMatchObject({
      VISION_PROVIDER: 'openai',
      OPENAI_BASE_URL: 'https://openai-x.openai.azure.com/openai/v1',
      OPENAI_MODEL: OPEN_AI.model,
    });
  });
});
