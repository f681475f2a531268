import { join } from 'node:path';
import { featureSetId, type TrainingReport } from '#libs/contracts';
import { describeChecks } from '#libs/corpus';
import { protocolReportOf, summarise, type Spread } from '#libs/evaluation';
import { EngineHost, splitRows, type TrainingSet } from '#libs/learning';
import { HELP, readOptions, type EvaluateOptions } from './evaluate/options.js';
import { compressionOf } from './evaluate/compression.js';
import { folderOf, type Evaluating } from './evaluate/evaluating.js';
import { threadsOf } from './evaluate/idle-threads.js';
import { planCompression, planOf, type PlannedRun } from './evaluate/plan.js';
import { Progress } from './evaluate/progress.js';
import { readCorpus } from './evaluate/read-corpus.js';
import { isDone, readReport, writeRun, writeWhole } from './evaluate/run-files.js';
import { runLab } from './run-lab.js';

await runLab(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(HELP);
  else await evaluate(options);
});

/** Runs a protocol: reads the corpus, plans and checks every split, and trains every run without a report. */
async function evaluate(options: EvaluateOptions): Promise<void> {
  const started = performance.now();
  const data = await readCorpus(options, options.definition);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  printCorpus(data, seconds);
  const plan = planOf(options, data);
  const training: Evaluating = { options, plan, data, parent: null };
  await trainAll(training);
  if (options.compress === null) return writeSummary(training);
  const smaller = planCompression(plan, options.compress, options.definition);
  const compressing: Evaluating = { options, plan: smaller, data, parent: plan };
  await trainAll(compressing);
  await writeSummary(compressing);
}

function printCorpus(data: TrainingSet, seconds: string): void {
  console.log(`${data.utterances.length} clips of ${data.labelNames.length} classes read in ${seconds} s`);
  for (const sentence of describeChecks(data.checks)) console.log(`note: ${sentence}`);
  for (const [code, count] of Object.entries(data.leftOut)) console.log(`left out: ${count} by ${code}`);
}

async function trainAll(evaluating: Evaluating): Promise<void> {
  const { options, plan } = evaluating;
  const waiting = plan.runs.filter((run) => !isDone(folderOf(options.out, plan, run)));
  console.log(`${plan.name}: ${plan.runs.length} trainings, ${waiting.length} without a report`);
  const progress = new Progress(waiting.length);
  const next = waiting.entries();
  await Promise.all(
    Array.from({ length: Math.min(options.jobs, waiting.length) }, async () => {
      const engine = await EngineHost.start(null, () => undefined); // if it dies, the training fails
      try {
        for (const [at, run] of next) {
          const threads = threadsOf(plan.recipe, at, waiting.length, options.jobs);
          await trainRun(engine, evaluating, run, threads, progress);
        }
      } finally {
        await engine.close();
      }
    }),
  );
}

async function trainRun(
  engine: EngineHost,
  evaluating: Evaluating,
  run: PlannedRun,
  threads: number,
  progress: Progress,
): Promise<void> {
  const { options, plan, data } = evaluating;
  const { features, shape, labels, labelNames } = data;
  const name = `fold ${run.fold} seed ${run.seed}`;
  const answer = await engine.train(
    {
      features,
      shape,
      labels,
      labelNames,
      featureSetId: featureSetId(options.definition),
      split: splitRows(data, run.split),
      recipe: plan.recipe,
      seed: run.seed,
      threads,
      resume: null,
      compression: await compressionOf(evaluating, run),
    },
    {
      signal: new AbortController().signal,
      onEpoch: (metrics) => {
        progress.epoch(name, metrics);
        return Promise.resolve('go-on');
      },
    },
  );
  const report = await writeRun(folderOf(options.out, plan, run), evaluating, run, answer, engine.engine);
  progress.finish(name, lineOf(report));
}

function lineOf({ test, trainingSeconds, bestEpoch }: TrainingReport): string {
  const { uar, accuracy } = test;
  return `UAR ${uar.toFixed(3)}  accuracy ${accuracy.toFixed(3)}  epoch ${bestEpoch}  ${trainingSeconds.toFixed(0)} s`;
}

/** Writes one report of all trainings next to their folder, and prints its figures. */
async function writeSummary(evaluating: Evaluating): Promise<void> {
  const { options, plan, data } = evaluating;
  const reports: TrainingReport[] = [];
  for (const run of plan.runs)
    reports.push(await readReport(folderOf(options.out, plan, run), evaluating, run));
  const asked = { ...options, name: plan.name, foldCount: plan.folds, labelMap: data.labelMap };
  const report = { ...protocolReportOf(asked, reports), dataHash: data.dataHash };
  const path = join(options.out, `${plan.name}.json`);
  await writeWhole(path, `${JSON.stringify(report)}\n`);
  const { uar, accuracy, macroF1 } = summarise(report);
  console.log(
    `UAR ${formatSpread(uar)}  accuracy ${formatSpread(accuracy)}  macro F1 ${formatSpread(macroF1)}`,
  );
  console.log(`Report: ${path}`);
}

function formatSpread({ mean, deviation, count }: Spread): string {
  return deviation === null
    ? mean.toFixed(3)
    : `${mean.toFixed(3)} ± ${deviation.toFixed(3)} (${count} seeds)`;
}
