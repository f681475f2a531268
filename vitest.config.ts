import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SkippedTestsReporter } from './test/support/skipped-tests.reporter.js';

// Vitest hands these on to Node, so `import` and `module` must not be forced: require() would get ES modules.
const conditions = ['serenade-source', 'node'];
const isCi = process.env['CI'] !== undefined;

export default defineConfig(({ mode }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['./test/support/listener-leaks.setup.ts'],
    env: { MATRIX: mode === 'matrix' ? 'whole' : 'quick' },
    globalSetup: ['./test/services/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most tests wait for services and processes: on two cores vitest itself would run one file at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: [new SkippedTestsReporter(), 'default', ...(isCi ? ['json'] : [])],
    ...(isCi ? { outputFile: { json: '.serenade/test-results.json' } } : {}),
  },
}));
