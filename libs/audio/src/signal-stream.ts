import type { ChannelPolicy, Resampler } from '#libs/contracts';
import { pickChannels, averageChannels } from './channels.js';
import { GuardedSink } from './guarded-sink.js';
import type { ClipLimits, Deadline } from './limits.js';
import { measurePeak } from './magnitude.js';
import type { PcmFormat } from './pcm.js';
import { SIGNAL_RATE_HZ } from './resample.js';
import { growSamples } from './signal-buffer.js';
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
export class SignalStream extends GuardedSink {
  peak = 0;
  #signals: { readonly channel: number | null; readonly resampler: StreamResampler }[] = [];
  #mean = new Float32Array(0);

  constructor(
    private readonly options: SignalStreamOptions,
    private readonly onSignal: OnSignal,
  ) {
    super(options.limits, options.deadline);
  }

  /** Emits the remaining samples. Call it after the decoder. */
  end(): void {
    this.#signals.forEach(({ resampler }, signal) => this.#emit(signal, resampler.end()));
  }

  protected override begin({ channels, sampleRateHz }: PcmFormat): void {
    this.#signals = pickChannels(this.options.channels, channels).map((channel) => ({
      channel,
      resampler: new StreamResampler(sampleRateHz, SIGNAL_RATE_HZ, this.options.resampler),
    }));
  }

  protected override take(channels: readonly Float32Array[], count: number): void {
    this.#signals.forEach(({ channel, resampler }, signal) => {
      const samples = channel === null ? this.#average(channels, count) : channels[channel];
      if (samples === undefined) return;
      this.peak = measurePeak(samples, this.frames, this.peak);
      this.#emit(signal, resampler.push(samples));
    });
  }

  #emit(signal: number, samples: Float32Array): void {
    if (samples.length > 0) this.onSignal(signal, samples);
  }

  #average(channels: readonly Float32Array[], count: number): Float32Array {
    this.#mean = growSamples(this.#mean, count);
    const mean = this.#mean.subarray(0, count);
    averageChannels(channels, mean);
    return mean;
  }
}
