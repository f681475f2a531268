import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { describe, expect, it } from 'vitest';
import { clipsOf, openZip, readDirectory, type RandomAccessSource } from '#libs/archive';
import { encodeWav } from '#libs/audio';
import {
  FEATURE_SETS,
  featureSetId,
  preprocessingSchema,
  withPreprocessing,
  type FeatureSetDefinition,
  type ManifestLine,
  type PreprocessingRequest,
} from '#libs/contracts';
import { extractClips } from './extraction.js';
import { openStreamedClip } from './streamed-clip.js';

const WIDTH = 20 * 40;
const RATE = 44_100;

/** Encodes a 16-bit stereo WAV file with a gliding tone on the left, and half as loud or silent on the right. */
function stereoWav(seconds: number, isRightSilent = false): Buffer {
  const samples = Int16Array.from({ length: 2 * Math.round(seconds * RATE) }, (_, at) => {
    const i = at >> 1;
    const value = 9000 * Math.sin((i * (300 + (i % RATE) / 100)) / RATE);
    if (at % 2 === 0) return Math.round(value);
    return isRightSilent ? 0 : Math.round(value / 2);
  });
  return encodeWav(samples, { sampleRateHz: RATE, channels: 2 });
}

async function archive(clips: Readonly<Record<string, Buffer>>, compress = true) {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(clips)) zip.addBuffer(bytes, name, { compress });
  zip.end();
  const bytes = await buffer(zip.outputStream);
  const source: RandomAccessSource = {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
  const directory = await openZip(source);
  const lines: ManifestLine[] = [];
  for await (const page of clipsOf(readDirectory(source, directory), directory)) lines.push(...page);
  return { source, lines };
}

async function extract(
  clips: Readonly<Record<string, Buffer>>,
  request: PreprocessingRequest | null,
  compress = true,
) {
  const base: FeatureSetDefinition = FEATURE_SETS['paper-20'];
  const definition = request === null ? base : withPreprocessing(base, preprocessingSchema.parse(request));
  const { source, lines } = await archive(clips, compress);
  const options = { featureSetId: featureSetId(definition), definition, maxClipBytes: 64 * 1024 ** 2 };
  return extractClips(() => Promise.resolve(source), lines, options);
}

const segments = { windowSeconds: 1, hopSeconds: 0.5 };

describe('extractClips', () => {
  it('extracts declared samples without a header like those of a WAV file, whole and as a stream', async () => {
    const whole = stereoWav(1);
    const { source, lines } = await archive({ 'a.wav': whole, 'b.snd': whole.subarray(44) });
    const raw = { format: 's16le', rateHz: RATE, channels: 2 } as const;
    const declared = lines.map((line) => (line.name === 'b.snd' ? { ...line, raw } : line));
    const definition = FEATURE_SETS['paper-20'];
    const options = { featureSetId: featureSetId(definition), definition, maxClipBytes: 64 * 1024 ** 2 };
    const { reports, values } = await extractClips(() => Promise.resolve(source), declared, options);
    expect(reports[1]).toEqual({ ...reports[0], row: 1 });
    expect(values.subarray(WIDTH)).toEqual(values.subarray(0, WIDTH));

    const streamed = await openStreamedClip(source, declared[1]);
    let frames = 0;
    await streamed?.source.decode(
      { open: () => undefined, push: ([left]) => (frames += left?.length ?? 0) },
      false,
    );
    expect(frames).toBe(RATE);
    expect(streamed?.sha256()).toBe(reports[1]?.status === 'extracted' ? reports[1].sha256 : null);
  });

  it('returns one row per clip, and an error for a file that is not audio', async () => {
    const clips = { 'a.wav': stereoWav(1), 'b.wav': Buffer.from('no sound at all'), 'c.mp3': stereoWav(1.2) };
    const { reports, values, frameCounts } = await extract(clips, null);
    expect(reports).toMatchObject([
      { status: 'extracted', row: 0, channels: 2, sampleRateHz: RATE, durationSeconds: 1 },
      { status: 'failed', code: 'clip.not_audio' },
      { status: 'extracted', row: 1 },
    ]);
    expect(frameCounts).toEqual([20, 20]);
    expect(values).toHaveLength(2 * WIDTH);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('reports the level of the signal that the features are computed from', async () => {
    const [plain] = (await extract({ 'a.wav': stereoWav(1) }, null)).reports;
    const [levelled] = (await extract({ 'a.wav': stereoWav(1) }, { levelDbfs: -30 })).reports;
    const [cut] = (await extract({ 'a.wav': stereoWav(2.25) }, { segments })).reports;
    // The mix of 9,000 and half of it is three quarters of 9,000. The level is its root mean square.
    const level = 20 * Math.log10((0.75 * 9000) / 32_768 / Math.SQRT2);
    for (const report of [plain, cut])
      expect(report?.status === 'extracted' && report.signal?.levelDbfs).toBeCloseTo(level, 0);
    expect(levelled?.status === 'extracted' && levelled.signal?.levelDbfs).toBeCloseTo(-30, 0);
  });

  it('returns one row per segment, with its position in the clip', async () => {
    const { reports, frameCounts } = await extract(
      { 'a.wav': stereoWav(2.25), 'b.wav': stereoWav(0.5) },
      { segments },
    );
    const [a, b] = reports;
    const places =
      a?.status === 'extracted' ? a.segments?.map((each) => [each.startSeconds, each.endSeconds]) : null;
    expect(places).toEqual([
      [0, 1],
      [0.5, 1.5],
      [1, 2],
      [1.25, 2.25],
    ]);
    expect(b).toMatchObject({ row: 4, segments: [{ startSeconds: 0, endSeconds: 0.5, channel: null }] });
    expect(frameCounts).toHaveLength(5);
  });

  it('returns one row per channel, without silent channels', async () => {
    const clips = { 'a.wav': stereoWav(1), 'b.wav': stereoWav(1, true) };
    const { reports } = await extract(clips, { channels: 'each' });
    expect(reports).toMatchObject([
      { row: 0, segments: [{ channel: 0 }, { channel: 1 }] },
      { row: 2, segments: [{ channel: 0, startSeconds: 0, endSeconds: 1 }] },
    ]);
  });

  it.each([true, false])(
    'extracts the same features from a streamed clip as from one in memory, deflated: %s',
    async (deflated) => {
      const large = stereoWav(100); // 17.6 MB
      const streamed = await extract(
        { 'a.wav': large },
        { segments: { windowSeconds: 3, hopSeconds: 3 } },
        deflated,
      );
      const held = await extract(
        { 'a.wav': stereoWav(90) },
        { segments: { windowSeconds: 3, hopSeconds: 3 } },
        deflated,
      );
      expect(streamed.frameCounts).toHaveLength(34);
      expect(streamed.values.subarray(0, 29 * WIDTH)).toEqual(held.values.subarray(0, 29 * WIDTH));
    },
  );

  it('extracts the intact beginning of a truncated clip if the run is lenient', async () => {
    const cut = stereoWav(2).subarray(0, 300_000);
    const strict = await extract({ 'a.wav': cut }, null);
    const lenient = await extract({ 'a.wav': cut }, { lenient: true });
    expect(strict.reports).toMatchObject([{ status: 'failed', code: 'clip.truncated' }]);
    expect(lenient.reports).toMatchObject([{ status: 'extracted', warning: { code: 'clip.truncated' } }]);
  });

  it('reports a warning about a clip whose header contradicts its content', async () => {
    const odd = stereoWav(2);
    odd.writeUInt16LE(1, 32); // the size of a block
    const [wrong, right] = (await extract({ 'a.wav': odd, 'b.wav': stereoWav(2) }, null)).reports;
    expect(wrong).toMatchObject({ status: 'extracted', warning: { code: 'clip.header_wrong' } });
    expect(right).not.toHaveProperty('warning');
  });
});
