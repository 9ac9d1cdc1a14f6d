import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { judge } from '../harness/row.ts';
import { startReference } from '../references/reference.ts';
import { startApi } from '../stand-ins/api.ts';
import { requestsPerSecond } from '../stand-ins/load.ts';
import { startServices } from '../stand-ins/services.ts';

const SECONDS = 3;
const WARM_UP_SECONDS = 3;
const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ fileName: 'IMG_4711.jpg', contentType: 'image/jpeg', size: 3_145_728 }),
} as const;

/** Upload URLs: the real API beside Express with the storage client, both over the same storage. */
export const createUpload: Benchmark = {
  name: 'create-upload',
  guards: true,
  async run({ rounds }) {
    const services = await startServices();
    const { storage } = services;
    const api = await startApi(storage);
    const express = await startReference('express-upload', { storage, writesRecord: true });
    const careless = await startReference('express-upload', { storage, writesRecord: false });
    const measure = (origin: string, seconds: number) =>
      requestsPerSecond({ url: `${origin}/v1/uploads`, seconds, ...REQUEST });
    for (const { origin } of [api, express, careless]) await measure(origin, WARM_UP_SECONDS);
    const found = await interleave(rounds, {
      ours: () => measure(api.origin, SECONDS),
      express: () => measure(express.origin, SECONDS),
      careless: () => measure(careless.origin, SECONDS),
    });
    await Promise.all([api, express, careless, services].map((server) => server.stop()));
    const common = { unit: 'requests/s', ours: found.ours, ratio: 'share' } as const;
    return [
      judge({
        ...common,
        name: 'upload URLs beside Express 5 and the storage client',
        reference: found.express,
        target: { atLeast: 3 },
      }),
      judge({
        ...common,
        name: 'upload URLs beside the same, which writes nothing down',
        reference: found.careless,
        target: { atLeast: 0.7 },
      }),
    ];
  },
};
