import { crc32, gzipSync } from 'node:zlib';
import { NAME_ENCODINGS } from '#libs/contracts';
import type { Random } from '#libs/random';
import { encodeName } from '../../libs/archive/src/testing/legacy-names.js';
import {
  craftedTar,
  paxOf,
  zstdOf,
  type CraftedTarEntry,
} from '../../libs/archive/src/testing/crafted-tar.js';
import { craftedZip, extraFieldOf, type CraftedEntry } from '../../libs/archive/src/testing/crafted-zip.js';

/** An archive, and what an undamaged one contains. */
export interface RandomArchive {
  readonly bytes: Buffer;
  /** The contents of its clips in hexadecimal, in order; null if the archive is damaged. */
  readonly clips: readonly string[] | null;
  /** Number of its entries that are no clips. */
  readonly others: number;
}

const WORDS = [
  '表情',
  '怒り',
  '功能',
  '許',
  '愤怒',
  '录音',
  '분노',
  '녹음',
  'гнев',
  'запись',
  'wütend',
  'calm',
  'ソ',
];
const OTHER_NAMES = ['notes.txt', '.hidden.wav', '__MACOSX/._a.wav', 'folder/', '._b.mp3', 'README'];
const HOSTS = [0, 3, 10, 11, 19];

/** Makes an archive as some writer or attacker might, and damages it in half of the cases. */
export function makeRandomArchive(random: Random): RandomArchive {
  const isZip = random.uniform() < 0.6;
  const whole = isZip ? makeZip(random) : makeTar(random);
  if (random.uniform() < 0.5) return whole;
  let { bytes } = whole;
  for (let times = 1 + pick(random, [0, 0, 1, 3]); times > 0; times--) bytes = damage(random, bytes);
  return { bytes, clips: null, others: 0 };
}

function makeZip(random: Random): RandomArchive {
  const clips: string[] = [];
  let others = 0;
  const entries = names(random).map((name): CraftedEntry => {
    const isClip = typeof name !== 'string';
    const bytes = contentOf(random, isClip ? clips.length : 0);
    if (isClip) clips.push(bytes.toString('hex'));
    else others += 1;
    const deflate = random.uniform() < 0.5;
    const extra = random.uniform() < 0.2 ? extraFieldOf(0x5455, Buffer.alloc(5)) : Buffer.alloc(0);
    const base = { name, bytes, deflate, extra, madeBy: pick(random, HOSTS) << 8 };
    return random.uniform() < 0.3 ? { ...base, localFlags: 8, flags: 8, crc32: crc32(bytes) } : base;
  });
  const comment = random.uniform() < 0.2 ? { comment: Buffer.from('a comment') } : {};
  const zip = craftedZip(entries, comment);
  return { bytes: zip, clips, others };
}

function makeTar(random: Random): RandomArchive {
  const clips: string[] = [];
  let others = 0;
  const entries = names(random).flatMap((name): CraftedTarEntry[] => {
    const isClip = typeof name !== 'string';
    const bytes = contentOf(random, isClip ? clips.length : 0);
    if (isClip) clips.push(bytes.toString('hex'));
    else others += 1;
    const entry = { name, bytes, type: pick(random, ['0', '\0', '7']) };
    if (!isClip || random.uniform() < 0.6) return [entry];
    if (random.uniform() < 0.5) return [paxOf({ comment: 'x', mtime: '1.5' }), entry];
    return [
      { name: '././@LongLink', type: 'L', bytes: Buffer.concat([name, Buffer.alloc(1)]) },
      { ...entry, name: 'cut' },
    ];
  });
  const half = Math.ceil(entries.length / 2);
  const isJoined = random.uniform() < 0.2;
  const tar = isJoined
    ? Buffer.concat([craftedTar(entries.slice(0, half)), craftedTar(entries.slice(half))])
    : craftedTar(entries);
  const ended = random.uniform() < 0.3 ? tar.subarray(0, tar.length - 1024) : tar;
  const pack = pick(random, [
    (raw: Buffer) => raw,
    (raw: Buffer) => gzipSync(raw, { level: 1 }),
    (raw: Buffer) => zstdOf(raw),
  ]);
  return { bytes: pack(ended), clips, others };
}

/** Returns names of clips as bytes, each different, and those of other entries as strings. */
function names(random: Random): (Buffer | string)[] {
  const encoding = pick(random, NAME_ENCODINGS);
  const count = 1 + Math.floor(random.uniform() * 8);
  return Array.from({ length: count }, (_, at) => {
    if (at > 0 && random.uniform() < 0.3) return pick(random, OTHER_NAMES);
    const name = `${pick(random, WORDS)}/${pick(random, WORDS)}_${at}.${pick(random, ['wav', 'MP3', 'm4a', 'mov'])}`;
    try {
      return encodeName(name, encoding);
    } catch {
      const noise = Array.from({ length: 6 }, () => 0x80 + Math.floor(random.uniform() * 0x80));
      return Buffer.concat([Buffer.from(noise), Buffer.from(`_${at}.wav`)]);
    }
  });
}

function contentOf(random: Random, clip: number): Buffer {
  return Buffer.from(`RIFF clip ${clip} `.repeat(1 + Math.floor(random.uniform() * 60)));
}

function damage(random: Random, bytes: Buffer): Buffer {
  const at = Math.floor(random.uniform() * bytes.length);
  const kind = random.uniform();
  if (kind < 0.2) return bytes.subarray(0, at);
  if (kind < 0.3)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 40))]);
  if (kind < 0.4)
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(17, kind * 1000), bytes.subarray(at)]);
  if (kind < 0.5) return Buffer.concat([bytes, bytes.subarray(at)]);
  const changed = Buffer.from(bytes);
  for (let times = 0; times < 4; times++) {
    // The end of a zip contains its directory.
    const place = Math.floor(bytes.length * (1 - random.uniform() ** 2));
    if (place < changed.length) changed[place] = pick(random, [0, 0xff, Math.floor(random.uniform() * 256)]);
  }
  return changed;
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random.uniform() * values.length)] as T;
}
