import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOfClips } from '../../support/zip.js';

const gzip = { 'content-encoding': 'gzip' };
const send = (api: TestApi, path: string, body: Uint8Array, headers: Record<string, string>) =>
  api.call('POST', path, body, { 'content-type': 'application/zip', ...headers });

describeWithRedis('a body with a content encoding', (redisUrl) => {
  it.each(['gzip', 'x-gzip', 'GZIP'])('is unpacked from %s', async (encoding) => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(2);
    const response = await send(api, '/v1/archives', gzipSync(zip), { 'content-encoding': encoding });
    expect(await response.json()).toMatchObject({ format: 'zip', sizeBytes: zip.length });
    expect(response.status).toBe(201);
  });

  it('can be a table or JSON', async () => {
    await using api = await startReadyApi(redisUrl);
    const { id } = await uploadZip(api, await zipOfClips(2));
    const table = gzipSync('path\na.wav\n');
    const csv = { 'content-type': 'text/csv', ...gzip };
    expect(await (await send(api, `/v1/archives/${id}/manifest`, table, csv)).json()).toEqual({ clips: 1 });
    const body = gzipSync(JSON.stringify({ clips: ['https://example.org/a.wav'] }));
    const json = { 'content-type': 'application/json', ...gzip };
    expect((await send(api, '/v1/archives/from-urls', body, json)).status).toBe(201);
  });

  it.each(['br', 'zstd', 'deflate', 'gzip, gzip'])(
    'is refused with %s, which the error names',
    async (encoding) => {
      await using api = await startReadyApi(redisUrl);
      const body = brotliCompressSync(await zipOfClips(1));
      const problem = await problemOf(
        await send(api, '/v1/archives', body, { 'content-encoding': encoding }),
      );
      expect(problem).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
      expect(problem.detail).toContain(encoding);
      expect(await keysOf(api.platform.store)).toEqual([]);
    },
  );

  it('is refused by tus, whose offsets count bytes as sent', async () => {
    await using api = await startReadyApi(redisUrl);
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '5', ...gzip };
    const problem = await problemOf(await send(api, '/v1/uploads', gzipSync('hello'), headers));
    expect(problem).toMatchObject({ status: 415, detail: expect.stringContaining('gzip') });
  });

  it('is measured after unpacking', async () => {
    await using api = await startReadyApi(redisUrl, { MAX_ARCHIVE_BYTES: '100000' });
    const zip = Buffer.concat([await zipOfClips(1), Buffer.alloc(1_000_000)]);
    const problem = await problemOf(await send(api, '/v1/archives', gzipSync(zip), gzip));
    expect(problem).toMatchObject({ status: 413, code: 'archive.too_large' });
    const json = { 'content-type': 'application/json', ...gzip };
    const large = gzipSync(JSON.stringify({ clips: [], name: 'x'.repeat(2_000_000) }));
    expect((await send(api, '/v1/archives/from-urls', large, json)).status).toBe(413);
    expect(await keysOf(api.platform.store)).toEqual([]);
  });

  it.each([
    ['is no gzip', (packed: Buffer) => Buffer.from(packed).fill(7, 0, 2)],
    ['ends early', (packed: Buffer) => packed.subarray(0, packed.length - 20)],
  ])('is refused if it %s', async (_, damage) => {
    await using api = await startReadyApi(redisUrl);
    const body = damage(gzipSync(await zipOfClips(1)));
    const problem = await problemOf(await send(api, '/v1/archives', body, gzip));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(problem.detail).toContain('gzip');
    expect(await keysOf(api.platform.store)).toEqual([]);
  });
});

describeWithRedis('an upload', (redisUrl) => {
  it.each([
    ['/v1/archives', '/v1/archives'],
    ['/v1/archives/', '/v1/archives'],
    ['/v1/archives/calls.zip', '/v1/archives'],
    ['/v1/archives/arc-1/manifest', '/v1/archives/{id}/manifest'],
    ['/v1/embedding-models/model.onnx', '/v1/embedding-models'],
  ])('by PUT %s is told how to send the file', async (path, place) => {
    await using api = await startReadyApi(redisUrl);
    const response = await api.call('PUT', path, Buffer.from('PK'), { 'content-type': 'application/zip' });
    expect(response.headers.get('allow')).toBe('POST');
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 405, code: 'request.method_not_allowed' });
    expect(problem.detail).toMatch(new RegExp(`Send POST ${place.replace(/[{}]/g, '\\$&')}\\. Send the `));
  });

  it('reports the methods of a path, and 404 for an unknown path', async () => {
    await using api = await startReadyApi(redisUrl);
    const response = await api.call('PATCH', '/v1/models');
    expect(response.headers.get('allow')).toBe('GET');
    expect(await problemOf(response)).toMatchObject({ status: 405 });
    expect(await problemOf(await api.call('PUT', '/v1/uploads/x'))).toMatchObject({ status: 405 });
    expect(await problemOf(await api.call('PUT', '/v1/nothing'))).toMatchObject({ status: 404 });
  });

  it('can have its SHA-256 in upper case', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(1);
    const { sha256 } = (await (await send(api, '/v1/archives', zip, {})).json()) as { sha256: string };
    const again = await send(api, `/v1/archives?sha256=${sha256.toUpperCase()}`, zip, {});
    expect(again.status).toBe(201);
  });
});
