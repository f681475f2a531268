import { createSHA256 } from 'hash-wasm';

type Sha256 = Awaited<ReturnType<typeof createSHA256>>;

/**
 * A SHA-256 whose state can be saved and resumed, even by another process. Node's own hash cannot save its state, so a
 * long upload would have to be read again at its end.
 */
export class RunningHash {
  private constructor(private readonly hash: Sha256) {}

  /** @param state a state that `save()` returned; null starts a new hash */
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

  /** Returns the hash in lower-case hexadecimal. It accepts no more bytes after that. */
  digest(): string {
    return this.hash.digest('hex');
  }
}
