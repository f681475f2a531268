import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collect } from '../testing/read-all.js';
import { detectFormat, FORMAT_HEAD_BYTES } from '../format.js';
import { readTar } from './read-tar.js';

const run = promisify(execFile);

const SPARSE = ['--sparse', '--hole-detection=raw'];
const OPTIONS = [
  ['--format=v7'],
  ['--format=ustar'],
  ['--format=oldgnu'],
  ['--format=gnu'],
  ['--format=posix'],
  ['--format=gnu', ...SPARSE],
  ['--format=posix', ...SPARSE, '--sparse-version=0.0'],
  ['--format=posix', ...SPARSE, '--sparse-version=0.1'],
  ['--format=posix', ...SPARSE, '--sparse-version=1.0'],
];

/** Stretches of sound and silence in blocks of 4 KiB; GNU tar stores the silence of a sparse file as a hole. */
const content = fc
  .array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 60 })
  .map((stretches) =>
    Buffer.concat(stretches.map(([blocks, isHole]) => Buffer.alloc(4096 * blocks, isHole ? 0 : 'sound'))),
  );
const clip = fc
  .tuple(content, fc.nat(700))
  .map(([blocks, rest]) => Buffer.concat([blocks, Buffer.alloc(rest, 'r')]));

async function packedBy(options: readonly string[], clips: readonly Buffer[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'serenade-tar-'));
  try {
    const names = clips.map((_, at) => `folder-${at % 2}/${at}.wav`);
    for (const [at, name] of names.entries()) {
      await mkdir(join(folder, dirname(name)), { recursive: true });
      await writeFile(join(folder, name), clips[at] ?? '');
    }
    const tar = join(folder, 'clips.tar');
    await run('tar', [...options, '-cf', tar, '-C', folder, ...names]);
    return await readFile(tar);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

it('reads every clip of what GNU tar writes, in each of its formats', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...OPTIONS),
      fc.array(clip, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 100, max: 20_000 }),
      fc.boolean(),
      async (options, clips, pieceSize, hasEnd) => {
        const whole = await packedBy(options, clips);
        // GNU tar fills a record of 10 KiB with zeros. If the last clip ends in zeros, they cannot be told apart.
        const end = whole.findLastIndex((byte) => byte !== 0) + 1;
        const tar =
          hasEnd || clips.at(-1)?.at(-1) === 0 ? whole : whole.subarray(0, Math.ceil(end / 512) * 512);
        expect(detectFormat(tar.subarray(0, FORMAT_HEAD_BYTES))).toBe('tar');
        const read: Buffer[] = [];
        let last = '';
        for await (const entry of readTar(pieces(tar, pieceSize))) {
          expect(entry.problem).toBeNull();
          last = entry.name;
          read.push(Buffer.concat(await collect(entry.bytes())));
          expect(read.at(-1)?.length).toBe(entry.size);
        }
        expect(last).toBe(`folder-${(clips.length - 1) % 2}/${clips.length - 1}.wav`);
        expect(read.map((bytes, at) => bytes.equals(clips[at]!))).toEqual(clips.map(() => true));
      },
    ),
    { numRuns: 60 },
  );
});
