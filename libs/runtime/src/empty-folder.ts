import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder that is deleted when its holder is disposed. */
export interface EmptyFolder extends AsyncDisposable {
  readonly path: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Creates an empty working directory for a process that runs native code on uploaded bytes, so that relative paths in
 * them lead nowhere.
 */
export async function createEmptyFolder(): Promise<EmptyFolder> {
  const path = await mkdtemp(join(tmpdir(), 'serenade-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
