import { join } from 'node:path';
import {
  asSerenadeError,
  featureSetId,
  featureSetNamed,
  SerenadeError,
  type TrainingReport,
} from '#libs/contracts';
import { HELP, readOptions, type EvaluateOptions } from './evaluate/options.js';
import { planOf, type Plan, type PlannedRun } from './evaluate/plan.js';
import { Progress } from './evaluate/progress.js';
import { readCorpus, type LabCorpus } from './evaluate/read-corpus.js';
import { folderOf, isDone, writeRun } from './evaluate/run-files.js';
import { Trainer } from './evaluate/trainer.js';
import { LabError } from './lab-error.js';

/** Runs a protocol: reads the corpus, plans and checks every split, trains what has no report yet. */
async function main(options: EvaluateOptions): Promise<void> {
  const started = performance.now();
  const { data: source, out, jobs } = options;
  const data = await readCorpus(source, featureSetNamed(options.featureSet));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${data.utterances.length} clips of ${data.labelNames.length} classes read in ${seconds} s`);
  for (const [code, count] of Object.entries(data.leftOut)) console.log(`left out: ${count} by ${code}`);
  const plan = planOf(options, data);
  const waiting = plan.runs.filter((run) => !isDone(folderOf(out, plan, run)));
  console.log(`${plan.name}: ${plan.runs.length} trainings, ${waiting.length} without a report`);
  const progress = new Progress(waiting.length);
  const next = waiting.values();
  await Promise.all(
    Array.from({ length: Math.min(jobs, waiting.length) }, async () => {
      await using trainer = new Trainer();
      for (const run of next) await trainRun(trainer, { options, plan, data }, run, progress);
    }),
  );
  console.log(`Reports are in ${join(out, plan.name)}`);
}

async function trainRun(
  trainer: Trainer,
  context: { options: EvaluateOptions; plan: Plan; data: LabCorpus },
  run: PlannedRun,
  progress: Progress,
): Promise<void> {
  const { options, plan, data } = context;
  const { features, shape, labels, labelNames } = data;
  const name = `fold ${run.fold} seed ${run.seed}`;
  const answer = await trainer.train(
    {
      features,
      shape,
      labels,
      labelNames,
      featureSetId: featureSetId(featureSetNamed(options.featureSet)),
      split: run.split,
      recipe: plan.recipe,
      seed: run.seed,
    },
    (metrics) => progress.epoch(name, metrics),
  );
  const report = await writeRun(folderOf(options.out, plan, run), context, run, answer);
  progress.finish(name, summaryOf(report));
}

function summaryOf({ test, trainingSeconds, bestEpoch }: TrainingReport): string {
  const { uar, accuracy } = test;
  return `UAR ${uar.toFixed(3)}  accuracy ${accuracy.toFixed(3)}  epoch ${bestEpoch}  ${trainingSeconds.toFixed(0)} s`;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(HELP);
  else await main(options);
} catch (error) {
  const known = error instanceof LabError || error instanceof SerenadeError;
  console.error(known ? error.message : error);
  if (error instanceof SerenadeError) console.error(`code: ${asSerenadeError(error).code}`);
  process.exitCode = 1;
}
