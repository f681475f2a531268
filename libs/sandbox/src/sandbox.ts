import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { SerenadeError, isErrorCode, type ErrorCode } from '#libs/contracts';
import { createEmptyFolder } from '#libs/runtime';
import { encodeHeader, readFrames, type Frame } from './frames.js';
import { SandboxFailure, explainExit } from './sandbox-failure.js';
import { spawnLimited } from './spawn-limited.js';

export interface SandboxLimits {
  readonly memoryBytes: number;
  /** The wall-clock time of one call, without the time that its body takes to arrive. */
  readonly callMs: number;
  /** The size of the largest reply. The process is not trusted to keep it small. */
  readonly maxReplyBytes: number;
}

/** The bytes that follow a request. */
export interface RequestBody {
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const KEPT_ERROR_CHARACTERS = 4_000;

const errorSchema = z.object({ code: z.custom<ErrorCode>(isErrorCode), message: z.string() });

/**
 * A process that runs code of strangers, such as an ONNX model in onnxruntime, within limits. It answers one call at a
 * time. After a failure it is over, and its owner starts another one.
 */
export class Sandbox implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #pipe: Socket;
  readonly #replies: AsyncGenerator<Frame, void, undefined>;
  readonly #ended: Promise<SandboxFailure>;
  #failure: SandboxFailure | null = null;
  #isOver = false;

  /** @param entry the compiled module that calls `serve` */
  static async start(entry: string, limits: SandboxLimits): Promise<Sandbox> {
    const folder = await createEmptyFolder();
    await chmod(folder.path, 0o500);
    return new Sandbox(spawnLimited(entry, folder.path, limits.memoryBytes), limits, folder);
  }

  private constructor(
    child: ChildProcess,
    private readonly limits: SandboxLimits,
    folder: AsyncDisposable,
  ) {
    this.#child = child;
    this.#pipe = child.stdio[3] as Socket;
    this.#pipe.on('error', () => undefined); // the exit of the process reports the reason
    this.#replies = readFrames(this.#pipe, limits.maxReplyBytes);
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-KEPT_ERROR_CHARACTERS);
    });
    this.#ended = new Promise((resolve) => {
      const end = (failure: SandboxFailure): void => {
        this.#isOver = true;
        this.#pipe.destroy();
        void folder[Symbol.asyncDispose]();
        resolve(this.#failure ?? failure);
      };
      child.once('error', ({ message }) => end(new SandboxFailure('crash', message)));
      child.once('exit', () => this.#pipe.destroy()); // nobody else may read it to its end
      child.once('close', (code, signal) => end(explainExit(code, signal, errors)));
    });
  }

  /** True once the process has ended or is about to end. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param signal ends the process when it aborts
   * @throws SandboxFailure when the process crashes or exceeds a limit
   * @throws SerenadeError that the process replied, and the reason of the signal
   */
  async call(header: Frame['header'], body: Uint8Array | RequestBody, signal?: AbortSignal): Promise<Frame> {
    signal?.throwIfAborted();
    const onAbort = (): void => this.#kill(null);
    signal?.addEventListener('abort', onAbort);
    const timer = setTimeout(() => {
      this.#kill(new SandboxFailure('time', `no reply within ${this.limits.callMs} ms`));
    }, this.limits.callMs);
    try {
      const exchange = this.#exchange(header, body, timer);
      const failed = this.#ended.then((failure): never => {
        throw failure;
      });
      return await Promise.race([exchange, failed]);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof SerenadeError) throw error;
      this.#kill(null);
      throw error instanceof SandboxFailure ? error : await this.#ended;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill(null);
    await this.#ended;
  }

  async #exchange(
    header: Frame['header'],
    body: Uint8Array | RequestBody,
    timer: NodeJS.Timeout,
  ): Promise<Frame> {
    const { bytes, chunks } = body instanceof Uint8Array ? { bytes: body.length, chunks: [body] } : body;
    this.#pipe.write(encodeHeader(header, bytes));
    try {
      for await (const chunk of chunks) {
        if (this.#isOver) break;
        if (!this.#pipe.write(chunk)) await Promise.race([once(this.#pipe, 'drain'), this.#ended]);
        timer.refresh();
      }
    } catch (error) {
      this.#kill(null); // the process still waits for the rest
      throw error;
    }
    const { value } = await this.#replies.next();
    if (value === undefined) throw new Error('The sandbox closed its pipe.');
    const { error } = value.header;
    if (error === undefined) return value;
    const { code, message } = errorSchema.parse(error);
    throw new SerenadeError(code, message);
  }

  #kill(failure: SandboxFailure | null): void {
    this.#failure ??= failure;
    this.#isOver = true;
    this.#child.kill('SIGKILL');
  }
}
