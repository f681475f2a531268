import { SerenadeError } from '#libs/contracts';
import {
  UniqueNames,
  decompressed,
  detectFormat,
  explainFormat,
  findIgnoreReason,
  readTar,
} from '#libs/archive';
import { FORMAT_HEAD_BYTES, readClips, guessTarEncoding } from '#libs/archive';
import { BytesSource, collect, manifestOf } from '../../libs/archive/src/testing/read-all.js';
import type { RandomArchive } from './random-archive.js';

/**
 * Reads an archive as a run does. Returns its outcome, such as "read" or an error code, or a text that begins with BROKEN
 * if a rule was broken: every error has a code, each entry is a clip or is counted as ignored, each clip has bytes or an
 * error with a code, no two readable clips have one name, and an undamaged archive gives all clips as they were packed.
 */
export async function readArchive({ bytes, clips, others }: RandomArchive): Promise<string> {
  try {
    const head = Buffer.from(bytes.subarray(0, FORMAT_HEAD_BYTES));
    const format = detectFormat(head);
    if (format === null) throw explainFormat(head, bytes.length);
    const read = format === 'zip' ? await readZip(bytes) : await readTarClips(bytes, format);
    const readable = read.clips.filter((clip) => clip.content !== null);
    if (new Set(readable.map(({ name }) => name)).size < readable.length)
      return 'BROKEN: two clips have one name';
    const uncoded = read.clips.find(({ content, code }) => content === null && !code?.startsWith('clip.'));
    if (uncoded !== undefined) return `BROKEN: the clip ${uncoded.name} has no outcome`;
    if (clips === null) return 'read';
    if (read.ignored !== others) return `BROKEN: ${read.ignored} of ${others} entries were ignored`;
    const isSame = JSON.stringify(read.clips.map(({ content }) => content)) === JSON.stringify(clips);
    return isSame ? 'read whole' : `BROKEN: ${readable.length} of ${clips.length} clips were read`;
  } catch (error) {
    if (!(error instanceof SerenadeError)) return `BROKEN: ${String(error)}`;
    if (clips !== null) return `BROKEN: an undamaged archive got ${error.code}: ${error.message}`;
    return error.code.startsWith('archive.') ? error.code : `BROKEN: the archive got ${error.code}`;
  }
}

interface Read {
  /** `content` is in hexadecimal, or null for a clip with an error. */
  readonly clips: { readonly name: string; readonly content: string | null; readonly code?: string }[];
  readonly ignored: number;
}

async function readZip(bytes: Buffer): Promise<Read> {
  const source = new BytesSource(bytes);
  const { lines, listing } = await manifestOf(source);
  const read = await collect(readClips(source, lines));
  const clips = read.map(({ line, bytes: content, error }) =>
    error === undefined
      ? { name: line.name, content: Buffer.from(content).toString('hex') }
      : { name: line.name, content: null, code: error.code },
  );
  return { clips, ignored: listing.ignored.summarize().ignored };
}

async function readTarClips(bytes: Buffer, format: 'tar' | 'tar.gz' | 'tar.zst'): Promise<Read> {
  const unpack = async function* () {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 700)
        yield await Promise.resolve(bytes.subarray(at, at + 700));
    };
    yield* decompressed(pieces(), format);
  };
  const names = new UniqueNames();
  const read: { clips: Read['clips']; ignored: number } = { clips: [], ignored: 0 };
  for await (const entry of readTar(unpack(), { findEncoding: () => guessTarEncoding(unpack()) })) {
    if (entry.kind === 'folder' || findIgnoreReason(entry.name) !== null) {
      read.ignored += 1;
      continue;
    }
    const name =
      entry.kind === 'file' && entry.problem === null ? names.claim(entry.name, entry.nameBytes) : null;
    if (name === null) read.clips.push({ name: entry.name, content: null, code: 'clip.duplicate_name' });
    else if (entry.size > 2 ** 20) read.clips.push({ name, content: null, code: 'clip.too_large' });
    else read.clips.push({ name, content: Buffer.concat(await collect(entry.bytes())).toString('hex') });
  }
  return read;
}
