import type { ChannelPolicy } from '#libs/contracts';
import { pickChannels, averageChannels } from './channels.js';
import { GuardedSink } from './guarded-sink.js';
import type { ClipLimits, Deadline } from './limits.js';
import { measurePeak } from './magnitude.js';
import type { PcmFormat } from './pcm.js';
import { growSamples } from './signal-buffer.js';

/** Number of samples reserved at first, since a promise may be a lie: 22 s at 48 kHz. */
const MOST_RESERVED = 1_048_576;

/** Collects a whole clip: one signal for each channel that the policy selects. */
export class SignalCollector extends GuardedSink {
  peak = 0;
  #picked: readonly (number | null)[] = [];
  #buffers: Float32Array<ArrayBuffer>[] = [];

  constructor(
    private readonly policy: ChannelPolicy,
    limits: ClipLimits,
    deadline: Deadline,
  ) {
    super(limits, deadline);
  }

  get signals(): Float32Array[] {
    return this.#buffers.map((buffer) =>
      buffer.length === this.frames ? buffer : buffer.slice(0, this.frames),
    );
  }

  protected override begin({ channels, frames }: PcmFormat): void {
    this.#picked = pickChannels(this.policy, channels);
    this.#buffers = this.#picked.map(() => new Float32Array(Math.min(frames ?? 0, MOST_RESERVED)));
  }

  protected override take(channels: readonly Float32Array[], count: number): void {
    const end = this.frames + count;
    this.#buffers = this.#buffers.map((buffer) => growSamples(buffer, end));
    this.#picked.forEach((channel, signal) => {
      const written = this.#buffers[signal]?.subarray(this.frames, end) ?? new Float32Array();
      if (channel === null) averageChannels(channels, written);
      else written.set(channels[channel] ?? []);
      this.peak = measurePeak(written, this.frames, this.peak);
    });
  }
}
