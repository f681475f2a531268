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
import { writeWhole } from './evaluate/run-files.js';
import { LabError } from './lab-error.js';
import { domainOfTraining } from './training-part.js';
import { runLab } from './run-lab.js';
import { userPath } from './user-path.js';

const HELP = `Makes models/starter, the model that every Serenade offers, of one training that npm run evaluate did.

  npm run starter-model -- --from DIR    the folder of the training: fold-N-seed-N below the evaluation's
  npm run starter-model -- --domain DIR  measures what the clips that it was trained on are like, and writes that into its
                                         card alone; DIR holds the whole corpus
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
    console.log(`wrote ${path}: what ${domain.clips} clips are like`);
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

/** Builds the card. The starter was not trained in a service, so names replace the ids of its run and archive. */
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
