import { describe, expect, it } from 'vitest';
import { API_VARIABLES, readConfig as readApiConfig } from '../../api/src/read-config.ts';
import { JOB_VARIABLES, readConfig as readJobConfig } from '../../job/src/read-config.ts';
import { type Service, variablesOf } from '../support/deployment.ts';
import { environmentOf } from '../support/environment.ts';

const PLACES = {
  clientIdOf: (name: string) => `client id of ${name}`,
  storage: 'https://account.blob.core.windows.net/',
  vault: 'https://vault.vault.azure.net/',
  vision: 'https://vision.cognitiveservices.azure.com/',
  telemetry: 'InstrumentationKey=00000000-0000-0000-0000-000000000001',
};

type Process = {
  readonly known: object;
  readonly read: (environment: Record<string, string>) => object;
  /** Without one of these the process ends at once and names it. */
  readonly required: readonly string[];
  /** These have a default, or none is needed on a laptop; what would be amiss on Azure without them. */
  readonly chosen: Readonly<Record<string, string>>;
};

/** This connection string opens nothing: Application Insights takes tokens only. */
const TELEMETRY = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'pipeline.test.ts misses the telemetry',
};
const IDENTITY = { AZURE_CLIENT_ID: 'the identity endpoint lets nobody in' };
const JOB = { known: JOB_VARIABLES, read: readJobConfig };
const JOB_PLACES = ['STORAGE_ENDPOINT', 'SERVICEBUS_NAMESPACE'];
const QUEUE = { QUEUE_NAME: 'the queue has the name that the Bicep gives it' };
const LIMITS = { MAX_IMAGE_BYTES: 'api and job have to agree' };

const PROCESSES: Readonly<Record<Service, Process>> = {
  api: {
    known: API_VARIABLES,
    read: readApiConfig,
    required: ['AUTH', 'KEY_VAULT_URL', 'STORAGE_ENDPOINT'],
    chosen: {
      ...IDENTITY,
      ...TELEMETRY,
      ...LIMITS,
      ALLOWED_ORIGINS: 'the pages of others could not call',
      HOST: 'it would listen to its own machine alone, and no ingress would reach it',
      PORT: 'the ingress looks for it there',
    },
  },
  job: {
    ...JOB,
    required: [...JOB_PLACES, 'VISION_ENDPOINT'],
    chosen: {
      ...IDENTITY,
      ...TELEMETRY,
      ...LIMITS,
      ...QUEUE,
      VISION_PROVIDER: 'light and colour alone would be told: pipeline.test.ts asks who looked',
      VISION_TPS: 'what the price tier takes, shared by all executions',
      CONCURRENCY: 'fits the memory of the container',
      LINGER_SECONDS: 'fits the polling of the scaler',
      LOCK_SECONDS: "the queue's",
      RUN_SECONDS: 'less than the replicaTimeout, by what a stop takes',
    },
  },
  sweeper: {
    ...JOB,
    required: JOB_PLACES,
    chosen: {
      ...IDENTITY,
      ...TELEMETRY,
      ...QUEUE,
      SWEEP_AFTER_MINUTES: 'events may still be under way for so long',
    },
  },
};

const SERVICES: readonly Service[] = ['api', 'job', 'sweeper'];

describe.each(SERVICES)('the variables that the Bicep sets for %s', (service) => {
  const { known, read, required, chosen } = PROCESSES[service];
  const environment = environmentOf(service, PLACES);
  const names = Object.keys(environment);

  it('are those that its process needs, and no other', () => {
    expect(names.toSorted()).toEqual([...required, ...Object.keys(chosen)].sort());
    expect(names.filter((name) => !(name in known))).toEqual([]);
    expect(names).toHaveLength(variablesOf(service).length);
  });

  it('are enough for its process', () => {
    expect(() => read(environment)).not.toThrow();
  });

  it.each(required)('include %s, without which the process stops and names it', (name) => {
    const { [name]: _, ...others } = environment;

    expect(() => read(others)).toThrow(name);
  });

  it('hold no key', () => {
    const keys = /CONNECTION_STRING|KEY$|KEYS$|SECRET|PASSWORD/;
    const telemetry = Object.keys(TELEMETRY);

    expect(names.filter((name) => keys.test(name) && !telemetry.includes(name))).toEqual([]);
    const values = variablesOf(service).map(({ value }) => value);
    expect(values.filter((value) => /sig=|AccountKey|listKeys|bs_/.test(value))).toEqual([]);
  });
});

describe('the variables of api and job', () => {
  it('agree on the largest image', () => {
    const sizes = new Set(
      (['api', 'job'] as const).map((service) => environmentOf(service, PLACES).MAX_IMAGE_BYTES),
    );

    expect(sizes.size).toBe(1);
  });

  it('have the API listen for the ingress', () => {
    expect(environmentOf('api', PLACES).HOST).toBe('0.0.0.0');
  });
});
