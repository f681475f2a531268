import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { z } from 'zod';
import type { ObjectStore, ObjectInfo } from './object-store.js';

/** Reads the lines of an object one at a time and validates them. Memory use does not depend on the object's size. */
export async function* readJsonLines<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
): AsyncGenerator<z.infer<S>> {
  const body = await store.stream(key);
  try {
    for await (const line of createInterface({ input: body, crlfDelay: Infinity })) {
      if (line !== '') yield schema.parse(JSON.parse(line));
    }
  } finally {
    body.destroy();
  }
}

/** Reads the lines in a byte range of a JSON-lines object, such as one shard's lines of a manifest. */
export async function readJsonLinesRange<S extends z.ZodType>(
  store: ObjectStore,
  key: string,
  schema: S,
  range: { readonly start: number; readonly end: number },
): Promise<z.infer<S>[]> {
  const text = new TextDecoder().decode(await store.getRange(key, range.start, range.end));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

/**
 * Writes text or bytes to an object piece by piece, with back-pressure, and counts and hashes the bytes.
 * The object appears at `close()`, or never.
 */
export class TextObjectWriter {
  private readonly body = new PassThrough({ highWaterMark: 1024 * 1024 });
  private readonly hash = createHash('sha256');
  private readonly done: Promise<ObjectInfo>;
  private failure: Error | null = null;
  /** Bytes written so far. */
  bytes = 0;

  constructor(store: ObjectStore, key: string, contentType: string) {
    this.done = store.putStream(key, this.body, { contentType });
    this.done.catch((error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.body.destroy(this.failure); // wakes a write() that waits for `drain`
    });
    this.body.on('error', () => undefined); // close() and write() report it
  }

  async write(piece: string | Uint8Array): Promise<void> {
    if (this.failure !== null) throw this.failure;
    if (piece.length === 0) return;
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.bytes += bytes.length;
    this.hash.update(bytes);
    // A store that fails may close the body without an error. Then `drain` never comes.
    if (!this.body.write(bytes)) await Promise.race([once(this.body, 'drain'), this.done]);
  }

  /** Completes the object. @returns the SHA-256 of its bytes */
  async close(): Promise<string> {
    this.body.end();
    await this.done;
    return this.hash.digest('hex');
  }

  /** Discards the object. */
  async abort(): Promise<void> {
    this.body.destroy(new Error('the writer was aborted'));
    await this.done.catch(() => undefined);
  }
}
