import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { findModelServer } from './find-model-server.ts';

/** A server on this machine that answers each call with the same; `asked` are the calls. */
async function serve(body: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(body);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => new Promise<void>((closed) => void server.close(() => closed())));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { name: 'Ollama', url, asked };
}

const list = (...ids: string[]) => JSON.stringify({ data: ids.map((id) => ({ id })) });

it('a server of models is found by its list, and asked for nothing else', async () => {
  const { asked, ...server } = await serve(list('qwen3-vl:8b', 'llama3.2'));

  expect(await findModelServer([server])).toEqual({
    ...server,
    models: ['qwen3-vl:8b', 'llama3.2'],
  });
  expect(asked).toEqual(['GET /v1/models']);
});

it('names that nobody should paste are left out', async () => {
  const { asked: _asked, ...server } = await serve(
    list('$(rm -rf ~)', 'a b', 'good', '\u001b[31m'),
  );

  expect((await findModelServer([server]))?.models).toEqual(['good']);
});

it.each(['', 'hello', '{"data":"x"}', '[]'])('who answers %j is another server', async (body) => {
  const { asked: _asked, ...server } = await serve(body);

  expect(await findModelServer([server])).toBeUndefined();
});

it('where nobody listens is none', async () => {
  expect(await findModelServer([{ name: 'x', url: 'http://127.0.0.1:1/v1' }])).toBeUndefined();
});
