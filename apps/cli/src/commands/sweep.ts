import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { setTimeout as sleep } from 'node:timers/promises';
import { CORPUS_NAMES, idPattern, type SweepRange, type SweepView } from '#libs/contracts';
import { SOURCE_HELP, readLabels, resolveArchiveId } from '../archive-source.js';
import { CliError, EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { createSession, type Session } from '../session.js';

const SWEEP_ID = idPattern('sweep');
const LOOK_EVERY_MS = 2_000;

type Ranges = Readonly<Record<string, SweepRange>>;

export function addSweep(program: Command): void {
  program
    .command('sweep')
    .description('trains a recipe with values drawn from ranges, or shows a sweep')
    .argument('<archive>', 'id of a sweep to show; or an archive id, a zip file or a folder')
    .option('--corpus <corpus>', `how labels are read: ${CORPUS_NAMES.join(', ')}`, 'folder')
    .option('--table <file>', `${SOURCE_HELP.table}; ${SOURCE_HELP.labels}`)
    .option('--recipe <recipe>', "recipe to vary; default: the API's")
    .option('--protocol <split>', 'how clips are split; default: P0')
    .option('--feature-set <name>', "feature set; default: the API's")
    .option(
      '--range <key=range>',
      'range of a key, such as units=32,64 or learningRate.peak=1e-4..1e-2:log; repeatable',
      addRange,
    )
    .option('--runs <n>', 'number of configurations; default: 16', parseCount)
    .option('--epochs <n>', "epochs of the longest training; default: the recipe's", parseCount)
    .option('--minutes <n>', 'time limit of each training', Number)
    .option(
      '--halving <factor>',
      'successive halving: keep 1 in <factor> and train it <factor> times longer; default: off',
      parseCount,
    )
    .option('--wait', 'wait for the sweep to end')
    .addHelpText(
      'after',
      '\nExample:\n  serenade sweep ravdess.zip --corpus ravdess-speech --range learningRate.peak=1e-4..1e-2:log --halving 3 --wait',
    )
    .action(async (archive, { range, halving, protocol, wait, corpus, table: file, ...asked }, command) => {
      const session = await createSession(command);
      const { api, out } = session;
      if (SWEEP_ID.test(archive)) {
        const found = await findSweep(session, archive);
        out.result(found, () => sweepText(found));
        return;
      }
      if (range === undefined)
        throw new CliError('A sweep needs at least one --range, such as --range units=32,64.', EXIT.usage);
      const labels = await readLabels(corpus, file);
      const selection = labels === undefined ? file : undefined;
      const source = { from: archive, urls: undefined, table: selection };
      const archiveId = await resolveArchiveId(session, source);
      const all = { ...asked, table: labels, split: protocol };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      const strategy =
        halving === undefined ? {} : { strategy: { kind: 'halving' as const, factor: halving } };
      const body = { archiveId, corpus, ranges: range, ...given, ...strategy };
      const begun = await api.call('POST /v1/sweeps', { body });
      if (wait !== true) {
        out.result(begun, () => begun.id);
        out.note(`\`serenade sweep ${begun.id}\` shows its progress.`);
        return;
      }
      out.note(begun.id);
      const ended = await waitForSweep(session, begun.id);
      out.result(ended, () => sweepText(ended));
      if (ended.state !== 'completed')
        throw new CliError(`The sweep ended as ${ended.state}.`, EXIT.runFailed);
    });
}

async function findSweep({ api }: Session, id: string): Promise<SweepView> {
  return api.call('GET /v1/sweeps/{id}', { params: { id } });
}

async function waitForSweep(session: Session, id: string): Promise<SweepView> {
  for (;;) {
    const sweep = await findSweep(session, id);
    if (sweep.state !== 'running') return sweep;
    await sleep(LOOK_EVERY_MS);
  }
}

function sweepText({ id, state, plan, trials }: SweepView): string {
  const rungs = plan.map(({ runs, epochs }) => `${runs} of ${epochs} epochs`).join(', ');
  const rows = trials.map((trial) => [
    trial.runId,
    trial.rung + 1,
    trial.state,
    trial.validationUar?.toFixed(3) ?? null,
    trial.modelId,
    Object.entries(trial.values)
      .map(
        ([key, value]) =>
          `${key}=${typeof value === 'number' ? Number(value.toPrecision(4)) : JSON.stringify(value)}`,
      )
      .join(' '),
  ]);
  return `${id}: ${state} (${rungs})\n\n${table(['run', 'rung', 'state', 'validation UAR', 'model', 'drawn'], rows)}`;
}

/** Parses `units=32,64` or `learningRate.peak=1e-4..1e-2:log` and adds it to the earlier ranges. */
function addRange(text: string, before: Ranges = {}): Ranges {
  const [, key = '', rest = ''] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  const [, low, high, scale] = /^([-+.\de]+)\.\.([-+.\de]+?)(?::(log|linear))?$/.exec(rest) ?? [];
  if (key === '')
    throw new InvalidArgumentError(
      'Expected a range such as units=32,64 or learningRate.peak=1e-4..1e-2:log.',
    );
  if (low === undefined || high === undefined)
    return { ...before, [key]: { values: rest.split(',').map(parseValue) } };
  const whole = /^-?\d+$/.test(low) && /^-?\d+$/.test(high);
  const ends = { low: Number(low), high: Number(high), whole };
  return { ...before, [key]: { ...ends, scale: scale === 'log' ? 'log' : 'linear' } };
}

function parseValue(text: string): string | number | boolean | null {
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  if (Object.hasOwn(words, text)) return words[text] ?? null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('Expected a whole number of at least 1.');
}
