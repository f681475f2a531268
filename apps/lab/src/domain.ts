import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelCard, type ModelCard } from '#libs/contracts';
import { loadModel } from '#libs/model';
import { userPath } from '#libs/terminal';
import { CONDITIONS } from './domain/conditions.js';
import { TestPart, type Outcome } from './domain/test-part.js';
import { LabError } from './lab-error.js';
import { runLab } from './run-lab.js';

const HELP = `Shows how the domain grade and the accuracy change together. It scores a model's test clips as recorded and after each of
several changes, such as added noise, and prints a table.

  npm run domain -- --data DIR

  --data DIR       the whole corpus that the model's card names
  --model DIR      a model with its card.json; default: models/starter
`;

await runLab(async () => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      model: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.data === undefined) throw new LabError(`--data is missing.\n\n${HELP}`);
  const folder = values.model === undefined ? join('models', 'starter') : userPath(values.model);
  const read = (file: string) => readFile(join(folder, file));
  const card = modelCard.parse(JSON.parse((await read('card.json')).toString()));
  const model = loadModel({ json: await read('model.json'), weights: await read('weights.bin') });
  const part = await TestPart.open(card, model, userPath(values.data));
  console.log('| test clips | grade | UAR | uncertain | accuracy of the others |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const [name, change] of Object.entries(CONDITIONS))
    console.log(rowOf(name, await part.outcome(change), card));
});

function rowOf(
  name: string,
  { note, uar, uncertain, accuracyOfOthers }: Outcome,
  { test }: ModelCard,
): string {
  const percent = (share: number | null) => (share === null ? '' : `${(100 * share).toFixed(0)} %`);
  const change =
    test === null ? '' : ` (${uar >= test.uar ? '+' : ''}${(100 * (uar - test.uar)).toFixed(0)})`;
  return `| ${name} | ${note.grade ?? ''} | ${(100 * uar).toFixed(1)} %${change} | ${percent(uncertain)} | ${percent(accuracyOfOthers)} |`;
}
