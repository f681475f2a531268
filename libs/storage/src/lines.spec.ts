import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256Hex } from '#libs/contracts';
import { FileStore } from './file-store.js';
import { TextObjectWriter, readJsonLines, readJsonLinesRange } from './lines.js';
import { S3Store } from './s3-store.js';

const line = z.strictObject({ n: z.int(), name: z.string() });

async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-lines-'));
  return {
    folder,
    store: new FileStore(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Opens an S3 store at a port without a server. */
async function unreachable(): Promise<S3Store> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return new S3Store({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'none',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    forcePathStyle: true,
  });
}

describe('TextObjectWriter', () => {
  it('writes the pieces in order, counts their bytes and returns their hash', async () => {
    await using opened = await open();
    const writer = new TextObjectWriter(opened.store, 'text', 'text/plain');
    const pieces = ['näme\n', 'x'.repeat(3_000_000), '\nend'];
    for (const piece of pieces) await writer.write(piece);
    expect(writer.bytes).toBe(Buffer.byteLength(pieces.join('')));
    expect(await writer.close()).toBe(sha256Hex(pieces.join('')));
    expect(Buffer.from(await opened.store.get('text')).toString()).toBe(pieces.join(''));
  });

  it('shows nothing before it is closed', async () => {
    await using opened = await open();
    const writer = new TextObjectWriter(opened.store, 'text', 'text/plain');
    await writer.write('x'.repeat(2_000_000));
    expect(await opened.store.head('text')).toBeNull();
    await writer.close();
    expect(await opened.store.head('text')).toMatchObject({ size: 2_000_000 });
  });

  it('leaves nothing behind after an abort', async () => {
    await using opened = await open();
    const writer = new TextObjectWriter(opened.store, 'text', 'text/plain');
    await writer.write('x'.repeat(2_000_000));
    await writer.abort();
    expect(await opened.store.head('text')).toBeNull();
    expect(await readdir(join(opened.folder, '.tmp'))).toEqual([]);
  });

  it('reports a failure of the store to a write that waits for back-pressure', async () => {
    const store = await unreachable();
    const writer = new TextObjectWriter(store, 'text', 'text/plain');
    const writing = (async () => {
      for (let n = 0; n < 40; n++) await writer.write('x'.repeat(1_000_000));
    })();
    await expect(writing).rejects.toMatchObject({ code: 'store.unavailable' });
    await writer.abort();
    await store.close();
  });

  it('reports a failure of the store at close', async () => {
    const store = await unreachable();
    const writer = new TextObjectWriter(store, 'text', 'text/plain');
    await writer.write('short');
    await expect(writer.close()).rejects.toMatchObject({ code: 'store.unavailable' });
    await store.close();
  });
});

describe('JSON lines', () => {
  it('are read one by one, and by byte range', async () => {
    await using opened = await open();
    const lines = Array.from({ length: 300 }, (_, n) => ({ n, name: 'ü'.repeat(n % 7) }));
    const texts = lines.map((value) => `${JSON.stringify(value)}\n`);
    await opened.store.put('lines', texts.join(''));
    const read: unknown[] = [];
    for await (const value of readJsonLines(opened.store, 'lines', line)) read.push(value);
    expect(read).toEqual(lines);
    const start = Buffer.byteLength(texts.slice(0, 100).join(''));
    const end = start + Buffer.byteLength(texts.slice(100, 103).join(''));
    expect(await readJsonLinesRange(opened.store, 'lines', line, { start, end })).toEqual(
      lines.slice(100, 103),
    );
  });

  it('are rejected if they do not match their schema', async () => {
    await using opened = await open();
    await opened.store.put('lines', '{"n":1,"name":"a"}\n{"n":"one"}\n');
    const reading = (async () => {
      for await (const _ of readJsonLines(opened.store, 'lines', line)) continue;
    })();
    await expect(reading).rejects.toThrow();
  });
});
