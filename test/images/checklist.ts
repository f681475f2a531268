/** Runs steps and prints one line for each, with the error of a failed one. */
export class Checklist {
  private readonly failures: string[] = [];
  private readonly startedAt = performance.now();

  /** Runs a step and prints its outcome. @returns the result; null if the step failed */
  async step<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    const startedAt = performance.now();
    try {
      const result = await work();
      console.log(`ok      ${name} (${secondsSince(startedAt)} s)`);
      return result;
    } catch (error) {
      console.log(`FAILED  ${name} (${secondsSince(startedAt)} s)\n${reasonOf(error)}`);
      this.failures.push(name);
      return null;
    }
  }

  /** Prints whether all steps passed, or else which failed. @returns the exit code: 0 if all passed */
  end(): number {
    const took = `${secondsSince(this.startedAt)} s`;
    if (this.failures.length === 0) console.log(`The images start and work (${took}).`);
    else console.log(`The images do not work (${took}). Failed: ${this.failures.join('; ')}.`);
    return this.failures.length === 0 ? 0 : 1;
  }
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}

/** Returns the error's message, with the last lines of a failed command's output. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.trim().split('\n');
  return lines
    .slice(-40)
    .map((line) => `        ${line}`)
    .join('\n');
}
