import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiText } from '../api/src/contract/openapi-text.ts';
import { uuidV7 } from '../core/src/uuid.ts';
import { type ApiBench, apiBench } from './support/api-bench.ts';
import { type JsonSchema, nearly } from './support/arbitrary-json.ts';

const RUNS = 25;

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Parameter = { readonly name: string; readonly in: string; readonly schema: JsonSchema };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

const api = JSON.parse(openApiText()) as OpenApi;
const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(api, 'api');

let bench: ApiBench;
/** Ids of all kinds, so that calls find something. */
const ids: string[] = [];

beforeAll(async () => {
  bench = await apiBench();
  const { issued } = await bench.createUpload();
  const { issued: described } = await bench.createUpload();
  await bench.describe(described.id);
  const body = { files: [{ name: 'a.jpg' }, { name: 'b.jpg' }] };
  const batch = await (await bench.ask('/v1/batches', { method: 'POST', body })).json();
  const { id } = batch as { id: string };
  await bench.describe(`${id}.0`);
  ids.push(issued.id, described.id, id, `${id}.0`, `${id}.1`, `${id}.2`, uuidV7());
});

afterAll(() => bench.stop());

/** A part of a JSON pointer in a URI's fragment (RFC 6901, 6). */
function pointerPart(part: string): string {
  return encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));
}

function resolve(reference: string): JsonSchema {
  return api.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
}

/** A call with nearly valid input of every kind that the document names. */
function arbitraryCall({ path, method, operation }: (typeof calls)[number]) {
  const known = (operation.parameters ?? []).filter(({ in: place }) => place !== 'path');
  const values = known.map(({ name, schema }) => {
    // What is waited for here never comes.
    const value = name === 'wait' ? fc.constantFrom(0, 31, 'x') : nearly(schema, resolve);
    return fc.option(value.map(textOf), { nil: undefined });
  });
  const json = operation.requestBody?.content['application/json']?.schema;
  return fc
    .record({
      id: fc.oneof(fc.nat(ids.length - 1), fc.string({ unit: 'binary', maxLength: 30 })),
      values: fc.tuple(...values),
      body: json ? nearly(json, resolve) : fc.constant(undefined),
    })
    .map(({ id, values: given, body }) => {
      const query = new URLSearchParams();
      const headers = new Headers({ host: '127.0.0.1:8080' });
      for (const [index, { name, in: place }] of known.entries()) {
        const value = given[index];
        if (value === undefined) continue;
        if (place === 'query') query.append(name, value);
        else if (/^[\x20-\x7e\xa1-\xff]*$/.test(value)) headers.set(name, value);
      }
      const segment = typeof id === 'number' ? (ids[id] ?? '') : encodeURIComponent(id || 'x');
      const search = query.size > 0 ? `?${query}` : '';
      const target = path.replace('{id}', segment) + search;
      return { method: method.toUpperCase(), target, headers: Object.fromEntries(headers), body };
    });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function faultOf(response: Response, pointer: string, operation: Operation) {
  const { status } = response;
  if (status >= 500) return `${status}: ${await response.text()}`;
  const documented = operation.responses[String(status)];
  if (!documented) return `${status} is not in the document`;
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (!documented.content) return mediaType && `${status} has a body of ${mediaType}`;
  if (!documented.content[mediaType]) return `${status} as ${mediaType} is not in the document`;
  if (!mediaType.endsWith('json')) return response.body?.cancel();
  const schema = `api#${pointer}/responses/${status}/content/${pointerPart(mediaType)}/schema`;
  const validate = ajv.compile({ $ref: schema });
  return validate(await response.json()) ? undefined : ajv.errorsText(validate.errors);
}

describe('whatever is sent to', () => {
  it.each(calls)('$method $path, the answer is one that the document describes', async (call) => {
    const pointer = `/paths/${pointerPart(call.path)}/${call.method}`;
    await fc.assert(
      fc.asyncProperty(arbitraryCall(call), async ({ target, ...question }) => {
        const response = await bench.ask(target, question);

        expect(await faultOf(response, pointer, call.operation)).toBeFalsy();
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the document', () => {
  it.each(calls)('names all that the query of $method $path may hold', async (call) => {
    const target = `${call.path.replace('{id}', uuidV7())}?unknown=1`;

    const response = await bench.ask(target, { method: call.method.toUpperCase() });

    expect(response.status).toBe(400);
  });

  it.each(calls)(
    'says that $path can be asked with $method, for it says 405 to others',
    async ({ path }) => {
      const response = await bench.ask(path.replace('{id}', 'x'), { method: 'PATCH' });

      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe(
        Object.keys(api.paths[path] ?? {})
          .map((method) => method.toUpperCase())
          .join(', '),
      );
    },
  );
});
