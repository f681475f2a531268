import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSignals } from '#libs/audio';
import { FEATURE_SETS } from '#libs/contracts';
import { createExtractor } from '#libs/features';
import type { NamedBytes } from '#libs/synthetic';
import { findOnPath } from '../services/binaries.js';
import { findRecordings, restoreClips } from '../support/real-corpora.js';

const RE_ENCODED_CLIPS = 10;
const CORPORA = ['ravdess-speech-48k', 'emodb'] as const;
/** These programs are in Debian's packages flac, ffmpeg, lame, vorbis-tools and opus-tools. */
const ENCODERS: readonly [format: string, program: string, ...args: string[]][] = [
  ['flac', 'flac', '-s', '-f', 'IN', '-o', 'OUT'],
  ['wav', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'pcm_s24le', 'OUT'],
  ['mp3', 'lame', '--quiet', 'IN', 'OUT'],
  ['ogg', 'oggenc', '-Q', 'IN', '-o', 'OUT'],
  ['opus', 'opusenc', '--quiet', 'IN', 'OUT'],
  ['m4a', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'aac', 'OUT'],
  ['aac', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'aac', 'OUT'],
];

const recordings = await findRecordings();
const missingPrograms = new Set<string>();
for (const [, program] of ENCODERS) if ((await findOnPath(program)) === null) missingPrograms.add(program);

const extractor = createExtractor(FEATURE_SETS['paper-20']);

async function tensorOf(bytes: Uint8Array): Promise<Float32Array> {
  const { signals } = await readSignals(bytes);
  return extractor.extract(signals[0] ?? new Float32Array());
}

const why = recordings.missing === null ? '' : ` (skipped: ${recordings.missing})`;

describe.skipIf(recordings.folder === null).each(CORPORA)(`the recordings of %s${why}`, (corpus) => {
  const temporary = mkdtempSync(join(tmpdir(), 'serenade-codecs-'));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));
  let clips: NamedBytes[] = [];
  beforeAll(async () => {
    clips = await restoreClips(recordings.folder ?? '', corpus);
  });

  it('extract without errors', { timeout: 300_000 }, async () => {
    expect(clips.length).toBeGreaterThan(100);
    for (const { name, bytes } of clips) {
      const tensor = await tensorOf(bytes);
      expect(tensor.length === 800 && tensor.every(Number.isFinite), name).toBe(true);
    }
  });

  for (const [format, program, ...args] of ENCODERS) {
    const isMissing = missingPrograms.has(program);
    const name = `extract re-encoded as ${format} with no error${isMissing ? ` (skipped: no ${program} on PATH)` : ''}`;
    it.skipIf(isMissing)(name, { timeout: 120_000 }, async () => {
      const step = Math.ceil(clips.length / RE_ENCODED_CLIPS);
      for (const { bytes } of clips.filter((_, at) => at % step === 0)) {
        const [original, encoded] = [join(temporary, 'clip-in.wav'), join(temporary, `clip.${format}`)];
        writeFileSync(original, bytes);
        const filled = args.map((arg) => (arg === 'IN' ? original : arg === 'OUT' ? encoded : arg));
        execFileSync(program, filled, { stdio: 'ignore' });
        const tensor = await tensorOf(readFileSync(encoded));
        if (format === 'flac') expect(tensor).toEqual(await tensorOf(bytes));
        else expect(tensor.every(Number.isFinite)).toBe(true);
      }
    });
  }
});
