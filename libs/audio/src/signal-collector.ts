import { SerenadeError, type ChannelPolicy } from '#libs/contracts';
import { pickChannels, averageChannels } from './channels.js';
import { checkDuration, type ClipLimits, type Deadline } from './limits.js';
import { measurePeak } from './magnitude.js';
import type { PcmFormat, PcmSink } from './pcm.js';

/** Number of samples reserved at first, since a promise may be a lie: 22 s at 48 kHz. */
const MOST_RESERVED = 1_048_576;

/** Collects a whole clip: one signal for each channel that the policy selects. */
export class SignalCollector implements PcmSink {
  frames = 0;
  peak = 0;
  #format: PcmFormat | null = null;
  #picked: readonly (number | null)[] = [];
  #buffers: Float32Array[] = [];

  constructor(
    private readonly policy: ChannelPolicy,
    private readonly limits: ClipLimits,
    private readonly deadline: Deadline,
  ) {}

  open(format: PcmFormat): void {
    if (format.frames !== null) checkDuration(format.frames / format.sampleRateHz, this.limits);
    this.#format = format;
    this.#picked = pickChannels(this.policy, format.channels);
    const reserved = Math.min(format.frames ?? 0, MOST_RESERVED);
    this.#buffers = this.#picked.map(() => new Float32Array(reserved));
  }

  push(channels: readonly Float32Array[]): void {
    const format = this.format;
    const count = channels[0]?.length ?? 0;
    this.deadline.check();
    checkDuration((this.frames + count) / format.sampleRateHz, this.limits);
    if (channels.length !== format.channels) {
      const text = `The clip promises ${format.channels} channels and has ${channels.length}.`;
      throw new SerenadeError('clip.malformed', text);
    }
    this.#picked.forEach((channel, signal) => {
      const buffer = this.#roomFor(signal, count);
      if (channel === null) averageChannels(channels, buffer, this.frames);
      else buffer.set(channels[channel] ?? [], this.frames);
      const written = buffer.subarray(this.frames, this.frames + count);
      this.peak = measurePeak(written, this.frames, this.peak);
    });
    this.frames += count;
  }

  get format(): PcmFormat {
    if (this.#format !== null) return this.#format;
    throw new SerenadeError('clip.empty', 'The clip contains no samples.');
  }

  get signals(): Float32Array[] {
    return this.#buffers.map((buffer) =>
      buffer.length === this.frames ? buffer : buffer.slice(0, this.frames),
    );
  }

  #roomFor(signal: number, count: number): Float32Array {
    const buffer = this.#buffers[signal] ?? new Float32Array();
    const needed = this.frames + count;
    if (needed <= buffer.length) return buffer;
    const grown = new Float32Array(Math.max(needed, Math.ceil(buffer.length * 1.5)));
    grown.set(buffer.subarray(0, this.frames));
    this.#buffers[signal] = grown;
    return grown;
  }
}
