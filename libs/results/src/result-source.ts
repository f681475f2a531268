import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { z } from 'zod';

/** Reads the result files to verify by name, for example from a folder. */
export interface ResultSource {
  /** Returns null if the file does not exist. */
  open(name: string): Promise<AsyncIterable<Uint8Array> | null>;
}

/** Reads results that were downloaded into a folder. */
export function folderSource(folder: string): ResultSource {
  return {
    open: async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found?.isFile() === true ? createReadStream(path) : null;
    },
  };
}

/** Hashes a file while it is read, once. */
export class HashedFile {
  private readonly hash = createHash('sha256');
  private digest: string | undefined;
  private readonly pieces: AsyncGenerator<Uint8Array>;
  bytes = 0;

  private constructor(
    private readonly name: string,
    pieces: AsyncIterable<Uint8Array>,
  ) {
    this.pieces = this.hashed(pieces);
  }

  static async open(source: ResultSource, name: string): Promise<HashedFile | null> {
    const pieces = await source.open(name);
    return pieces === null ? null : new HashedFile(name, pieces);
  }

  /** Yields the clip number of each line. @throws MalformedLine that names a line that does not fit the schema */
  async *lines<S extends z.ZodType<{ clip: number }>>(
    schema: S,
    see?: (line: z.infer<S>) => void,
  ): AsyncGenerator<number> {
    let number = 0;
    for await (const text of this.rawLines()) {
      number += 1;
      const line = parseLine(text, schema);
      if (line === null) throw new MalformedLine(`${this.name}: line ${number} is malformed`);
      see?.(line);
      yield line.clip;
    }
  }

  async *rawLines(): AsyncGenerator<string> {
    const input = Readable.from(this.pieces, { objectMode: false });
    for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '') yield line;
  }

  async text(): Promise<string> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.pieces) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }

  /** Reads the rest of the file. */
  async drain(): Promise<void> {
    while ((await this.pieces.next()).done !== true);
  }

  /** Returns the hash of everything read so far. */
  sha256(): string {
    return (this.digest ??= this.hash.digest('hex'));
  }

  private async *hashed(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.hash.update(piece);
      this.bytes += piece.length;
      yield piece;
    }
  }
}

export class MalformedLine extends Error {
  override readonly name = 'MalformedLine';
}

function parseLine<S extends z.ZodType>(text: string, schema: S): z.infer<S> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
