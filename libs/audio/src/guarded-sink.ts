import { emptyClip, malformedClip } from './clip-errors.js';
import { checkDuration, type ClipLimits, type Deadline } from './limits.js';
import type { PcmFormat, PcmSink } from './pcm.js';

/** A sink that stops a decoder at a clip that is too long, takes too long or changes its number of channels. */
export abstract class GuardedSink implements PcmSink {
  /** Number of samples per channel so far. */
  frames = 0;
  #format: PcmFormat | null = null;

  constructor(
    private readonly limits: ClipLimits,
    private readonly deadline: Deadline,
  ) {}

  /** @throws SerenadeError `clip.empty` before the decoder has opened the sink */
  get format(): PcmFormat {
    if (this.#format !== null) return this.#format;
    throw emptyClip('The clip contains no samples.');
  }

  /** @throws SerenadeError `clip.too_long` */
  open(format: PcmFormat): void {
    if (format.frames !== null) checkDuration(format.frames / format.sampleRateHz, this.limits);
    this.#format = format;
    this.begin(format);
  }

  /** @throws SerenadeError `clip.too_long`, `clip.decode_failed`, `clip.malformed` */
  push(channels: readonly Float32Array[]): void {
    const { sampleRateHz, channels: expected } = this.format;
    const count = channels[0]?.length ?? 0;
    const seconds = (this.frames + count) / sampleRateHz;
    this.deadline.check(seconds);
    checkDuration(seconds, this.limits);
    if (channels.length !== expected)
      throw malformedClip(`The clip promises ${expected} channels and has ${channels.length}.`);
    this.take(channels, count);
    this.frames += count;
  }

  protected abstract begin(format: PcmFormat): void;
  /** Takes the next `count` samples of each channel. During the call, `frames` does not include them yet. */
  protected abstract take(channels: readonly Float32Array[], count: number): void;
}
