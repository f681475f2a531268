import { InvalidArgumentError, type Command } from '@commander-js/extra-typings';
import { setTimeout as sleep } from 'node:timers/promises';
import { CORPUS_NAMES, idPattern, type SweepRange } from '#libs/contracts';
import { answered, type paths } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { sessionOf, type Session } from '../session.js';
import { uploadPath } from '../upload-path.js';

const ARCHIVE_ID = idPattern('archive');
const SWEEP_ID = idPattern('sweep');
const LOOK_EVERY_MS = 2_000;

type Sweep = paths['/v1/sweeps/{id}']['get']['responses'][200]['content']['application/json'];
type Ranges = Readonly<Record<string, SweepRange>>;

export function addSweep(program: Command): void {
  program
    .command('sweep')
    .description('trains a recipe with keys drawn from ranges; or shows a sweep')
    .argument('<archive>', 'id of a sweep to show; or of an archive, a zip file or a folder')
    .option('--corpus <corpus>', `how its labels are read: ${CORPUS_NAMES.join(', ')}`, 'folder')
    .option('--recipe <recipe>', "what is varied; default: the API's")
    .option('--protocol <split>', 'how it is split; default: P0')
    .option('--feature-set <name>', "default: the API's")
    .option('--range <key=range>', 'units=32,64 or learningRate.peak=1e-4..1e-2:log; repeat it', ranges)
    .option('--runs <n>', 'configurations; default: 16', whole)
    .option('--epochs <n>', "of the longest training; default: the recipe's", whole)
    .option('--minutes <n>', 'most that each training may take', Number)
    .option('--halving <factor>', 'one of so many goes on, so many times as long; default: none', whole)
    .option('--wait', 'until it is over')
    .addHelpText(
      'after',
      '\nExample:\n  serenade sweep ravdess.zip --corpus ravdess-speech --range learningRate.peak=1e-4..1e-2:log --halving 3 --wait',
    )
    .action(async (archive, { range, halving, protocol, wait, corpus, ...asked }, command) => {
      const session = await sessionOf(command);
      const { api, out } = session;
      if (SWEEP_ID.test(archive)) {
        const found = await find(session, archive);
        out.result(found, () => sweepText(found));
        return;
      }
      if (range === undefined) throw new CliError('--range says what is varied.', EXIT.usage);
      const archiveId = ARCHIVE_ID.test(archive) ? archive : (await uploadPath(session, archive)).id;
      const all = { ...asked, split: protocol };
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      const strategy =
        halving === undefined ? {} : { strategy: { kind: 'halving' as const, factor: halving } };
      const body = { archiveId, corpus, ranges: range, ...given, ...strategy };
      const begun = await answered(api.POST('/v1/sweeps', { body }));
      if (wait !== true) {
        out.result(begun, () => begun.id);
        out.note(`\`serenade sweep ${begun.id}\` shows how it goes on.`);
        return;
      }
      out.note(begun.id);
      const ended = await untilOver(session, begun.id);
      out.result(ended, () => sweepText(ended));
      if (ended.state !== 'completed') throw new CliError(`The sweep is ${ended.state}.`, EXIT.runFailed);
    });
}

async function find({ api }: Session, id: string): Promise<Sweep> {
  return answered(api.GET('/v1/sweeps/{id}', { params: { path: { id } } }));
}

async function untilOver(session: Session, id: string): Promise<Sweep> {
  for (;;) {
    const sweep = await find(session, id);
    if (sweep.state !== 'running') return sweep;
    await sleep(LOOK_EVERY_MS);
  }
}

function sweepText({ id, state, plan, trials }: Sweep): string {
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

/** `units=32,64` or `learningRate.peak=1e-4..1e-2:log`. */
function ranges(text: string, before: Ranges = {}): Ranges {
  const [, key = '', rest = ''] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  const [, low, high, scale] = /^([-+.\de]+)\.\.([-+.\de]+?)(?::(log|linear))?$/.exec(rest) ?? [];
  if (key === '') throw new InvalidArgumentError('such as units=32,64 or learningRate.peak=1e-4..1e-2:log');
  if (low === undefined || high === undefined)
    return { ...before, [key]: { values: rest.split(',').map(valueOf) } };
  const whole = /^-?\d+$/.test(low) && /^-?\d+$/.test(high);
  const ends = { low: Number(low), high: Number(high), whole };
  return { ...before, [key]: { ...ends, scale: scale === 'log' ? 'log' : 'linear' } };
}

function valueOf(text: string): string | number | boolean | null {
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  if (Object.hasOwn(words, text)) return words[text] ?? null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function whole(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('a whole number is wanted');
}
