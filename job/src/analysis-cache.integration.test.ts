import { randomBytes } from 'node:crypto';
import { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { createLog } from '@blobscribe/core/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { createAnalysisCache } from './analysis-cache.ts';
import type { Analysis } from './vision/vision.ts';

let azurite: AzuriteFixture;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterAll(() => azurite.stop());

/** A cache of one execution, and a service that counts what it is paid for. */
function execution(storage = azurite.storage) {
  const cache = createAnalysisCache(
    storage,
    createLog(() => {}),
  );
  const analysis: Analysis = {
    evidence: { subject: { value: 'a dog', confidence: 0.9, source: 'caption' } },
    usage: { inputTokens: 100, outputTokens: 10 },
  };
  let calls = 0;
  let answer: () => Promise<Analysis> = async () => analysis;
  return {
    analysis,
    calls: () => calls,
    kept: cache.kept,
    fail: (error: Error) => {
      answer = async () => Promise.reject(error);
    },
    look: async (file: { sha256: string; features?: readonly string[] }, tenant = 'acme') => {
      const key = { provider: 'azure-vision', model: '1', features: ['caption'], ...file };
      const larger = { ...key, features: ['caption', 'tags', 'text'] };
      const wanted = { tenant, key, larger };
      const signal = AbortSignal.timeout(50_000);
      return (
        (await cache.recall(wanted, signal)) ??
        cache.obtain(wanted, signal, async () => {
          calls += 1;
          return answer();
        })
      );
    },
  };
}

/** The same storage; before its first write of a blob something else happens there. */
function storageThatClaims(after: () => Promise<unknown>): BlobServiceClient {
  const storage = BlobServiceClient.fromConnectionString(azurite.connectionString);
  const container = storage.getContainerClient(CONTAINERS.cache);
  const open = container.getBlockBlobClient.bind(container);
  container.getBlockBlobClient = (name) => {
    const blob = open(name);
    const upload = blob.upload.bind(blob);
    blob.upload = async (...parameters) => {
      await after();
      return upload(...parameters);
    };
    return blob;
  };
  storage.getContainerClient = () => container;
  return storage;
}

function file() {
  return { sha256: randomBytes(32).toString('hex') };
}

describe('an analysis', () => {
  it('is paid for once, and found by a later execution', async () => {
    const [first, later] = [execution(), execution()];
    const key = file();

    const paid = await first.look(key);
    await first.kept();
    const found = await later.look(key);

    expect(paid).toMatchObject({ ...first.analysis, cached: false });
    expect(found).toMatchObject({ evidence: first.analysis.evidence, cached: true });
    expect(found).not.toHaveProperty('usage');
    expect(later.calls()).toBe(0);
  });

  it('of a hundred copies in four executions at once is paid for once', async () => {
    const executions = [execution(), execution(), execution(), execution()];
    const key = file();

    const found = await Promise.all(
      Array.from({ length: 100 }, (_, index) => executions[index % 4]?.look(key)),
    );

    expect(executions.reduce((sum, { calls }) => sum + calls(), 0)).toBe(1);
    expect(found.filter((analysis) => analysis?.cached === false)).toHaveLength(1);
  });

  it('that is kept between another execution’s look and its claim is not made again', async () => {
    const first = execution();
    const key = file();
    const second = execution(storageThatClaims(() => first.look(key).then(first.kept)));

    expect(await second.look(key)).toMatchObject({ cached: true });
    expect([first.calls(), second.calls()]).toEqual([1, 0]);
  });

  it('is not shared with another tenant, another file or other features', async () => {
    const service = execution();
    const key = file();

    await service.look(key);
    await service.look(key, 'other');
    await service.look(file());
    await service.look({ ...key, features: ['caption', 'tags'] });

    expect(service.calls()).toBe(4);
  });

  it('of fewer features is taken from one of all', async () => {
    const service = execution();
    const key = file();

    const features = ['caption', 'tags', 'text'];
    await service.look({ ...key, features });

    expect(await service.look(key)).toMatchObject({ cached: true, key: { features } });
    expect(service.calls()).toBe(1);
  });

  it('that failed is made by whoever asks next', async () => {
    const [broken, next] = [execution(), execution()];
    broken.fail(new Error('the service is down'));
    const key = file();

    await expect(broken.look(key)).rejects.toThrow('the service is down');
    await next.look(key);

    expect(next.calls()).toBe(1);
  });

  it('that is damaged is made again', async () => {
    const service = execution();
    const key = file();
    await service.look(key);
    await service.kept();
    const container = azurite.storage.getContainerClient(CONTAINERS.cache);
    for await (const { name } of container.listBlobsFlat()) {
      await container.getBlockBlobClient(name).upload('{"evidence":', 12);
    }

    expect(await service.look(key)).toMatchObject({ cached: false });
    expect(await service.look(key)).toMatchObject({ cached: true });
  });
});
