import { fork } from 'node:child_process';
import { SerenadeError } from '#libs/contracts';
import { THREAD_ARGV, emptyFolder, threadEntry } from '#libs/runtime';
import type { CheckAnswer, CheckTask } from './check-embedding.process.js';

/** A large model is loaded and run within some seconds. */
const MOST_MS = 120_000;

/**
 * Loads a model in a separate process and runs it on a second of noise. The process starts in an empty folder and
 * inherits none of the API's secrets from the environment.
 *
 * The process is separate because onnxruntime reads untrusted bytes in native code and holds a model twice while it
 * loads. A crash must not end the API.
 *
 * @returns the dimensions of its embeddings
 * @throws SerenadeError `embedding_model.unsafe`, `embedding_model.invalid`
 */
export async function checkEmbedding(task: CheckTask): Promise<number> {
  await using folder = await emptyFolder();
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
      resolve({ message: 'The model ended the process that tried it, or took too long.' }),
    );
    child.send(task);
  });
  if ('dimensions' in answer) return answer.dimensions;
  const isUnsafe = answer.code === 'embedding_model.unsafe';
  throw new SerenadeError(isUnsafe ? answer.code : 'embedding_model.invalid', answer.message);
}

/** All that the process needs: the certificates of a private store, and no telemetry of onnxruntime. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, ORT_DISABLE_TELEMETRY = '1' } = process.env;
  return { ORT_DISABLE_TELEMETRY, ...(NODE_EXTRA_CA_CERTS === undefined ? {} : { NODE_EXTRA_CA_CERTS }) };
}
