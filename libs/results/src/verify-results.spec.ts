import { describe, expect, it } from 'vitest';
import {
  scoresCsvHeader,
  scoresCsvRows,
  sha256Hex,
  type ErrorLine,
  type ScoreLine,
  type ScoringSummary,
} from '#libs/contracts';
import { formatPartHash } from './result-files.js';
import type { ResultSource } from './result-source.js';
import { Tally } from './tally.js';
import { LABELS, errorOf, scoreOf } from './testing/score-lines.js';
import { verifyResults } from './verify-results.js';

type Folder = Record<string, string>;
const ndjson = (lines: readonly object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function manifestOf(clips: number): string {
  return ndjson(
    Array.from({ length: clips }, (_, clip) => ({
      clip,
      name: `${clip}.wav`,
      offset: 0,
      compressedSize: 1,
      size: 1,
      method: 0,
      crc32: 0,
    })),
  );
}

/** Builds the results of a run of `clips` clips, of which every seventh failed. */
function resultsOf(
  clips: number,
  patch: Partial<ScoringSummary> = {},
  only = (_clip: number) => true,
): Folder {
  const numbers = Array.from({ length: clips }, (_, clip) => clip).filter(only);
  const scores = numbers.filter((clip) => clip % 7 !== 0).map((clip) => scoreOf(clip));
  const errors = numbers.filter((clip) => clip % 7 === 0).map(errorOf);
  return folderOf(scores, errors, clips, patch);
}

function folderOf(
  scores: readonly ScoreLine[],
  errors: readonly ErrorLine[],
  clips: number,
  patch: Partial<ScoringSummary> = {},
): Folder {
  const part = '{"part":0}';
  const files: Folder = {
    'scores.ndjson': ndjson(scores),
    'scores.csv': scoresCsvHeader(LABELS) + scores.map((line) => scoresCsvRows(line, LABELS)).join(''),
    'errors.ndjson': ndjson(errors),
    'parts.sha256': formatPartHash(0, sha256Hex(part)),
  };
  const tally = new Tally();
  for (const line of scores) tally.addScore(line);
  for (const line of errors) tally.addError(line);
  const hashes = Object.entries(files).map(([name, text]) => [
    name,
    { bytes: Buffer.byteLength(text), sha256: sha256Hex(text) },
  ]);
  const summary: ScoringSummary = {
    v: 1,
    runId: 'scr-1',
    archiveId: 'arc-1',
    modelId: 'mdl-1',
    modelVersion: 'abc',
    featureSet: 'paper-20',
    featureSetId: 'fs',
    engines: ['wasm'],
    clips,
    cancelled: 0,
    ignored: 0,
    ...tally.result(),
    cache: { shards: 1, hits: 0 },
    stages: { extractionSeconds: 1, scoringSeconds: 1, finishingSeconds: 1 },
    manifestSha256: sha256Hex(manifestOf(clips)),
    scoresSha256: sha256Hex(files['scores.ndjson'] ?? ''),
    files: Object.fromEntries(hashes) as ScoringSummary['files'],
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:04:06.000Z',
    ...patch,
  };
  return {
    ...files,
    'manifest.jsonl': manifestOf(clips),
    'parts/00000000.json': part,
    'summary.json': JSON.stringify(summary),
  };
}

/** Serves a folder in memory, in pieces that split multibyte characters. */
function sourceOf(folder: Folder): ResultSource {
  return {
    open: async (name) => {
      const text = folder[name];
      if (text === undefined) return Promise.resolve(null);
      const bytes = Buffer.from(text);
      return Promise.resolve(
        (async function* () {
          for (let at = 0; at < bytes.length; at += 97)
            yield await Promise.resolve(bytes.subarray(at, at + 97));
        })(),
      );
    },
  };
}

const failedOf = async (folder: Folder) => {
  const { ok, checks } = await verifyResults(sourceOf(folder));
  const failed = checks.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  expect(ok).toBe(failed.length === 0);
  return failed;
};

describe('verifyResults', () => {
  it('passes the complete results of a run and checks every file', async () => {
    const { ok, runId, checks } = await verifyResults(sourceOf(resultsOf(100)));
    expect({ ok, runId, outcomes: new Set(checks.map(({ outcome }) => outcome)) }).toEqual({
      ok: true,
      runId: 'scr-1',
      outcomes: new Set(['passed']),
    });
  });

  it('passes a canceled run, whose manifest has clips without an outcome', async () => {
    const folder = resultsOf(100, { cancelled: 60 }, (clip) => clip >= 20 && clip < 60);
    expect(await failedOf(folder)).toEqual([]);
  });

  it('reports which checks it skips because files are missing', async () => {
    const { 'scores.csv': _csv, 'manifest.jsonl': _m, 'parts/00000000.json': _p, ...some } = resultsOf(20);
    const { ok, checks } = await verifyResults(sourceOf(some));
    const skipped = checks.filter(({ outcome }) => outcome === 'skipped').map(({ name }) => name);
    expect([ok, skipped]).toEqual([true, ['manifest.jsonl', 'scores.csv', 'parts']]);
  });

  it('finds a changed byte in each file', async () => {
    for (const name of ['scores.ndjson', 'scores.csv', 'errors.ndjson', 'parts.sha256', 'manifest.jsonl']) {
      const folder = resultsOf(20);
      const text = folder[name] ?? '';
      folder[name] = `${text.slice(0, 8)}X${text.slice(9)}`;
      expect(await failedOf(folder), name).toContain(name);
    }
    expect(await failedOf({ ...resultsOf(20), 'parts/00000000.json': '{"part":1}' })).toEqual(['parts']);
  });

  it.each([
    ['twice', [scoreOf(1), scoreOf(1), scoreOf(2)], [errorOf(0)], 'two outcomes'],
    ['both as a score and as an error', [scoreOf(0), scoreOf(1), scoreOf(2)], [errorOf(0)], 'two outcomes'],
    ['out of order', [scoreOf(1), scoreOf(2), scoreOf(1)], [errorOf(0)], 'after'],
    ['that is not in the manifest', [scoreOf(1), scoreOf(4)], [errorOf(0)], 'manifest'],
  ])('finds a clip %s, though all hashes fit', async (_what, scores, errors, detail) => {
    const folder = folderOf(scores, errors, 3);
    const { checks } = await verifyResults(sourceOf(folder));
    expect(checks.find(({ name }) => name === 'order')).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining(detail) as string,
    });
  });

  it('finds a lost clip, within and at the end', async () => {
    for (const lost of [1, 2]) {
      const scores = [1, 2].filter((clip) => clip !== lost).map((clip) => scoreOf(clip));
      expect(await failedOf(folderOf(scores, [errorOf(0)], 3))).toEqual(['completeness', 'order']);
    }
  });

  it('finds summary numbers that do not match the lines', async () => {
    expect(await failedOf(resultsOf(20, { labels: { calm: 1 } }))).toEqual(['counts']);
    expect(await failedOf(resultsOf(20, { audioSeconds: 1 }))).toEqual(['counts']);
  });

  it('names a malformed line', async () => {
    const folder = resultsOf(20);
    folder['scores.ndjson'] = `${folder['scores.ndjson'] ?? ''}{"clip":`;
    const { checks } = await verifyResults(sourceOf(folder));
    expect(checks.find(({ name }) => name === 'order')?.detail).toMatch(/scores\.ndjson: line 18 /);
  });

  it('fails without a summary, or with another file in its place', async () => {
    expect(await failedOf({})).toEqual(['summary.json']);
    expect(await failedOf({ 'summary.json': '{"v":1}' })).toEqual(['summary.json']);
    expect(await failedOf({ 'summary.json': 'no JSON' })).toEqual(['summary.json']);
  });
});
