import { createSHA256 } from 'hash-wasm';

type Sha256 = Awaited<ReturnType<typeof createSHA256>>;

/**
 * A SHA-256 whose state can be saved and continued, even by another process. Node's own hash cannot save its state, so a
 * long upload would have to be read again at its end.
 */
export class RunningHash {
  private constructor(private readonly hash: Sha256) {}

  /** @param state of `save()`; null begins */
  static async from(state: string | null): Promise<RunningHash> {
    const hash = (await createSHA256()).init();
    return new RunningHash(state === null ? hash : hash.load(Buffer.from(state, 'base64')));
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  save(): string {
    return Buffer.from(this.hash.save()).toString('base64');
  }

  /** Lowercase hexadecimal; ends the hash. */
  digest(): string {
    return this.hash.digest('hex');
  }
}
