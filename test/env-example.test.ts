import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { API_VARIABLES, readConfig as readApiConfig } from '../api/src/read-config.ts';
import { JOB_VARIABLES, readConfig as readJobConfig } from '../job/src/read-config.ts';

/** Read by the OpenTelemetry SDK itself. */
const OF_OTEL = ['OTEL_SERVICE_NAME', 'OTEL_TRACES_SAMPLER'];

const example = parseEnv(await readFile(new URL('../.env.example', import.meta.url), 'utf8'));

describe('.env.example', () => {
  it('names every variable of the API and the job, and no other', () => {
    const names = new Set([
      ...Object.keys(API_VARIABLES),
      ...Object.keys(JOB_VARIABLES),
      ...OF_OTEL,
    ]);

    expect(Object.keys(example).sort()).toEqual([...names].sort());
  });

  it('shows the defaults', () => {
    const services = { STORAGE_CONNECTION_STRING: 'x', SERVICEBUS_CONNECTION_STRING: 'y' };

    expect(readApiConfig({ ...example, ...services })).toEqual(
      readApiConfig({ AUTH: 'none', STORAGE_CONNECTION_STRING: 'x' }),
    );
    expect(readJobConfig({ ...example, ...services })).toEqual(readJobConfig(services));
  });
});
