import type { Reporter, TestModule } from 'vitest/node';

/**
 * Lists the skipped suites before vitest's own summary. The name of a skipped suite contains the reason.
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
