import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../local/src/api.ts';
import { anyPort } from '../local/src/ports.ts';
import { type Certificate, trustedCertificate } from './support/certificate.ts';
import { type Ingestion, ingestionEndpoint } from './support/ingestion.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { jpeg } from './support/pictures.ts';
import { until } from './support/until.ts';

const API = fileURLToPath(new URL('../api/src/main.ts', import.meta.url));
const TRACE = '0af7651916cd43dd8448eb211c80319c';

let certificate: Certificate;
let ingestion: Ingestion;
let bench: JobBench;
let api: RunningApi;
let environment: Record<string, string>;

beforeAll(async () => {
  certificate = await trustedCertificate();
  ingestion = await ingestionEndpoint(certificate);
  bench = await jobBench();
  environment = {
    NODE_EXTRA_CA_CERTS: certificate.certificateFile,
    APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString,
  };
  api = await startApi({
    script: API,
    port: await anyPort(),
    environment: {
      ...process.env,
      ...environment,
      AUTH: 'none',
      STORAGE_CONNECTION_STRING: bench.azurite.connectionString,
    },
    print: () => {},
  });
});

afterAll(async () => {
  await api?.stop();
  await bench?.stop();
  await ingestion?.close();
  await certificate?.remove();
});

const ofTrace = () => ingestion.envelopes.filter(({ tags }) => tags['ai.operation.id'] === TRACE);

describe('telemetry', () => {
  it("of a job carries the trace of the API's request, and is there before the job exits", async () => {
    const answer = await fetch(`${api.url}/v1/uploads`, {
      method: 'POST',
      headers: { traceparent: `00-${TRACE}-b7ad6b7169203331-01` },
    });
    const { id, upload } = (await answer.json()) as {
      id: string;
      upload: { url: string; headers: Record<string, string> };
    };
    const body = new Uint8Array(await jpeg());
    const put = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });
    await bench.tell(`local/${id}`, put.headers.get('etag') ?? '');

    expect(await bench.run(environment).ended).toBe(0);

    const types = ofTrace().map(({ data }) => data.baseType);
    expect(types).toContain('RequestData');
    expect(types).toContain('RemoteDependencyData');
    expect(types).toContain('EventData');
    expect(types).toContain('MessageData');
    const spans = ofTrace().filter(({ data }) => data.baseType === 'RequestData');
    expect(spans.map(({ data }) => data.baseData.name)).toContain('process images');
    expect(ingestion.envelopes.filter(({ data }) => data.baseType === 'ExceptionData')).toEqual([]);
  });

  it('holds no signature and no key', () => {
    expect(JSON.stringify(ingestion.envelopes)).not.toMatch(/sig=(?!…)|AccountKey=(?!…)/);
  });

  it('of the API has its request in the same trace', async () => {
    await until('the request', () =>
      ofTrace().some(({ data }) => String(data.baseData.name).startsWith('POST')),
    );
  });

  it('that cannot be sent holds an execution up by 3 s at most', async () => {
    const nowhere = ingestion.connectionString.replace(/localhost:\d+/g, 'localhost:1');
    const execution = bench.run({
      ...environment,
      APPLICATIONINSIGHTS_CONNECTION_STRING: nowhere,
    });

    expect(await execution.ended).toBe(0);

    const time = (event: string) => {
      const line = execution.lines.find((text) => text.includes(event)) ?? '';
      return Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '');
    };
    expect(time('telemetry-lost') - time('execution-ended')).toBeLessThan(3_500);
  });

  it("holds nothing of the package's own calls", () => {
    expect(JSON.stringify(ingestion.envelopes)).not.toMatch(/sdk\.monitor\.azure|169\.254/);
  });
});
