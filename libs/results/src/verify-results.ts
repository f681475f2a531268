import { errorLine, manifestLine, scoreLine, scoringSummary, type ScoringSummary } from '#libs/contracts';
import { isDeepStrictEqual } from 'node:util';
import { findOrderFault } from './clip-order.js';
import { RESULT_FILES } from './result-files.js';
import { HashedFile, type ResultSource } from './result-source.js';
import { Tally } from './tally.js';

export interface Check {
  readonly name: string;
  /** `skipped` means that a file is missing, so the check could not run. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

export interface Verification {
  /** True if no available file contradicts the summary. */
  readonly ok: boolean;
  readonly runId: string | null;
  readonly checks: readonly Check[];
}

/**
 * Checks downloaded results of a scoring run against their `summary.json`, without a server. It compares the size and
 * SHA-256 of every file, checks that each clip has one outcome and that clips are in archive order, and recounts the
 * numbers of the summary from the lines. It checks `manifest.jsonl` and the folder `parts` if they are present. Memory
 * use does not grow with the number of clips.
 */
export async function verifyResults(source: ResultSource): Promise<Verification> {
  const summary = await readSummary(source);
  if (typeof summary === 'string')
    return { ok: false, runId: null, checks: [{ name: 'summary.json', outcome: 'failed', detail: summary }] };
  const checks = [checkCompleteness(summary), ...(await checkLines(source, summary))];
  for (const name of Object.keys(summary.files)) {
    if (!name.endsWith('.ndjson')) checks.push(await checkFile(source, summary, name));
  }
  checks.push(await checkParts(source));
  return { ok: checks.every(({ outcome }) => outcome !== 'failed'), runId: summary.runId, checks };
}

async function readSummary(source: ResultSource): Promise<ScoringSummary | string> {
  const file = await HashedFile.open(source, 'summary.json');
  if (file === null)
    return 'summary.json is missing. Download it too: the other files are checked against it.';
  try {
    return scoringSummary.parse(JSON.parse(await file.text()));
  } catch {
    return 'The file is not a summary of a scoring run, or another version of Serenade wrote it.';
  }
}

function checkCompleteness({ clips, scored, failed, cancelled }: ScoringSummary): Check {
  const sum = `${scored} scored + ${failed} failed + ${cancelled} cancelled`;
  const isComplete = scored + failed + cancelled === clips;
  return toCheck('completeness', isComplete, `${sum} = ${clips} clips`, `${sum} is not ${clips} clips`);
}

/** Reads scores, errors and the manifest once, and checks their hashes, order and counts. */
async function checkLines(source: ResultSource, summary: ScoringSummary): Promise<Check[]> {
  const [scores, errors, manifest] = await Promise.all([
    HashedFile.open(source, 'scores.ndjson'),
    HashedFile.open(source, 'errors.ndjson'),
    HashedFile.open(source, 'manifest.jsonl'),
  ]);
  const checkHashes = async () => {
    await Promise.all([scores?.drain(), errors?.drain(), manifest?.drain()]);
    return [
      checkHash('scores.ndjson', scores, summary),
      checkHash('errors.ndjson', errors, summary),
      checkManifest(manifest, summary),
    ];
  };
  if (scores === null || errors === null) {
    const absent = [scores === null ? 'scores.ndjson' : [], errors === null ? 'errors.ndjson' : []].flat();
    return [...(await checkHashes()), skip('counts', `needs ${absent.join(' and ')}`)];
  }
  const tally = new Tally();
  const clipsOf = {
    scores: scores.lines(scoreLine, (line) => tally.addScore(line)),
    errors: errors.lines(errorLine, (line) => tally.addError(line)),
    manifest: manifest?.lines(manifestLine) ?? null,
  };
  const fault = await findOrderFault({ ...clipsOf, mayLack: summary.cancelled > 0 });
  const hashes = await checkHashes();
  if (fault !== null) return [...hashes, { name: 'order', outcome: 'failed', detail: fault }];
  const counted = tally.result();
  // Summaries of older releases do not count warnings.
  if (summary.warningsByCode === undefined) delete counted.warningsByCode;
  const wrong = Object.entries(counted)
    .filter(([name, value]) => !isDeepStrictEqual(value, summary[name as keyof ScoringSummary]))
    .map(([name]) => name);
  const order = manifest === null ? 'each clip once, in order' : 'each line of the manifest once, in order';
  return [
    ...hashes,
    { name: 'order', outcome: 'passed', detail: order },
    toCheck('counts', wrong.length === 0, 'recounting gives the same numbers', `differ: ${wrong.join(', ')}`),
  ];
}

async function checkFile(source: ResultSource, summary: ScoringSummary, name: string): Promise<Check> {
  const file = Object.hasOwn(RESULT_FILES, name) ? await HashedFile.open(source, name) : null;
  await file?.drain();
  return checkHash(name, file, summary);
}

/** Checks the available parts against `parts.sha256`, whose own hash is in the summary. */
async function checkParts(source: ResultSource): Promise<Check> {
  const list = await HashedFile.open(source, 'parts.sha256');
  if (list === null) return skip('parts', 'parts.sha256 is missing');
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
    ? skip('parts', 'the folder parts is missing')
    : { name: 'parts', outcome: 'passed', detail: `${checked} parts` };
}

function checkHash(name: string, file: HashedFile | null, { files }: ScoringSummary): Check {
  const expected = files[name];
  if (expected === undefined)
    return { name, outcome: 'failed', detail: 'the summary does not list this file' };
  if (file === null) return skip(name, 'missing');
  const isSame = file.sha256() === expected.sha256 && file.bytes === expected.bytes;
  const other =
    file.bytes === expected.bytes
      ? 'the content differs'
      : `the file has ${file.bytes} bytes instead of ${expected.bytes}`;
  return toCheck(name, isSame, `${file.bytes} bytes, SHA-256 matches`, other);
}

function checkManifest(manifest: HashedFile | null, { manifestSha256 }: ScoringSummary): Check {
  if (manifest === null) return skip('manifest.jsonl', 'missing');
  const isSame = manifest.sha256() === manifestSha256;
  return toCheck('manifest.jsonl', isSame, 'SHA-256 matches', 'this is not the manifest of this run');
}

function toCheck(name: string, isRight: boolean, right: string, wrong: string): Check {
  return { name, outcome: isRight ? 'passed' : 'failed', detail: isRight ? right : wrong };
}

function skip(name: string, detail: string): Check {
  return { name, outcome: 'skipped', detail };
}
