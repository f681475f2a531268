import { ApiError } from '#libs/client';
import { watchInterruption } from './interruption.js';
import { LocalError, messageOf } from './local-error.js';

/** Runs a program: exit code 0, or that of the error with a clear sentence, or 130 when it was interrupted. */
export async function runProgram(program: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const signal = watchInterruption();
  try {
    await program(signal);
  } catch (error) {
    console.error(`\n${messageOf(signal.aborted ? signal.reason : error)}`);
    // A defect in Serenade, not something that the user can fix.
    if (
      !signal.aborted &&
      !(error instanceof LocalError || error instanceof ApiError) &&
      error instanceof Error
    )
      console.error(error.stack);
    const code = error instanceof LocalError ? error.exitCode : 1;
    process.exit(signal.aborted ? 130 : code);
  }
  process.exit(0);
}
