/**
 * Compares Serenade with ffmpeg on hundreds of files: codecs, containers, rates, channels and quirks. Each file must have
 * the same duration within one packet and the same sound: a correlation above 0.999 for lossless codecs, and above 0.99
 * after alignment for the others.
 *
 *   npm run check:inputs [-- --only opus] [--keep FOLDER]
 *
 * The last line is one JSON object. The exit code is 1 if a file differs that `EXCEPTIONS` does not list.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeClip } from '../../libs/audio/src/decode.js';
import { openClip } from '../../libs/audio/src/open-clip.js';
import { compareSignals } from './compare.js';
import { decodeWithFfmpeg, encodeInput, writeSource } from './make-inputs.js';
import { EXCEPTIONS, listCases, type InputCase } from './matrix.js';

const LEAST_LOSSLESS = 0.999;
const LEAST_LOSSY = 0.99;
const AT_ONCE = 2;

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, keep: { type: 'string' } },
});
const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'serenade-inputs-')));
await mkdir(folder, { recursive: true });

interface Outcome {
  readonly input: InputCase;
  /** Null if both decoders agree. */
  readonly fault: string | null;
  readonly lag: number;
}

async function check(input: InputCase, number: number): Promise<Outcome> {
  const { rate, channels, isLossless, frame } = input;
  const source = join(folder, `source-${rate}-${channels}.f32`);
  const path = join(folder, `${number}.${input.container}`);
  try {
    await encodeInput(source, path, input);
    const theirs = await decodeWithFfmpeg(path, channels);
    const ours = await decodeClip(openClip(await readFile(path)), { channels: 'each' });
    const { frames, correlation, lag } = compareSignals(ours.signals, theirs, !isLossless);
    const least = isLossless ? LEAST_LOSSLESS : LEAST_LOSSY;
    const faults = [
      ours.signals.length === channels ? '' : `${ours.signals.length} channels`,
      Math.abs(frames) <= frame ? '' : `${frames} samples longer`,
      correlation >= least ? '' : `correlation ${correlation.toFixed(4)}`,
    ].filter((text) => text !== '');
    return { input, fault: faults.length === 0 ? null : faults.join(', '), lag };
  } catch (error) {
    return { input, fault: String(error).split('\n').slice(0, 3).join(' '), lag: 0 };
  } finally {
    if (options.keep === undefined) await rm(path, { force: true });
  }
}

const cases = listCases().filter(({ id }) => id.includes(options.only));
for (const key of new Set(cases.map(({ rate, channels }) => `${rate}-${channels}`))) {
  const [rate = 0, channels = 0] = key.split('-').map(Number);
  await writeSource(join(folder, `source-${key}.f32`), rate, channels);
}
const outcomes: Outcome[] = [];
let next = 0;
const work = async () => {
  for (let at = next++; at < cases.length; at = next++) {
    const input = cases[at];
    if (input !== undefined) outcomes[at] = await check(input, at);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, work));
if (options.keep === undefined) await rm(folder, { recursive: true, force: true });

console.log('| codec | container | files | equal | lags (samples) |\n|---|---|---|---|---|');
const rows = new Map<string, Outcome[]>();
for (const outcome of outcomes) {
  const [name = ''] = outcome.input.id.split(',');
  rows.set(name, [...(rows.get(name) ?? []), outcome]);
}
for (const [name, group] of rows) {
  const equal = group.filter(({ fault }) => fault === null).length;
  const lags = [...new Set(group.map(({ lag }) => lag))].sort((a, b) => a - b).join(', ');
  console.log(`| ${name.replace(' in ', ' | ')} | ${group.length} | ${equal} | ${lags} |`);
}
const different = outcomes.filter(({ fault }) => fault !== null);
for (const { input, fault } of different)
  console.log(
    `- ${input.id}: ${fault ?? ''}${input.id in EXCEPTIONS ? ` (${EXCEPTIONS[input.id] ?? ''})` : ''}`,
  );
const unexplained = different.filter(({ input }) => !(input.id in EXCEPTIONS)).length;
console.log(
  JSON.stringify({ files: outcomes.length, equal: outcomes.length - different.length, unexplained }),
);
if (unexplained > 0) process.exitCode = 1;
