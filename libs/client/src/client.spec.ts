import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, type SerenadeClient } from './client.js';

const requests: { method: string; url: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
const server = createServer((request, response) => {
  const { method = '', url = '', headers } = request;
  void text(request).then((body) => {
    requests.push({ method, url, headers, body });
    if (method === 'DELETE') return response.writeHead(204).end();
    const problem = { code: 'archive.not_found', detail: 'There is no such archive.' };
    if (url.endsWith('missing')) return response.writeHead(404).end(JSON.stringify(problem));
    return response.end('{"answer":1}');
  });
});
let client: SerenadeClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = createClient({ url: `http://127.0.0.1:${String(port)}`, key: 'srn_1' });
});
afterAll(() => void server.close());

it('fills in the path, adds the query and sends the key', async () => {
  const query = { limit: 5, cursor: undefined as never };
  expect(await client.call('GET /v1/webhooks/{id}/deliveries', { params: { id: 'a/b' }, query })).toEqual({
    answer: 1,
  });
  expect(requests.at(-1)).toMatchObject({
    method: 'GET',
    url: '/v1/webhooks/a%2Fb/deliveries?limit=5',
    headers: { authorization: 'Bearer srn_1' },
  });
});

it('sends JSON with an idempotency key, and other bodies unchanged', async () => {
  await client.call('POST /v1/webhooks', { body: { url: 'https://example.org' } });
  expect(requests.at(-1)).toMatchObject({
    headers: { 'content-type': 'application/json', 'idempotency-key': expect.stringMatching(/-/) as string },
    body: '{"url":"https://example.org"}',
  });
  const headers = { 'content-type': 'text/csv' };
  await client.call('POST /v1/archives/{id}/manifest', { params: { id: '1' }, body: 'path\n', headers });
  expect(requests.at(-1)).toMatchObject({ headers, body: 'path\n' });
});

it('resolves for a response without a body', async () => {
  await expect(client.call('DELETE /v1/webhooks/{id}', { params: { id: '1' } })).resolves.toBeUndefined();
});

it('throws the code and the detail of a problem document', async () => {
  const call = client.call('GET /v1/archives/{id}', { params: { id: 'missing' } });
  await expect(call).rejects.toMatchObject({ code: 'archive.not_found', status: 404 });
});

it('accepts no route, parameter or body that is not in the route table', () => {
  const wrong = () => [
    // @ts-expect-error: the path has a typo
    client.call('GET /v1/archive/{id}', { params: { id: '1' } }),
    // @ts-expect-error: the id is missing
    client.call('GET /v1/archives/{id}'),
    // @ts-expect-error: the body lacks the URL
    client.call('POST /v1/webhooks', { body: {} }),
    // @ts-expect-error: the answer is no JSON
    client.call('GET /v1/scoring-runs/{id}/scores', { params: { id: '1' } }),
  ];
  expect(wrong).toBeTypeOf('function');
});
