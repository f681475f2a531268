/**
 * Corpora as they are, and re-encoded in every supported format. Needs a folder of WAV files in SERENADE_CORPORA
 * (`ravdess-speech-48k/`, `emodb/`) and Debian's ffmpeg, flac, lame, opus-tools and vorbis-tools; skipped without.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { clipSignals } from '#libs/audio';
import { FEATURE_SETS } from '#libs/contracts';
import { createExtractor } from '#libs/features';

const CORPORA = process.env['SERENADE_CORPORA'] ?? '';
const RE_ENCODED_CLIPS = 10;

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function wavFiles(corpus: string): string[] {
  const folder = join(CORPORA, corpus);
  if (CORPORA === '' || !existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.wav'),
  );
  return names.sort().map((name) => join(folder, name));
}

const extractor = createExtractor(FEATURE_SETS['paper-20']);

async function tensorOf(path: string): Promise<Float32Array> {
  const { signals } = await clipSignals(readFileSync(path));
  return extractor.extract(signals[0] ?? new Float32Array());
}

describe.each(['ravdess-speech-48k', 'emodb'])('%s', (corpus) => {
  const files = wavFiles(corpus);

  it.skipIf(files.length === 0)('extracts with no error', { timeout: 300_000 }, async () => {
    for (const file of files) {
      const tensor = await tensorOf(file);
      expect(tensor.length === 800 && tensor.every(Number.isFinite), file).toBe(true);
    }
  });

  const temporary = mkdtempSync(join(tmpdir(), 'serenade-codecs-'));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  const ENCODERS: readonly [format: string, program: string, ...args: string[]][] = [
    ['flac', 'flac', '-s', '-f', 'IN', '-o', 'OUT'],
    ['wav', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'pcm_s24le', 'OUT'],
    ['mp3', 'lame', '--quiet', 'IN', 'OUT'],
    ['ogg', 'oggenc', '-Q', 'IN', '-o', 'OUT'],
    ['opus', 'opusenc', '--quiet', 'IN', 'OUT'],
    ['m4a', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'aac', 'OUT'],
    ['aac', 'ffmpeg', '-v', 'error', '-y', '-i', 'IN', '-c:a', 'aac', 'OUT'],
  ];

  for (const [format, program, ...args] of ENCODERS) {
    const isMissing = files.length === 0 || !isThere(program);
    it.skipIf(isMissing)(`extracts re-encoded as ${format} with no error`, { timeout: 120_000 }, async () => {
      const step = Math.ceil(files.length / RE_ENCODED_CLIPS);
      for (const file of files.filter((_, at) => at % step === 0)) {
        const out = join(temporary, `clip.${format}`);
        const filled = args.map((arg) => (arg === 'IN' ? file : arg === 'OUT' ? out : arg));
        execFileSync(program, filled, { stdio: 'ignore' });
        const [encoded, original] = [await tensorOf(out), await tensorOf(file)];
        if (format === 'flac') expect(encoded).toEqual(original);
        else expect(encoded.every(Number.isFinite)).toBe(true);
      }
    });
  }
});
