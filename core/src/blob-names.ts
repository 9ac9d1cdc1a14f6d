import { createHash } from 'node:crypto';
import { isUuid, uuidV5 } from './uuid.ts';

export const CONTAINERS = {
  uploads: 'uploads',
  requests: 'requests',
  prompts: 'prompts',
  cache: 'cache',
  deadletter: 'deadletter',
} as const;

/** The tenant that owns `drop/`, the people's own namespace. */
export const DROP_TENANT = 'drop';

/** The longest blob name that Azure takes, in characters. */
const MAX_NAME_LENGTH = 1024;
/** Items of one batch, `POST /v1/batches`. */
export const MAX_BATCH_ITEMS = 1000;

/**
 * One image's place: `name` is its blob in `uploads`, `id` what clients call it. Every name below is
 * derived from it by a pure function; nothing is looked up.
 */
export type Upload = {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly batch?: { readonly id: string; readonly index: number };
};

/** Whether `text` may name a tenant of the API; `drop` is reserved. */
export function isTenantName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,31}$/.test(text) && text !== DROP_TENANT;
}

/** The upload that an id leads to, or undefined if no id looks like that. */
export function uploadOfId(tenant: string, id: string): Upload | undefined {
  const [head = '', tail, ...rest] = id.split('.');
  if (!isUuid(head) || rest.length > 0) return undefined;
  if (tail === undefined) return { tenant, id, name: `${tenant}/${id}` };
  if (!/^(0|[1-9]\d{0,2})$/.test(tail) || Number(tail) >= MAX_BATCH_ITEMS) return undefined;
  const batch = { id: head, index: Number(tail) };
  return { tenant, id, name: `${tenant}/${head}/${tail}`, batch };
}

/**
 * The upload that a blob name in `uploads` stands for, or undefined if nothing of ours has such a
 * name. `.` and `..` segments are refused: a client's URL parser would climb with them.
 */
export function uploadOfName(name: string): Upload | undefined {
  const [tenant = '', ...path] = name.split('/');
  if (promptName(name).length > MAX_NAME_LENGTH) return undefined;
  if (tenant === DROP_TENANT) {
    const climbs = path.some((segment) => segment === '.' || segment === '..');
    if (climbs || path.join('/') === '') return undefined;
    return { tenant, id: uuidV5(name), name };
  }
  if (!isTenantName(tenant) || path.length < 1 || path.length > 2) return undefined;
  return uploadOfId(tenant, path.join('.'));
}

/** The terminal record's name in `prompts`. */
export function promptName(uploadName: string): string {
  return `${uploadName}.json`;
}

/** The name in `requests` of what was asked for this upload; a drop was never asked for. */
export function requestName(upload: Upload): string | undefined {
  if (upload.tenant === DROP_TENANT) return undefined;
  return `${upload.tenant}/${upload.batch?.id ?? upload.id}.json`;
}

/** The name in `requests` of the sign that this upload was deleted, which outlives it by a day. */
export function tombstoneName(upload: Upload): string {
  return `${upload.name}.deleted`;
}

/** The prefix, in `uploads`, `prompts` and (for tombstones) `requests`, of all that belongs to a batch. */
export function batchPrefix(tenant: string, batchId: string): string {
  return `${tenant}/${batchId}/`;
}

/** The name in `requests` of what an Idempotency-Key stands for; no text of a client's becomes part of it. */
export function idempotencyName(tenant: string, route: string, key: string): string {
  const hash = createHash('sha256').update(`${route}\n${key}`).digest('hex');
  return `${tenant}/keys/${hash}.json`;
}

/** The prefix in `cache` of the executions that are at work; no tenant's name begins like this. */
export const EXECUTIONS_PREFIX = '_executions/';

/** What decides whether two analyses are the same; how they are rendered does not. */
export type AnalysisKey = {
  /** Of the file, in hex. */
  readonly sha256: string;
  readonly provider: string;
  readonly model: string;
  readonly features: readonly string[];
};

/** The name in `cache` of an analysis: each tenant has its own, so that none learns of another's files. */
export function analysisName(tenant: string, key: AnalysisKey): string {
  const { sha256, provider, model, features } = key;
  const parts = JSON.stringify([sha256, provider, model, [...features].sort()]);
  return `${tenant}/${createHash('sha256').update(parts).digest('hex')}.json`;
}
