import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { EngineInfo, ScoringSummary, TrainingReport } from '#libs/contracts';
import { ROOT } from '../places.js';
import { confusionTable, evaluationTable, facts } from '../tables.js';

export function printEngine(engine: EngineInfo | null): void {
  if (engine === null) return;
  console.log(`engine     ${engine.name} ${engine.version} on ${engine.device}`);
  for (const { name, reason } of engine.passedOver) {
    const line = reason.split('\n')[0] ?? '';
    console.log(`           (not ${name}: ${line.length > 90 ? `${line.slice(0, 89)}…` : line})`);
  }
}

export function printEvaluation(report: TrainingReport): void {
  const { split, test, latency } = report;
  printHeading(
    `Evaluation on ${test.clips} test clips (split ${split.name}, seed ${split.seed}; trained on ${split.train})`,
  );
  console.log(evaluationTable(test));
  console.log('');
  console.log(confusionTable(report));
  console.log('');
  console.log(
    facts([
      [
        'model',
        `${report.parameters} parameters, from epoch ${report.bestEpoch} of ${report.history.length}`,
      ],
      ['latency, one clip', `${latency.perClipMsBatch1.toFixed(2)} ms without features`],
      ['latency, batches of 64', `${latency.perClipMsBatch64.toFixed(2)} ms per clip`],
    ]),
  );
}

export function printSummary(summary: ScoringSummary): void {
  const labels = Object.entries(summary.labels)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label} ${count}`);
  const { clips, scored, failed, ignored, audioSeconds } = summary;
  console.log('');
  console.log(`  ${scored} of ${clips} clips scored, ${failed} failed, ${ignored} other entries ignored;`);
  console.log(`  ${Math.round(audioSeconds)} s of speech: ${labels.join(', ')}`);
}

/** Prints the folders of the store that contain the results, with their files. */
export async function printFiles(store: string, folders: readonly string[]): Promise<void> {
  printHeading('Files');
  for (const folder of folders) {
    const path = join(store, folder);
    const files = (await readdir(path, { withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
    console.log(`  ${relative(ROOT, path)}/  ${files.join('  ')}`);
  }
}

export function printHeading(text: string): void {
  console.log(`\n${text}\n`);
}
