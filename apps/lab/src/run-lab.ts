import { SerenadeError } from '#libs/contracts';
import { LabError } from './lab-error.js';

/** Runs a program. For a known error it prints the message and code, and sets exit code 1. */
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
