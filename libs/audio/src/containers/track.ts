import { SerenadeError } from '#libs/contracts';
import type { SampleFormat } from './sample-layout.js';

/** The codec of a track, with what its decoder needs before the first packet. */
export type TrackCodec =
  | { readonly name: 'opus'; readonly head: Uint8Array }
  | { readonly name: 'vorbis'; readonly headers: readonly Uint8Array[] }
  | { readonly name: 'aac'; readonly config: Uint8Array }
  | { readonly name: 'alac'; readonly config: Uint8Array }
  | { readonly name: 'amr'; readonly band: 'nb' | 'wb' }
  /** `header` is the marker `fLaC` and the metadata blocks. */
  | { readonly name: 'flac'; readonly header: Uint8Array }
  | { readonly name: 'mpeg' }
  | { readonly name: 'samples'; readonly format: SampleFormat };

/** The part of the decoded sound that the container presents. */
export interface TrackWindow {
  /** Seconds that precede the presented sound, such as the delay of the encoder. */
  readonly start: number;
  /** Length of the presented sound in seconds; undefined to the end. */
  readonly duration?: number | undefined;
  /** Seconds at the end that are not presented, such as the padding of the encoder. */
  readonly drop?: number;
}

/** The sound of a file with tracks: the packets of the track that is scored. */
export interface Track {
  readonly codec: TrackCodec;
  readonly packets: readonly Uint8Array[];
  readonly window: TrackWindow | null;
  /** Names the tracks that are not scored, such as `1 video track`; null without such tracks. */
  readonly others: string | null;
  /** Number of bytes of the file that are neither a track nor known metadata. */
  readonly unreadBytes: number;
  /** The error that ended the track early; null if it is whole. */
  readonly error: SerenadeError | null;
}

export type TrackKind = 'audio' | 'video' | 'subtitle' | 'other';

/** What a container says about one of its tracks. */
interface ListedTrack {
  readonly kind: TrackKind;
  readonly isDefault: boolean;
  readonly isEnabled: boolean;
}

/**
 * Chooses the audio track that a player plays: the first default one, else the first that is enabled, else the first.
 *
 * @throws SerenadeError `clip.no_audio_track`
 */
export function chooseTrack<T extends ListedTrack>(
  tracks: readonly T[],
  container: string,
): { track: T; others: string | null } {
  const audio = tracks.filter(({ kind }) => kind === 'audio');
  const enabled = audio.filter(({ isEnabled }) => isEnabled);
  const track = enabled.find(({ isDefault }) => isDefault) ?? enabled[0] ?? audio[0];
  if (track === undefined) {
    const found = countKinds(tracks) ?? 'no tracks';
    throw new SerenadeError(
      'clip.no_audio_track',
      `The ${container} file has no audio track; it has ${found}.`,
    );
  }
  return { track, others: countKinds(tracks.filter((other) => other !== track)) };
}

/** Formats counts such as `1 video track and 2 audio tracks`; null without tracks. */
function countKinds(tracks: readonly ListedTrack[]): string | null {
  const texts = (['video', 'audio', 'subtitle', 'other'] as const).flatMap((kind) => {
    const count = tracks.filter((track) => track.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind} track${count === 1 ? '' : 's'}`];
  });
  return texts.length === 0 ? null : texts.join(' and ');
}
