import type { ClipWarning, SerenadeError } from '#libs/contracts';
import { emptyClip, malformedClip, unsupportedClip } from '../clip-errors.js';
import { settleLength } from '../containers/ogg-length.js';
import { readOggStream, type OggLink } from '../containers/ogg-pages.js';
import { latin1 } from '../containers/sniff.js';
import type { PcmSink } from '../pcm.js';
import type { Reading } from '../reading.js';
import type { OggSound } from './ogg-sound.js';
import { openOpus } from './opus.js';
import { openVorbis } from './vorbis.js';

interface OggCodec {
  readonly magic: string;
  readonly name: string;
  /** Null for a codec without a decoder. */
  readonly open: ((link: OggLink, bytes: Uint8Array) => OggSound) | null;
}

/** Codecs by the first bytes of their first packet. */
const CODECS: readonly OggCodec[] = [
  { magic: 'OpusHead', name: 'Opus', open: openOpus },
  { magic: '\x01vorbis', name: 'Vorbis', open: openVorbis },
  { magic: '\x7fFLAC', name: 'FLAC in Ogg', open: null },
  { magic: 'Speex   ', name: 'Speex', open: null },
  { magic: '\x80theora', name: 'Theora video', open: null },
  { magic: 'fishead\0', name: 'Ogg Skeleton', open: null },
];

/**
 * Decodes Ogg Opus and Ogg Vorbis. Streams that follow one another are decoded as one clip if their format is the same.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`, `clip.empty`, and what the sink throws
 */
export async function decodeOgg(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<Reading> {
  const { links, unreadBytes, error } = readOggStream(bytes);
  if (error !== null && !lenient) throw error;
  const sounds = links.map((link) => openSound(link, bytes));
  const warning = await decodeSounds(sounds, error, sink);
  return { unreadBytes, warning: warning ?? warnOfEnd(links) };
}

/**
 * Decodes streams that follow one another as one clip.
 *
 * @param error the reason why the last stream ends early, thrown behind its sound
 * @returns the first warning about a stream
 */
export async function decodeSounds(
  sounds: readonly OggSound[],
  error: SerenadeError | null,
  sink: PcmSink,
): Promise<ClipWarning | null> {
  const [first] = sounds;
  if (first === undefined) throw error ?? emptyClip('The Ogg file contains no stream.');
  const { name, sampleRateHz, channels } = first;
  const odd = sounds.find(
    (one) => one.name !== name || one.sampleRateHz !== sampleRateHz || one.channels !== channels,
  );
  if (odd !== undefined) {
    const change = `${describe(first)} to ${describe(odd)}`;
    throw unsupportedClip(`The clip changes from ${change} between its Ogg streams, which is not supported.`);
  }
  const lengths = sounds.map((sound) => settleLength(sound.pages, sound.isHoled, sound));
  const total = lengths.reduce((sum, length) => sum + length.total, 0);
  sink.open({ sampleRateHz, channels, frames: error === null ? total : null });
  for (const [at, sound] of sounds.entries()) await decodeSound(sound, lengths[at]?.total ?? 0, sink);
  if (error !== null) throw error;
  if (total === 0) throw emptyClip(`The ${name} stream contains no samples.`);
  return lengths.find((length) => length.warning !== null)?.warning ?? null;
}

function openSound(link: OggLink, bytes: Uint8Array): OggSound {
  const head = link.pages[0]?.packets[0] ?? new Uint8Array();
  const codec = CODECS.find(({ magic }) => latin1(head, 0, magic.length) === magic);
  if (codec?.open) return codec.open(link, bytes);
  throw unsupportedClip(
    `The Ogg stream contains ${codec?.name ?? 'an unknown codec'}, which is not supported.`,
  );
}

/** Decodes one stream, drops its pre-skip, and ends at its length. */
async function decodeSound(sound: OggSound, total: number, sink: PcmSink): Promise<void> {
  let skip = sound.preSkip;
  let left = total;
  await sound.decode((channels) => {
    const decoded = channels[0]?.length ?? 0;
    const start = Math.min(skip, decoded);
    const end = Math.min(decoded, start + left);
    skip -= start;
    left -= end - start;
    if (end > start) sink.push(channels.map((channel) => channel.subarray(start, end)));
    return left > 0;
  });
  if (left > sound.tolerance)
    throw malformedClip(`The ${sound.name} stream promises ${total} samples and has ${total - left}.`);
}

/** A recorder that stopped suddenly leaves no last page, and neither does a copy that stopped between two pages. */
function warnOfEnd(links: readonly OggLink[]): Reading['warning'] {
  if (links.at(-1)?.isEnded === true) return null;
  return { code: 'clip.truncated', message: 'The Ogg stream has no last page, so its end may be missing.' };
}

function describe({ name, sampleRateHz, channels }: OggSound): string {
  return `${name} of ${channels} channels at ${sampleRateHz} Hz`;
}
