import { ApiError } from '#libs/client';
import { watchInterruption } from './interruption.js';
import { LocalError, messageOf } from './local-error.js';

/** Runs a program and exits: with 0, with the error's exit code after its message, or with 130 after an interruption. */
export async function runProgram(program: (signal: AbortSignal) => Promise<void>): Promise<never> {
  const signal = watchInterruption();
  try {
    await program(signal);
  } catch (error) {
    console.error(`\n${messageOf(signal.aborted ? signal.reason : error)}`);
    // Any other error is a defect in Serenade, whose report needs the stack trace.
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
