import { emptyClip } from './clip-errors.js';
import type { TrackWindow } from './containers/track.js';
import type { PcmFormat, PcmSink } from './pcm.js';

/** Longest padding at the end in seconds; a longer one is damage. */
const MOST_DROPPED_SECONDS = 1;

/** Passes on the part of the sound that a container presents: without encoder delay at the beginning and padding at the end. */
export class TrimSink implements PcmSink {
  #skip = 0;
  #left = Infinity;
  #drop = 0;
  /** The last `#drop` samples, which may be padding. */
  #held: readonly Float32Array[] = [];
  #passed = 0;

  constructor(
    private readonly sink: PcmSink,
    private readonly window: TrackWindow,
  ) {}

  open(format: PcmFormat): void {
    const { start, duration = Infinity, drop = 0 } = this.window;
    const { sampleRateHz } = format;
    this.#skip = Math.max(0, Math.round(start * sampleRateHz));
    this.#left = Math.round(duration * sampleRateHz);
    this.#drop = Math.round(Math.min(drop, MOST_DROPPED_SECONDS) * sampleRateHz);
    this.sink.open({ ...format, frames: null });
  }

  push(channels: readonly Float32Array[]): void {
    const count = channels[0]?.length ?? 0;
    const from = Math.min(count, this.#skip);
    this.#skip -= from;
    const rest = channels.map((channel) => channel.subarray(from));
    if (this.#drop === 0) return this.#pass(rest);
    const all = rest.map((channel, index) => join(this.#held[index] ?? new Float32Array(), channel));
    const sure = Math.max(0, (all[0]?.length ?? 0) - this.#drop);
    this.#held = all.map((channel) => channel.slice(sure));
    this.#pass(all.map((channel) => channel.subarray(0, sure)));
  }

  /** @throws SerenadeError `clip.empty` if no sample was left */
  end(): void {
    if (this.#passed === 0) throw emptyClip('The track presents no samples.');
  }

  #pass(channels: readonly Float32Array[]): void {
    const count = Math.min(channels[0]?.length ?? 0, this.#left);
    if (count === 0) return;
    this.#left -= count;
    this.#passed += count;
    this.sink.push(channels.map((channel) => channel.subarray(0, count)));
  }
}

function join(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
