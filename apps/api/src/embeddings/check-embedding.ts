import { fork } from 'node:child_process';
import { SerenadeError, type ErrorCode } from '#libs/contracts';
import { THREAD_ARGV, createEmptyFolder, threadEntry } from '#libs/runtime';
import type { CheckAnswer, CheckTask } from './check-embedding.process.js';

/** Loading and running a large model takes a few seconds. */
const MOST_MS = 120_000;

/**
 * Loads a model in a separate process and runs it on a second of noise. The process starts in an empty folder and
 * inherits none of the API's secrets from the environment.
 *
 * The process is separate because onnxruntime reads untrusted bytes in native code and holds a model twice while it
 * loads. A crash must not end the API.
 *
 * @returns the dimensions of its embeddings
 * @throws SerenadeError `embedding_model.unsafe` or `embedding_model.invalid`; another code when the server is at fault
 */
export async function checkEmbedding(task: CheckTask): Promise<number> {
  await using folder = await createEmptyFolder();
  const child = fork(threadEntry(import.meta.url, 'check-embedding.process'), {
    execArgv: THREAD_ARGV,
    cwd: folder.path,
    env: environment(),
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const answer = await new Promise<CheckAnswer>((resolve) => {
    child.once('message', (said) => resolve(said as CheckAnswer));
    child.once('error', ({ message }) => resolve({ message }));
    child.once('exit', () =>
      resolve({ message: 'The model crashed the process that checked it, or took too long.' }),
    );
    child.send(task);
  });
  if ('dimensions' in answer) return answer.dimensions;
  throw new SerenadeError(codeOf(answer.code), answer.message);
}

/** Returns the variables that the process needs: the certificates of a private store, and no onnxruntime telemetry. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, ORT_DISABLE_TELEMETRY = '1' } = process.env;
  return { ORT_DISABLE_TELEMETRY, ...(NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }) };
}

/** A model is invalid if it cannot be read or run, or if it crashes its process, which then reports no code. */
function codeOf(code: ErrorCode | undefined): ErrorCode {
  const isFaultOfModel = code === undefined || code === 'model.corrupt' || code.startsWith('clip.');
  return isFaultOfModel ? 'embedding_model.invalid' : code;
}
