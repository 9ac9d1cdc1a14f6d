import { BlobServiceClient } from '@azure/storage-blob';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { judge } from '../harness/row.ts';
import type { BareAnswer } from '../references/bare-http.ts';
import { startReference } from '../references/reference.ts';
import { startApi } from '../stand-ins/api.ts';
import { requestsPerSecond } from '../stand-ins/load.ts';
import { richRecord } from '../stand-ins/record.ts';
import { startServices } from '../stand-ins/services.ts';

const SECONDS = 3;
const WARM_UP_SECONDS = 2;
/** What node:http says of its own accord. */
const OWN_HEADERS = ['connection', 'keep-alive', 'date', 'transfer-encoding'];

/** A finished prompt asked for again and again: the real API beside servers that have it in memory. */
export const statusGet: Benchmark = {
  name: 'status-get',
  guards: true,
  async run({ rounds }) {
    const services = await startServices();
    const api = await startApi(services.storage);
    const path = await finishedPrompt(services.storage, api.origin);
    const answer = await readAnswer(`${api.origin}${path}`);
    const bare = await startReference('bare-http', answer);
    const express = await startReference('express-status', { record: answer.body });
    const measure = (origin: string, seconds: number) =>
      requestsPerSecond({ url: `${origin}${path}`, seconds });
    for (const { origin } of [api, bare, express]) await measure(origin, WARM_UP_SECONDS);
    const found = await interleave(rounds, {
      ours: () => measure(api.origin, SECONDS),
      bare: () => measure(bare.origin, SECONDS),
      express: () => measure(express.origin, SECONDS),
    });
    await Promise.all([api, bare, express, services].map((server) => server.stop()));
    const common = { unit: 'requests/s', ours: found.ours, ratio: 'share' } as const;
    return [
      judge({
        ...common,
        name: 'status GET beside bare node:http',
        reference: found.bare,
        target: { atLeast: 0.85 },
      }),
      judge({
        ...common,
        name: 'status GET beside Express 5',
        reference: found.express,
        target: { atLeast: 1.6 },
      }),
    ];
  },
};

/** Asks for an upload and stores its record as an execution would; where it is then found. */
async function finishedPrompt(storage: string, origin: string): Promise<string> {
  const response = await fetch(`${origin}/v1/uploads`, { method: 'POST' });
  const { id } = (await response.json()) as { readonly id: string };
  const record = JSON.stringify(richRecord('local', id));
  await BlobServiceClient.fromConnectionString(storage)
    .getContainerClient('prompts')
    .getBlockBlobClient(`local/${id}.json`)
    .upload(record, Buffer.byteLength(record));
  return `/v1/prompts/${id}`;
}

async function readAnswer(url: string): Promise<BareAnswer> {
  const response = await fetch(url);
  const body = await response.text();
  const headers = [...response.headers].filter(([name]) => !OWN_HEADERS.includes(name));
  return { headers: Object.fromEntries(headers), body };
}
