import type { SoundPage } from '../containers/ogg-length.js';

/** A stream of an Ogg file whose headers are read. */
export interface OggSound {
  readonly name: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Number of samples to drop at the beginning. */
  readonly preSkip: number;
  readonly pages: readonly SoundPage[];
  /** True if pages are lost. */
  readonly isHoled: boolean;
  /** Largest difference between positions and packets that is no gap. */
  readonly tolerance: number;
  /** True if a first position below the samples of its page is an offset. */
  readonly mayStartEarly: boolean;
  /**
   * Decodes all packets.
   *
   * @param push receives pieces of one array per channel, and returns false when it needs no more
   */
  decode(push: (channels: Float32Array[]) => boolean): Promise<void>;
}
