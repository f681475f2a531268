import { SerenadeError, type ErrorCode } from '#libs/contracts';
import { SandboxFailure, type FailureReason } from '../sandbox-failure.js';

/** The limits of a process that runs an embedding model, from EMBEDDING_MEMORY_BYTES and EMBEDDING_SECONDS. */
export interface EmbeddingLimits {
  readonly memoryBytes: number;
  readonly seconds: number;
}

const CODES: Readonly<Record<FailureReason, ErrorCode>> = {
  memory: 'embedding_model.out_of_memory',
  time: 'embedding_model.too_slow',
  crash: 'embedding_model.crashed',
};

/**
 * Converts the failure of a sandbox, or of an allocation in it, to an error that names the limit and its setting.
 * Returns other errors unchanged.
 */
export function describeFailure(error: unknown, { memoryBytes, seconds }: EmbeddingLimits): unknown {
  const isAllocation = error instanceof SerenadeError && error.code === CODES.memory;
  const failure = isAllocation ? new SandboxFailure('memory', error.message) : error;
  if (!(failure instanceof SandboxFailure)) return error;
  const { reason, detail } = failure;
  const texts: Readonly<Record<FailureReason, string>> = {
    memory: `The embedding model needs more memory than ${Math.round(memoryBytes / 1024 ** 2)} MiB. Use a smaller model or shorter clips, or raise EMBEDDING_MEMORY_BYTES.`,
    time: `The embedding model did not finish within ${seconds} s, so Serenade ended its process. Use a smaller model or shorter clips, or raise EMBEDDING_SECONDS.`,
    crash: `The embedding model crashed its process (${detail}).`,
  };
  return new SerenadeError(CODES[reason], texts[reason], {}, { cause: error });
}

/** Returns true for an error of `describeFailure`, which costs one request and leaves no process behind. */
export function isFailure(error: unknown): error is SerenadeError {
  return error instanceof SerenadeError && Object.values(CODES).includes(error.code);
}
