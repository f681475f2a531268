import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerenadeError } from '#libs/contracts';
import { bytesSource, type ClipSource } from '../clip-source.js';
import { SEGMENTED_CLIP_LIMITS } from '../clip-segments.js';
import { Deadline } from '../limits.js';
import type { PcmSink } from '../pcm.js';
import { SignalStream } from '../signal-stream.js';
import { openPieces } from './open-pieces.js';
import { fixtureFile } from '../testing/fixtures.js';

const NAMES = [
  ...[
    'clip.wav',
    'clip-24.wav',
    'clip.flac',
    'clip-24.flac',
    'clip.mp3',
    'clip.ogg',
    'clip.opus',
    'clip.aac',
  ],
  ...['long.flac', 'long.mp3', 'long.ogg', 'long.opus', 'long.aac'],
];

/** Yields the bytes in pieces of these sizes, in turn. */
async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const piece = bytes.slice(at, at + (sizes[turn % sizes.length] ?? 1));
    yield await Promise.resolve(piece);
    at += piece.length;
  }
}

class Samples {
  private count = 0;
  private readonly hash = createHash('sha256');

  add(samples: Float32Array): void {
    this.count += samples.length;
    this.hash.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }

  toString(): string {
    return `${this.count} ${this.hash.digest('hex')}`;
  }
}

/** Decodes a clip. Returns the number and the hash of its samples per channel, before and after resampling to 16 kHz. */
async function decode(source: ClipSource) {
  const channels: Samples[] = [];
  const signals: Samples[] = [];
  const deadline = new Deadline(1e9);
  const stream = new SignalStream(
    { channels: 'each', resampler: 'kaiser-8', limits: SEGMENTED_CLIP_LIMITS, deadline },
    (signal, samples) => (signals[signal] ??= new Samples()).add(samples),
  );
  const sink: PcmSink = {
    open: (format) => stream.open(format),
    push: (planes) => {
      planes.forEach((plane, at) => (channels[at] ??= new Samples()).add(plane));
      stream.push(planes);
    },
  };
  let code: string | null = null;
  try {
    await source.decode(sink, false);
    stream.end();
  } catch (error) {
    if (!(error instanceof SerenadeError)) throw error;
    ({ code } = error);
  }
  return { code, channels: channels.map(String), signals: signals.map(String) };
}

const streamed = async (bytes: Uint8Array, sizes: readonly number[]): Promise<ClipSource> =>
  (await openPieces(() => pieces(bytes, sizes), bytes.length))!;

describe('a clip that arrives in pieces', () => {
  it.each(NAMES)('has the same samples as the whole clip, for pieces of any size: %s', async (name) => {
    const bytes = new Uint8Array(fixtureFile(name));
    const whole = await decode(bytesSource(bytes));
    expect(whole.code).toBeNull();
    const sizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, async (each) => {
        expect(await decode(await streamed(bytes, each))).toEqual(whole);
      }),
      { numRuns: 6, examples: [[[bytes.length]], [[200]]] },
    );
  });

  it.each(NAMES)(
    'fails or has the samples of the whole clip, wherever it is cut or changed: %s',
    async (name) => {
      const bytes = new Uint8Array(fixtureFile(name));
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 64, max: bytes.length - 1 }),
          fc.boolean(),
          fc.integer({ min: 1, max: 255 }),
          async (at, isCut, change) => {
            const damaged = isCut ? bytes.slice(0, at) : bytes.slice();
            if (!isCut) damaged[at] = (damaged[at] ?? 0) ^ change;
            const whole = await decode(bytesSource(damaged));
            const inPieces = await decode(await streamed(damaged, [1000, 7]));
            if (inPieces.code === null) expect(inPieces).toEqual(whole);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it.each(['long.mp3', 'long.aac', 'long.flac'])('may begin with an ID3 tag: %s', async (name) => {
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x4e\x10', 'latin1'), Buffer.alloc(10_000)]);
    const bytes = new Uint8Array(Buffer.concat([tag, fixtureFile(name)]));
    const whole = await decode(bytesSource(bytes));
    expect(whole.code).toBeNull();
    expect(await decode(await streamed(bytes, [300]))).toEqual(whole);
  });
});
