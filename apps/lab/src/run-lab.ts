import { SerenadeError } from '#libs/contracts';
import { LabError } from './lab-error.js';

/** Runs a program and sets exit code 1 if it fails. A known error prints its message and code, not a stack trace. */
export async function runLab(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    const isKnown = error instanceof LabError || error instanceof SerenadeError;
    console.error(isKnown ? error.message : error);
    if (error instanceof SerenadeError) console.error(`code: ${error.code}`);
    process.exitCode = 1;
  }
}
