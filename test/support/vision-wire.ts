import { readFile } from 'node:fs/promises';
import type { SeenRequest } from './vision-service.ts';

type Reply = Readonly<Record<string, unknown>>;
export type WireOptions = {
  readonly key: string;
  /** The name of a fixture, or the reply itself. */
  readonly azure: string | Reply;
  readonly openai: string;
};
export type Answer = { readonly status: number; readonly body: unknown };
export type Wire = (request: SeenRequest, options: WireOptions) => Promise<Answer>;

const FIXTURES = new URL('../../job/src/vision/__fixtures__/', import.meta.url);
/** Which part of a result each feature pays for. */
const PARTS: Readonly<Record<string, string>> = {
  caption: 'captionResult',
  densecaptions: 'denseCaptionsResult',
  tags: 'tagsResult',
  objects: 'objectsResult',
  people: 'peopleResult',
  read: 'readResult',
  smartcrops: 'smartCropsResult',
};

/** Image Analysis 4.0: a part of the fixture for each feature that was asked for. */
export async function answerAnalyze(request: SeenRequest, options: WireOptions): Promise<Answer> {
  const { headers, query, body } = request;
  if (headers['ocp-apim-subscription-key'] !== options.key && !hasBearer(request, options)) {
    return azureError(
      401,
      '401',
      'Access denied due to invalid subscription key or wrong endpoint.',
    );
  }
  const features = (query.get('features') ?? '').split(',').map((name) => name.toLowerCase());
  if (query.get('api-version') !== '2023-10-01' || !features.every((name) => name in PARTS)) {
    return azureError(400, 'InvalidRequest', 'The features or the version make no sense.');
  }
  if (headers['content-type'] !== 'application/octet-stream' || !isJpeg(body)) {
    return azureError(400, 'InvalidImageFormat', 'The image format is not valid.');
  }
  const { azure } = options;
  const result = typeof azure === 'string' ? await readFixture(`azure-vision-${azure}`) : azure;
  const asked = features.map((name) => PARTS[name]);
  const parts = Object.entries(result).filter(
    ([name]) => !name.endsWith('Result') || asked.includes(name),
  );
  return { status: 200, body: Object.fromEntries(parts) };
}

/** Chat completions: the fixture, for a picture and a strict schema. */
export async function answerChat(request: SeenRequest, options: WireOptions): Promise<Answer> {
  if (!hasBearer(request, options)) {
    return openAiError(401, 'invalid_api_key', 'Incorrect API key provided.');
  }
  const asked = JSON.parse(request.body.toString('utf8'));
  const { response_format: format, messages = [] } = asked;
  const parts = messages.flatMap(({ content }: { content: unknown }) => content);
  const url: string =
    parts.find(({ type }: { type?: string }) => type === 'image_url')?.image_url?.url ?? '';
  const jpeg = Buffer.from(url.replace(/^data:image\/jpeg;base64,/, ''), 'base64');
  const { strict, schema } = format?.json_schema ?? {};
  const names = Object.keys(schema?.properties ?? {});
  const isStrict = strict && schema.additionalProperties === false && names.length > 0;
  if (!isStrict || names.some((name) => !schema.required.includes(name))) {
    return openAiError(400, 'invalid_schema', "Invalid schema for response_format 'scene'.");
  }
  if (!isJpeg(jpeg)) return openAiError(400, 'invalid_image_format', 'You uploaded no image.');
  return { status: 200, body: await readFixture(`openai-${options.openai}`) };
}

function hasBearer({ headers }: SeenRequest, { key }: WireOptions): boolean {
  return headers.authorization === `Bearer ${key}`;
}

function isJpeg(body: Buffer): boolean {
  return body.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
}

function azureError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function openAiError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { message, type: 'invalid_request_error', param: null, code } } };
}

async function readFixture(name: string): Promise<Reply> {
  return JSON.parse(await readFile(new URL(`${name}.json`, FIXTURES), 'utf8'));
}
