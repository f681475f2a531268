import type { Reporter, TestModule } from 'vitest/node';

/**
 * Names what was left out, before vitest's own summary. The reason stands in the names: a suite that cannot run here is
 * skipped under a name that says why.
 */
export class SkippedTestsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.relativeModuleId} > ${test.fullName}`),
    );
    if (names.length === 0) return;
    console.log(
      `\nLeft out on this machine (${names.length}):\n${names.map((name) => `  ${name}`).join('\n')}\n`,
    );
  }
}
