import { SerenadeError, type Preprocessing, type Resampler, type SegmentGrid } from '#libs/contracts';
import { ActivityMeter, needsMeasuring, type SignalPlan } from './activity.js';
import type { ClipSource } from './clip-source.js';
import { catchDamage, type ClipFacts } from './decode.js';
import { Deadline, type ClipLimits } from './limits.js';
import { checkPhase } from './phase.js';
import { amplify, measureSpeechShare } from './preprocess.js';
import { warnOfPeak } from './reading.js';
import { SIGNAL_RATE_HZ } from './resample.js';
import { Segmenter } from './segmenter.js';
import { SignalStream } from './signal-stream.js';

/** One segment of a clip. */
export interface ClipSegment {
  /** Position in the uploaded clip. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Channel of the clip; null if channels are mixed. */
  readonly channel: number | null;
  /** Samples at 16 kHz, valid until the callback returns. */
  readonly samples: Float32Array;
}

export interface SegmentOptions {
  readonly resampler: Resampler;
  readonly preprocessing: Preprocessing;
  readonly segments: SegmentGrid;
  readonly limits: ClipLimits;
}

/** The longest clip that is cut into segments lasts a day. */
export const SEGMENTED_CLIP_LIMITS: ClipLimits = { maxDurationSeconds: 86_400 };
/** A segment counts as speech if at least this share of it is speech. */
const LEAST_SPEECH = 0.5;

/**
 * Decodes a clip as a stream and passes on its segments in the order in which they end. Memory does not grow with the
 * clip, except for 8 bytes per 20 ms if the clip must be measured first; then it is decoded twice.
 *
 * @throws SerenadeError as `decodeClip`, and what `onSegment` throws
 */
export async function forEachSegment(
  source: ClipSource,
  options: SegmentOptions,
  onSegment: (segment: ClipSegment) => void,
): Promise<ClipFacts> {
  const plans = needsMeasuring(options.preprocessing) ? await measure(source, options) : null;
  const { windowSeconds, hopSeconds } = options.segments;
  const segmenters: Segmenter[] = [];
  const places: number[] = [];
  const policy = options.preprocessing.channels;
  return decodeStream(source, options, {
    onSignal: (signal, samples) => {
      const plan = plans?.[signal] ?? WHOLE;
      const segmenter = (segmenters[signal] ??= new Segmenter(
        Math.round(windowSeconds * SIGNAL_RATE_HZ),
        Math.round(hopSeconds * SIGNAL_RATE_HZ),
        (from, segment) => {
          const start = plan.start + from;
          const end = start + segment.length;
          if (measureSpeechShare(plan, start, end) < LEAST_SPEECH) return;
          // Segments overlap, so samples of the next one must not change.
          const scaled = plan.gain === 1 ? segment : segment.slice();
          amplify(scaled, plan.gain);
          onSegment({
            startSeconds: start / SIGNAL_RATE_HZ,
            endSeconds: end / SIGNAL_RATE_HZ,
            channel: policy === 'each' ? signal : null,
            samples: scaled,
          });
        },
      ));
      const at = places[signal] ?? 0;
      places[signal] = at + samples.length;
      segmenter.push(samples.subarray(Math.max(0, plan.start - at), Math.max(0, plan.end - at)));
    },
    onEnd: () => segmenters.forEach((segmenter) => segmenter.end()),
  });
}

const WHOLE: SignalPlan = { start: 0, end: Infinity, speech: null, gain: 1 };

/** Measures each channel. A silent channel has no segments; a clip is silent if all its channels are. */
async function measure(source: ClipSource, options: SegmentOptions): Promise<SignalPlan[]> {
  const meters: ActivityMeter[] = [];
  await decodeStream(source, options, {
    onSignal: (signal, samples) =>
      (meters[signal] ??= new ActivityMeter(options.preprocessing)).push(samples),
    onEnd: () => undefined,
  });
  const outcomes = meters.map((meter) => {
    try {
      return meter.plan();
    } catch (error) {
      if (error instanceof SerenadeError && error.code === 'clip.silent') return error;
      throw error;
    }
  });
  const [first] = outcomes;
  if (first instanceof SerenadeError && outcomes.every((outcome) => outcome instanceof SerenadeError))
    throw first;
  return outcomes.map((outcome) => (outcome instanceof SerenadeError ? { ...WHOLE, end: 0 } : outcome));
}

async function decodeStream(
  source: ClipSource,
  { preprocessing, resampler, limits }: SegmentOptions,
  { onSignal, onEnd }: { onSignal: (signal: number, samples: Float32Array) => void; onEnd: () => void },
): Promise<ClipFacts> {
  const { channels, lenient } = preprocessing;
  const deadline = new Deadline(source.size);
  const stream = new SignalStream({ channels, resampler, limits, deadline }, onSignal);
  const warning = await catchDamage(lenient, stream, () => source.decode(stream, lenient));
  const { frames, peak, format } = stream;
  stream.end();
  onEnd();
  const { sampleRateHz } = format;
  const durationSeconds = frames / sampleRateHz;
  await checkPhase(source, { channels: format.channels, peak, durationSeconds }, channels, limits);
  return {
    sampleRateHz,
    channels: format.channels,
    durationSeconds,
    peak,
    warning: warnOfPeak(warning, peak),
  };
}
