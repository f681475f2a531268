import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { idPattern } from '#libs/contracts';
import { problemOf, startReadyApi, uploadZip, type TestApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { zipOf, zipOfClips } from '../../support/zip.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Creates a body of unknown length, such as `curl -T -` sends. */
function chunked(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, n) =>
    bytes.subarray(n * 1000, (n + 1) * 1000),
  );
  return ReadableStream.from(pieces);
}

const stream = (api: TestApi, body: ReadableStream, path = '/v1/archives') =>
  fetch(`${api.url}${path}`, {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/zip' },
  });

describeWithRedis('POST /v1/archives', (redisUrl) => {
  const refused = async (api: TestApi, body: Uint8Array, path = '/v1/archives') => {
    const response = await api.call('POST', path, body);
    const { status, code } = await problemOf(response);
    expect(await keysOf(api.platform.store)).toEqual([]);
    return { status, code };
  };

  it('stores a zip unchanged, with its size, hash and number of entries', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(3);
    const archive = await uploadZip(api, zip, 'three.zip');
    expect(archive).toMatchObject({
      name: 'three.zip',
      format: 'zip',
      sizeBytes: zip.length,
      sha256: sha256(zip),
      entries: 3,
    });
    expect(archive.id).toMatch(idPattern('archive'));
    const stored = await api.platform.store.get(`archives/${archive.id}/source.zip`);
    expect(zip.equals(stored)).toBe(true);
  });

  it('accepts a stream of unknown length', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(2);
    const response = await stream(api, chunked(zip));
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ sizeBytes: zip.length, sha256: sha256(zip) });
  });

  it('rejects a zip that does not match the given hash', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(1);
    expect(await refused(api, zip, `/v1/archives?sha256=${'0'.repeat(64)}`)).toEqual({
      status: 422,
      code: 'archive.checksum_mismatch',
    });
    expect((await api.call('POST', `/v1/archives?sha256=${sha256(zip)}`, zip)).status).toBe(201);
  });

  it.each([
    ['text', Buffer.from('this is no zip file at all')],
    ['three bytes', Buffer.from('PK\u0003')],
    ['an empty body', Buffer.alloc(0)],
    ['a megabyte of noise', randomBytes(1_000_000)],
  ])('rejects %s with archive.not_zip', async (_, body) => {
    await using api = await startReadyApi(redisUrl);
    expect(await refused(api, body)).toEqual({ status: 415, code: 'archive.not_zip' });
  });

  it('rejects a truncated zip', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(2);
    expect(await refused(api, zip.subarray(0, zip.length - 100))).toEqual({
      status: 422,
      code: 'archive.truncated',
    });
  });

  it('rejects a zip without entries', async () => {
    await using api = await startReadyApi(redisUrl);
    expect(await refused(api, await zipOf({}))).toEqual({ status: 422, code: 'archive.empty' });
  });

  it('rejects a zip without audio files', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOf({ 'readme.txt': Buffer.from('hello'), '__MACOSX/._a.wav': Buffer.from('x') });
    expect(await refused(api, zip)).toEqual({ status: 422, code: 'archive.empty' });
  });

  it('rejects a body whose Content-Length is too large', async () => {
    await using api = await startReadyApi(redisUrl, { MAX_ARCHIVE_BYTES: '1000' });
    expect(await refused(api, await zipOfClips(1))).toEqual({ status: 413, code: 'archive.too_large' });
  });

  it('rejects a stream once it is too large', async () => {
    await using api = await startReadyApi(redisUrl, { MAX_ARCHIVE_BYTES: '5000' });
    const { status, code } = await problemOf(await stream(api, chunked(await zipOfClips(1))));
    expect({ status, code }).toEqual({ status: 413, code: 'archive.too_large' });
    expect(await keysOf(api.platform.store)).toEqual([]);
  });

  it('rejects a form with an error that shows how to send the zip', async () => {
    await using api = await startReadyApi(redisUrl);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await zipOfClips(1))]), 'clips.zip');
    const response = await fetch(`${api.url}/v1/archives`, { method: 'POST', body: form });
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
    expect(problem.detail).toContain('curl --data-binary');
  });

  it.each(['name=', 'name=a%2Fb.zip', 'name=a%00b', 'sha256=abc', 'colour=red'])(
    'rejects the query %s',
    async (query) => {
      await using api = await startReadyApi(redisUrl);
      const problem = await problemOf(await api.call('POST', `/v1/archives?${query}`, await zipOfClips(1)));
      expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
      expect(problem.issues).not.toHaveLength(0);
    },
  );

  it('leaves nothing of an upload whose client disconnects', async () => {
    await using api = await startReadyApi(redisUrl);
    const zip = await zipOfClips(20);
    const temporary = () => keysOf(api.platform.store);
    const client = request(`${api.url}/v1/archives`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip', 'content-length': zip.length },
    });
    client.on('error', () => undefined);
    client.write(zip.subarray(0, zip.length / 2));
    await sleep(100);
    client.destroy();
    await sleep(200);
    await vi.waitFor(async () => expect(await temporary()).toEqual([]));
    // The server still accepts the same archive.
    await uploadZip(api, zip);
  });
});
