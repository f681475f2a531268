/**
 * Reads random zip and tar archives, half of them damaged: changed, cut, doubled and inserted bytes, names in twelve
 * encodings, long names, descriptors, joined tars. Each must give clips or coded errors within a second of CPU time.
 *
 *   npm run fuzz:archives [-- --inputs 100000] [--seed 1]
 *
 * The last line is one JSON object. If an input breaks a rule, its number and seed are printed and the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { Random } from '#libs/random';
import { makeRandomArchive } from './random-archive.js';
import { readArchive } from './read-archive.js';

const LIMIT_MS = 1000;
const RSS_CAP_MB = 500;

const { values: options } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const inputs = Number(options.inputs);
const seed = Number(options.seed);

const outcomes = new Map<string, number>();
const broken: string[] = [];
let slowestMs = 0;
let largestRssMb = 0;
const startedAt = performance.now();
for (let input = 0; input < inputs; input++) {
  // Each input has its own seed, so that it can be reproduced alone.
  const archive = makeRandomArchive(Random.seeded(seed, `archive ${input}`));
  const before = process.cpuUsage();
  const outcome = await readArchive(archive);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  slowestMs = Math.max(slowestMs, cpuMs);
  if (outcome.startsWith('BROKEN')) broken.push(`input ${input}: ${outcome}`);
  else outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (cpuMs > LIMIT_MS) broken.push(`input ${input}: ${cpuMs.toFixed(0)} ms`);
  if (input % 100 === 0) largestRssMb = Math.max(largestRssMb, process.memoryUsage.rss() / 1024 ** 2);
}
if (largestRssMb > RSS_CAP_MB) broken.push(`${largestRssMb.toFixed(0)} MB resident`);
for (const line of broken.slice(0, 20)) console.log(line);
console.log(
  JSON.stringify({
    fuzz: 'archives',
    inputs,
    seed,
    broken: broken.length,
    slowest_ms: Math.round(slowestMs),
    rss_mb: Math.round(largestRssMb),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    outcomes: Object.fromEntries([...outcomes].sort()),
  }),
);
process.exitCode = broken.length === 0 ? 0 : 1;
