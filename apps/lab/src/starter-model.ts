import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  EVERYBODY,
  featureSetNameOf,
  modelCard,
  newId,
  sha256Hex,
  trainingReport,
  type ModelCard,
  type TrainingReport,
} from '#libs/contracts';
import { buildModelCard, nameModel } from '#libs/learning';
import { exportOnnx, loadModel } from '#libs/model';
import { userPath } from '#libs/terminal';
import { writeWhole } from './evaluate/run-files.js';
import { LabError } from './lab-error.js';
import { domainOfTraining } from './training-part.js';
import { runLab } from './run-lab.js';

const HELP = `Creates models/starter, the model that comes with Serenade, from one training of npm run evaluate.

  npm run starter-model -- --from DIR    copies the model of a training; DIR is a folder fold-N-seed-N of the evaluation
  npm run starter-model -- --domain DIR  measures the training clips and writes the result to the model's card, for the
                                         domain grade; DIR contains the whole corpus
`;

const TO = join('models', 'starter');
const INTENDED_USE =
  'Research, and a first look at an archive. It has heard acted North American English alone. The label says how a ' +
  'listener would name the emotion in a voice, not what a person feels. Not for emotion inference at work or in ' +
  'education, which the EU AI Act (Article 5) forbids.';

await runLab(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      domain: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.domain !== undefined) {
    const path = join(TO, 'card.json');
    const known = modelCard.parse(JSON.parse(await readFile(path, 'utf8')));
    const domain = await domainOfTraining(known, userPath(values.domain));
    await writeCard({ ...known, domain });
    console.log(`wrote ${path}: measured ${domain.clips} training clips`);
    return;
  }
  if (values.from === undefined) throw new LabError(`--from is missing.\n\n${HELP}`);
  const from = userPath(values.from);
  const read = (file: string) => readFile(join(from, file));
  const [json, weights] = await Promise.all([read('model.json'), read('weights.bin')]);
  const onnx = exportOnnx(loadModel({ json, weights }));
  const report = trainingReport.parse(JSON.parse(await readFile(join(from, 'report.json'), 'utf8')));
  const card = starterCard(report, weights);
  await mkdir(TO, { recursive: true });
  await writeWhole(join(TO, 'model.json'), json);
  await writeWhole(join(TO, 'weights.bin'), weights);
  await writeWhole(join(TO, 'model.onnx'), onnx);
  await writeCard(card);
  console.log(`wrote ${TO}: ${card.id}, version ${card.version}, ${card.parameters} parameters`);
});

function writeCard(card: ModelCard): Promise<void> {
  return writeWhole(join(TO, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}

/** Builds the card. The model was trained outside a service, so names replace the ids of its run and archive. */
function starterCard(report: TrainingReport, weights: Uint8Array): ModelCard {
  return buildModelCard(report, {
    id: newId('model'),
    owner: EVERYBODY,
    name: `starter: ${nameModel(report)}`,
    trainingRunId: report.runId,
    archiveId: report.corpus,
    featureSetName: featureSetNameOf(report.featureSetId),
    weightsSha256: sha256Hex(weights),
    dataHash: report.split.hash, // names every clip by its content
    intendedUse: INTENDED_USE,
  });
}
