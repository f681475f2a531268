/** What ended a sandbox: its code crashed, or it exceeded a limit, or it broke the protocol. */
export type FailureReason = 'crash' | 'memory' | 'time';

/** Reports that a sandbox ended before it replied. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure';

  /** @param detail for a crash, the signal or exit code */
  constructor(
    readonly reason: FailureReason,
    readonly detail: string,
  ) {
    super(`The sandbox ended (${reason}): ${detail}`);
  }
}

/** A sandbox writes this line to its standard error before it ends itself for its memory. */
export const MEMORY_MARK = 'serenade: the memory limit is reached';

/** Lines that V8 and the C++ library write when they run out of memory and abort. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|allocation failed/i;

/** Finds the reason of an exit that the parent did not cause. */
export function explainExit(code: number | null, signal: string | null, errors: string): SandboxFailure {
  if (errors.includes(MEMORY_MARK) || OUT_OF_MEMORY.test(errors))
    return new SandboxFailure('memory', 'the memory limit is reached');
  if (signal === 'SIGKILL')
    return new SandboxFailure('crash', 'SIGKILL, which the system also sends when its memory is full');
  return new SandboxFailure('crash', signal ?? `exit code ${code}`);
}
