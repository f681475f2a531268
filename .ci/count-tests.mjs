// @ts-check
// Prints `N passed, N failed[, N skipped]` from Vitest's JSON report. Exits with 1 unless tests ran and all of them passed.
import { existsSync, readFileSync } from 'node:fs';

const file = process.argv[2] ?? '';
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;

const passed = report?.numPassedTests ?? 0;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
// A file that could not be loaded contains no failed test. It counts as one failure.
const brokenFiles = (report?.testResults ?? []).filter(
  (/** @type {{ status: string, assertionResults: { status: string }[] }} */ result) =>
    result.status === 'failed' && result.assertionResults.every(({ status }) => status !== 'failed'),
).length;
const isComplete = report !== null && (report.success === true || report.numFailedTests + brokenFiles > 0);
const failed = (report?.numFailedTests ?? 0) + brokenFiles + (isComplete ? 0 : 1);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
