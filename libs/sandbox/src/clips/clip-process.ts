import { z } from 'zod';
import { clipReport, type ClipReport, type FeatureSetDefinition } from '#libs/contracts';
import { threadEntry } from '#libs/runtime';
import { SandboxFailure, type FailureReason } from '../sandbox-failure.js';
import { Sandbox, type RequestBody } from '../sandbox.js';
import type { ExtractionRequest } from './extraction.process.js';

/** Decoding and extracting one clip may take this long. */
const CLIP_SECONDS = 60;

/** The rows of a clip may have 64 MiB (`MOST_SEGMENTS`). */
const MAX_REPLY_BYTES = 96 * 1024 ** 2;

/** The outcome for one clip. For an embedding, the rows are the signals that its model reads. */
export interface IsolatedClip {
  readonly report: ClipReport;
  readonly rows: readonly Float32Array[];
}

const replySchema = z.object({ report: clipReport, lengths: z.array(z.int().nonnegative()) });

/**
 * Extracts clips in a sandbox, one at a time. A clip that crashes the process or exceeds its limits fails with an error,
 * and the next clip starts another process.
 */
export class ClipProcess implements AsyncDisposable {
  #sandbox: Sandbox | null = null;

  /** @param memoryBytes the limit from CLIP_MEMORY_BYTES */
  constructor(
    private readonly definition: FeatureSetDefinition,
    private readonly memoryBytes: number,
  ) {}

  /** @throws SerenadeError of the body, such as `store.unavailable` or `clip.corrupt` */
  async extract(body: Uint8Array | RequestBody): Promise<IsolatedClip> {
    try {
      if (this.#sandbox === null || this.#sandbox.isOver) this.#sandbox = await this.#start();
      const request: ExtractionRequest = { definition: this.definition };
      const { header, body: bytes } = await this.#sandbox.call({ ...request }, body);
      const { lengths } = replySchema.parse(header);
      const report = header['report'] as ClipReport; // as it is, because a parsed copy has its fields in another order
      const values = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
      let end = 0;
      return { report, rows: lengths.map((length) => values.slice(end, (end += length))) };
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return { report: this.#describe(error), rows: [] };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.[Symbol.asyncDispose]();
  }

  #start(): Promise<Sandbox> {
    return Sandbox.start(threadEntry(import.meta.url, 'extraction.process'), {
      memoryBytes: this.memoryBytes,
      callMs: 1000 * CLIP_SECONDS,
      maxReplyBytes: MAX_REPLY_BYTES,
    });
  }

  #describe({ reason, detail }: SandboxFailure): ClipReport {
    const texts: Readonly<Record<FailureReason, string>> = {
      memory: `needs more memory than ${Math.round(this.memoryBytes / 1024 ** 2)} MiB (CLIP_MEMORY_BYTES)`,
      time: `took longer than ${CLIP_SECONDS} s`,
      crash: `crashed its process (${detail})`,
    };
    const message = `The clip was extracted alone, because its shard had ended several workers. It ${texts[reason]}.`;
    return { status: 'failed', code: 'clip.decode_failed', message };
  }
}
