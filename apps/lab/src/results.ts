import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { protocolReport } from '#libs/contracts';
import { userPath } from '#libs/terminal';
import { writeWhole } from './evaluate/run-files.js';
import { documentsOf, readReports } from './results/documents.js';
import { runLab } from './run-lab.js';

const HELP = `Writes docs/results.md and its pictures from the reports in docs/reports.

  npm run results                     uses the reports in that folder
  npm run results -- --add FILE ...   first copies these reports of npm run evaluate to that folder
`;

const DOCS = 'docs';

await runLab(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      add: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  await mkdir(join(DOCS, 'reports'), { recursive: true });
  for (const file of [...values.add, ...positionals].map(userPath)) {
    const report = protocolReport.parse(JSON.parse(await readFile(file, 'utf8')));
    await copyFile(file, join(DOCS, 'reports', `${report.name}.json`));
    console.log(`added ${basename(file)}: ${report.runs.length} trainings`);
  }
  for (const [path, content] of documentsOf(await readReports(join(DOCS, 'reports')))) {
    await writeWhole(join(DOCS, path), content);
    console.log(`wrote ${join(DOCS, path)}`);
  }
});
