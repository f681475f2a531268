import { errorLine, manifestLine, scoreLine, scoringSummary, type ScoringSummary } from '#libs/contracts';
import { isDeepStrictEqual } from 'node:util';
import { clipOrderFault } from './clip-order.js';
import { RESULT_FILES } from './result-files.js';
import { HashedFile, type ResultSource } from './result-source.js';
import { Tally } from './tally.js';

export interface Check {
  readonly name: string;
  /** `skipped`: the file is not here, so nothing can be said. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

export interface Verification {
  /** Nothing that is here contradicts the summary. */
  readonly ok: boolean;
  readonly runId: string | null;
  readonly checks: readonly Check[];
}

/**
 * Checks downloaded results of a scoring run against their `summary.json`, with nothing but the files: sizes and
 * SHA-256 of every file, that each clip has one outcome and stands in the order of the archive, and that counting the
 * lines again gives the numbers of the summary. `manifest.jsonl` and the folder `parts` are checked too where they are.
 * Memory is bounded whatever the number of clips.
 */
export async function verifyResults(source: ResultSource): Promise<Verification> {
  const summary = await readSummary(source);
  if (typeof summary === 'string')
    return { ok: false, runId: null, checks: [{ name: 'summary.json', outcome: 'failed', detail: summary }] };
  const checks = [completeness(summary), ...(await checkLines(source, summary))];
  for (const name of Object.keys(summary.files)) {
    if (!name.endsWith('.ndjson')) checks.push(await checkFile(source, summary, name));
  }
  checks.push(await checkParts(source));
  return { ok: checks.every(({ outcome }) => outcome !== 'failed'), runId: summary.runId, checks };
}

async function readSummary(source: ResultSource): Promise<ScoringSummary | string> {
  const file = await HashedFile.open(source, 'summary.json');
  if (file === null) return 'There is no summary.json: without it there is nothing to check against.';
  try {
    return scoringSummary.parse(JSON.parse(await file.text()));
  } catch {
    return 'This is not the summary of a scoring run, or one of another version.';
  }
}

function completeness({ clips, scored, failed, cancelled }: ScoringSummary): Check {
  const sum = `${scored} scored + ${failed} failed + ${cancelled} cancelled`;
  const isComplete = scored + failed + cancelled === clips;
  return result('completeness', isComplete, `${sum} = ${clips} clips`, `${sum} is not ${clips} clips`);
}

/** One pass over scores and errors, and over the manifest where it is: their hashes, their order, their numbers. */
async function checkLines(source: ResultSource, summary: ScoringSummary): Promise<Check[]> {
  const [scores, errors, manifest] = await Promise.all([
    HashedFile.open(source, 'scores.ndjson'),
    HashedFile.open(source, 'errors.ndjson'),
    HashedFile.open(source, 'manifest.jsonl'),
  ]);
  const absent = [scores === null ? 'scores.ndjson' : [], errors === null ? 'errors.ndjson' : []].flat();
  if (scores === null || errors === null) {
    await Promise.all([scores?.drain(), errors?.drain(), manifest?.drain()]);
    const counts = skipped('counts', `needs ${absent.join(' and ')}`);
    return [
      hashOf('scores.ndjson', scores, summary),
      hashOf('errors.ndjson', errors, summary),
      counts,
      manifestHash(manifest, summary),
    ];
  }
  const tally = new Tally();
  const clipsOf = {
    scores: scores.lines(scoreLine, (line) => tally.addScore(line)),
    errors: errors.lines(errorLine, (line) => tally.addError(line)),
    manifest: manifest?.lines(manifestLine) ?? null,
  };
  const fault = await clipOrderFault({ ...clipsOf, mayLack: summary.cancelled > 0 });
  await Promise.all([scores.drain(), errors.drain(), manifest?.drain()]);
  const hashes = [
    hashOf('scores.ndjson', scores, summary),
    hashOf('errors.ndjson', errors, summary),
    manifestHash(manifest, summary),
  ];
  if (fault !== null) return [...hashes, { name: 'order', outcome: 'failed', detail: fault }];
  const counted = tally.result();
  const wrong = Object.entries(counted)
    .filter(([name, value]) => !isDeepStrictEqual(value, summary[name as keyof ScoringSummary]))
    .map(([name]) => name);
  const order = manifest === null ? 'each clip once, in order' : 'each line of the manifest once, in order';
  return [
    ...hashes,
    { name: 'order', outcome: 'passed', detail: order },
    result('counts', wrong.length === 0, 'counting again gives the same', `differ: ${wrong.join(', ')}`),
  ];
}

async function checkFile(source: ResultSource, summary: ScoringSummary, name: string): Promise<Check> {
  const file = Object.hasOwn(RESULT_FILES, name) ? await HashedFile.open(source, name) : null;
  await file?.drain();
  return hashOf(name, file, summary);
}

/** The parts that are here against the lines of `parts.sha256`, whose own hash stands in the summary. */
async function checkParts(source: ResultSource): Promise<Check> {
  const list = await HashedFile.open(source, 'parts.sha256');
  if (list === null) return skipped('parts', 'parts.sha256 is not here');
  let checked = 0;
  for await (const line of list.rawLines()) {
    const [sha256 = '', name = ''] = line.split('  ');
    const part = /^parts\/\d+\.json$/.test(name) ? await HashedFile.open(source, name) : null;
    await part?.drain();
    if (part === null) continue;
    if (part.sha256() !== sha256) return { name: 'parts', outcome: 'failed', detail: `${name} was changed` };
    checked += 1;
  }
  return checked === 0
    ? skipped('parts', 'the folder parts is not here')
    : { name: 'parts', outcome: 'passed', detail: `${checked} parts` };
}

function hashOf(name: string, file: HashedFile | null, { files }: ScoringSummary): Check {
  const told = files[name];
  if (told === undefined) return { name, outcome: 'failed', detail: 'the summary says nothing of it' };
  if (file === null) return skipped(name, 'not here');
  const isSame = file.sha256() === told.sha256 && file.bytes === told.bytes;
  const other = file.bytes === told.bytes ? 'its bytes are others' : `${file.bytes} of ${told.bytes} bytes`;
  return result(name, isSame, `${file.bytes} bytes, SHA-256 as told`, other);
}

function manifestHash(manifest: HashedFile | null, { manifestSha256 }: ScoringSummary): Check {
  if (manifest === null) return skipped('manifest.jsonl', 'not here');
  const isSame = manifest.sha256() === manifestSha256;
  return result('manifest.jsonl', isSame, 'SHA-256 as told', 'it is not the manifest of this run');
}

function result(name: string, isRight: boolean, right: string, wrong: string): Check {
  return { name, outcome: isRight ? 'passed' : 'failed', detail: isRight ? right : wrong };
}

function skipped(name: string, detail: string): Check {
  return { name, outcome: 'skipped', detail };
}
