import { SerenadeError, type ChannelPolicy, type Resampler } from '#libs/contracts';
import { pickChannels, averageChannels } from './channels.js';
import { checkDuration, type ClipLimits, type Deadline } from './limits.js';
import { measurePeak } from './magnitude.js';
import type { PcmFormat, PcmSink } from './pcm.js';
import { SIGNAL_RATE_HZ } from './resample.js';
import { StreamResampler } from './stream-resampler.js';

/** Receives the next samples of a signal at 16 kHz; they are valid until it returns. */
export type OnSignal = (signal: number, samples: Float32Array) => void;

export interface SignalStreamOptions {
  readonly channels: ChannelPolicy;
  readonly resampler: Resampler;
  readonly limits: ClipLimits;
  readonly deadline: Deadline;
}

/** Picks channels and resamples while a clip is decoded: the streaming form of `SignalCollector` and `resample`. */
export class SignalStream implements PcmSink {
  frames = 0;
  peak = 0;
  #format: PcmFormat | null = null;
  #signals: { readonly channel: number | null; readonly resampler: StreamResampler }[] = [];
  #mean = new Float32Array(0);

  constructor(
    private readonly options: SignalStreamOptions,
    private readonly onSignal: OnSignal,
  ) {}

  open(format: PcmFormat): void {
    const { limits, channels, resampler } = this.options;
    if (format.frames !== null) checkDuration(format.frames / format.sampleRateHz, limits);
    this.#format = format;
    this.#signals = pickChannels(channels, format.channels).map((channel) => ({
      channel,
      resampler: new StreamResampler(format.sampleRateHz, SIGNAL_RATE_HZ, resampler),
    }));
  }

  push(channels: readonly Float32Array[]): void {
    const { sampleRateHz, channels: expected } = this.format;
    const count = channels[0]?.length ?? 0;
    this.options.deadline.check();
    checkDuration((this.frames + count) / sampleRateHz, this.options.limits);
    if (channels.length !== expected) {
      throw new SerenadeError(
        'clip.malformed',
        `The clip promises ${expected} channels and has ${channels.length}.`,
      );
    }
    this.#signals.forEach(({ channel, resampler }, signal) => {
      const samples =
        channel === null ? this.#averageChannels(channels, count) : (channels[channel] ?? new Float32Array());
      this.peak = measurePeak(samples, this.frames, this.peak);
      const out = resampler.push(samples);
      if (out.length > 0) this.onSignal(signal, out);
    });
    this.frames += count;
  }

  /** Emits the remaining samples. Call it after the decoder. */
  end(): void {
    this.#signals.forEach(({ resampler }, signal) => {
      const out = resampler.end();
      if (out.length > 0) this.onSignal(signal, out);
    });
  }

  get format(): PcmFormat {
    if (this.#format !== null) return this.#format;
    throw new SerenadeError('clip.empty', 'The clip contains no samples.');
  }

  get signals(): number {
    return this.#signals.length;
  }

  #averageChannels(channels: readonly Float32Array[], count: number): Float32Array {
    if (count > this.#mean.length) this.#mean = new Float32Array(count);
    const mean = this.#mean.subarray(0, count);
    averageChannels(channels, mean, 0);
    return mean;
  }
}
