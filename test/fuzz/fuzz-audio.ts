/**
 * Feeds damaged clips of every codec to the decoder: random bytes, truncations, changed bytes and numbers, removed
 * stretches, joined clips. Each must produce finite samples or a coded error within a second, and memory must stay
 * below its limit.
 *
 *   npm run fuzz:audio [-- --inputs 100000] [--seed 1] [--lenient]
 *
 * The last line is one JSON object. If an input breaks a rule, its number and seed are printed and the exit code is 1.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSignals } from '#libs/audio';
import { SerenadeError, preprocessingSchema } from '#libs/contracts';
import { Random } from '#libs/random';
import { damageClip } from '../../libs/audio/src/testing/damage.js';

const FIXTURES = 'libs/audio/fixtures';
/** The limit for the CPU time of a clip. Wall-clock time would include other processes. */
const LIMIT_MS = 1000;
const RSS_CAP_MB = 500;
const REPORT_EVERY = 10_000;

const { values: options } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    lenient: { type: 'boolean', default: false },
  },
});
const inputs = Number(options.inputs);
const seed = Number(options.seed);
const preprocessing = options.lenient ? preprocessingSchema.parse({ lenient: true }) : undefined;

const clips = readdirSync(FIXTURES)
  .filter((name) => !name.endsWith('.sh'))
  .map((name) => readFileSync(`${FIXTURES}/${name}`));

async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    const { signals, peak, warning } = await readSignals(bytes, { preprocessing });
    const isFinite = Number.isFinite(peak) && signals.every((signal) => signal.every(Number.isFinite));
    if (!isFinite) return 'BROKEN: a sample is not finite';
    return warning === null ? 'decoded' : `warning ${warning.code}`;
  } catch (error) {
    const isCoded = error instanceof SerenadeError && error.code.startsWith('clip.');
    return isCoded ? error.code : `BROKEN: ${String(error)}`;
  }
}

const counts = new Map<string, number>();
const broken: string[] = [];
let slowestMs = 0;
let largestRssMb = 0;
const startedAt = performance.now();
for (let input = 0; input < inputs; input++) {
  // Each input has its own seed, so that it can be reproduced alone.
  const bytes = damageClip(clips, Random.seeded(seed, `clip ${input}`));
  const before = process.cpuUsage();
  const outcome = await outcomeOf(bytes);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  slowestMs = Math.max(slowestMs, cpuMs);
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (outcome.startsWith('BROKEN')) broken.push(`input ${input}: ${outcome}`);
  if (cpuMs > LIMIT_MS) broken.push(`input ${input}: ${cpuMs.toFixed(0)} ms`);
  if (input % 100 === 0) largestRssMb = Math.max(largestRssMb, process.memoryUsage.rss() / 1024 ** 2);
  if ((input + 1) % REPORT_EVERY === 0) console.log(`${input + 1} inputs, ${largestRssMb.toFixed(0)} MB`);
}
if (largestRssMb > RSS_CAP_MB) broken.push(`${largestRssMb.toFixed(0)} MB resident`);
for (const line of broken.slice(0, 20)) console.log(line);
console.log(
  JSON.stringify({
    fuzz: 'audio',
    inputs,
    seed,
    lenient: options.lenient,
    broken: broken.length,
    slowest_ms: Math.round(slowestMs),
    rss_mb: Math.round(largestRssMb),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    outcomes: Object.fromEntries([...counts].sort()),
  }),
);
process.exitCode = broken.length === 0 ? 0 : 1;
