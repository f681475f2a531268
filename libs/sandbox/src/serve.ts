import { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { asSerenadeError } from '#libs/contracts';
import type { GuardSettings } from './guard.thread.js';
import { encodeHeader, readFrames, type Frame } from './frames.js';

const PARENT_FD = 3;

/** Answers the frames of the parent one after the other, until the parent closes the pipe. Runs inside a sandbox. */
export async function serve(handle: (request: Frame) => Promise<Partial<Frame>>): Promise<void> {
  const settings: GuardSettings = { memoryBytes: Number(process.argv[2]), parent: process.ppid };
  // Without limits, V8 reserves half a gigabyte for the code of the thread.
  const resourceLimits = { codeRangeSizeMb: 16, maxOldGenerationSizeMb: 32 };
  new Worker(new URL('./guard.thread.js', import.meta.url), { workerData: settings, resourceLimits });
  const pipe = new Socket({ fd: PARENT_FD, readable: true, writable: true });
  for await (const request of readFrames(pipe)) {
    const { header = {}, body = new Uint8Array(0) } = await handle(request).catch(describeError);
    pipe.write(encodeHeader(header, body.length));
    pipe.write(body);
  }
  process.exit();
}

function describeError(error: unknown): Partial<Frame> {
  const { code, message } = asSerenadeError(error);
  return { header: { error: { code, message: message.slice(0, 2_000) } } };
}
