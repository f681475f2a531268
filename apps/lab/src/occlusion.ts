import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SerenadeError, featureSetDefinition, type FeatureSetDefinition } from '#libs/contracts';
import { loadModel, measureOcclusion, selectEngine, type Model } from '#libs/model';
import { occlusionPicture } from '#libs/report';
import { userPath } from '#libs/terminal';
import { openExtractor } from './evaluate/read-corpus.js';
import { writeWhole } from './evaluate/run-files.js';
import { LabError } from './lab-error.js';
import { runLab } from './run-lab.js';

const HELP = `Draws which parts of a clip decide the model's prediction: it hides one stretch of time or one group of coefficients
after another and measures how much the probability of the label falls.

  npm run occlusion -- --clip FILE --out FILE.svg

  --clip FILE      the recording
  --model DIR      the folder of a training by npm run evaluate; default: models/starter
  --out FILE       the picture; default: occlusion.svg
  --windows N      number of stretches of time; default: 20
  --bands N        number of groups of coefficients; default: 10
`;

await runLab(async () => {
  const { values } = parseArgs({
    options: {
      clip: { type: 'string' },
      model: { type: 'string' },
      out: { type: 'string', default: 'occlusion.svg' },
      windows: { type: 'string', default: '20' },
      bands: { type: 'string', default: '10' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.clip === undefined) throw new LabError(`--clip is missing.\n\n${HELP}`);
  const folder = values.model === undefined ? join('models', 'starter') : userPath(values.model);
  const { model, definition } = await readModel(folder);
  const clip = await featuresOf(userPath(values.clip), definition);
  const { tf } = await selectEngine();
  const options = { windows: count('--windows', values.windows), bands: count('--bands', values.bands) };
  const map = await measureOcclusion(tf, model, clip, options);
  const label = model.labels[map.winner] ?? '';
  const out = userPath(values.out);
  await writeWhole(out, occlusionPicture(label, map));
  const at = map.overTime.indexOf(Math.max(...map.overTime));
  const drop = (map.overTime[at] ?? 0).toFixed(3);
  console.log(
    `${label}, ${map.probability.toFixed(3)}; window ${at + 1} of ${map.windows} hidden: ${drop} less`,
  );
  console.log(`wrote ${out}`);
});

/** Reads the model and feature set of a training's folder, or of the starter model. */
async function readModel(folder: string): Promise<{ model: Model; definition: FeatureSetDefinition }> {
  const about = ['card.json', 'report.json']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (about === undefined)
    throw new LabError(`${folder} contains no model: card.json and report.json are missing.`);
  const known = z
    .object({ featureSet: featureSetDefinition })
    .parse(JSON.parse(await readFile(about, 'utf8')));
  const json = await readFile(join(folder, 'model.json'));
  const weights = await readFile(join(folder, 'weights.bin'));
  return { model: loadModel({ json, weights }), definition: known.featureSet };
}

async function featuresOf(path: string, definition: FeatureSetDefinition): Promise<Float32Array> {
  const extractor = openExtractor(definition);
  const report = await extractor.extract(await readFile(path));
  if (report.status === 'failed') throw new SerenadeError(report.code, report.message);
  const [features, ...others] = extractor.rows;
  if (features !== undefined && others.length === 0) return features;
  throw new LabError(
    `The model cuts ${path} into ${extractor.rows.length} segments or channels. An occlusion picture can show only one.`,
  );
}

function count(option: string, value: string): number {
  const parsed = Number(value);
  if (Number.isInteger(parsed) && parsed >= 1 && parsed <= 200) return parsed;
  throw new LabError(`${option} takes a whole number from 1 to 200, not "${value}".`);
}
