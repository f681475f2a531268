import { createHash } from 'node:crypto';
import {
  bytesSource,
  readSignals,
  forEachSegment,
  SEGMENTED_CLIP_LIMITS,
  SIGNAL_RATE_HZ,
  SignalBuffer,
  SignalMeter,
  type ClipFacts,
  type ClipSource,
} from '#libs/audio';
import {
  SerenadeError,
  type ClipReport,
  type FeatureSetDefinition,
  type Preprocessing,
  type SegmentGrid,
  type SegmentReport,
} from '#libs/contracts';
import {
  createEmbeddingExtractor,
  type EmbedSignal,
  type EmbeddingExtractor,
} from '../embedding/embedding-extractor.js';
import { createExtractor, type FeatureExtractor } from '../extractor.js';
import { clipFailure, isOfClip } from './clip-failure.js';
import { noTimes, type StageTimes } from './stage-times.js';

/** The largest number of segments in a clip: 64 MiB of 20 x 40 numbers, 8 hours at a hop of 1.5 s. */
const MOST_SEGMENTS = 20_000;

/** A clip that is read as a stream. */
export interface StreamedClip {
  readonly source: ClipSource;
  /** Returns the SHA-256 of the bytes read so far. After decoding, this is the whole clip's. */
  sha256(): string;
}

/** The options for cutting segments. */
interface CutsSegments {
  readonly preprocessing: Preprocessing;
  readonly segments: SegmentGrid;
}

/** Extracts the features of clips with a feature set's preprocessing and extractor. */
export class ClipExtractor {
  /** The features extracted so far. The caller that reads them empties the list. */
  readonly rows: Float32Array[] = []; // [rows][frames, coefficients]
  /** The accumulated times of all extractions. */
  times: StageTimes = noTimes();
  readonly #extractor: FeatureExtractor | EmbeddingExtractor;
  readonly #preprocessing: Preprocessing | undefined;
  readonly #grid: CutsSegments | null;
  readonly #buffer = new SignalBuffer();
  readonly #meter = new SignalMeter();

  /**
   * @param embed runs the model of an embedding
   * @throws SerenadeError `feature_set.unknown` when the parameters are inconsistent
   */
  constructor(
    private readonly definition: FeatureSetDefinition,
    embed: EmbedSignal,
  ) {
    this.#extractor =
      definition.kind === 'embedding'
        ? createEmbeddingExtractor(definition, embed)
        : createExtractor(definition);
    const { preprocessing } = definition;
    const segments = preprocessing?.segments ?? null;
    this.#preprocessing = preprocessing;
    this.#grid = preprocessing === undefined || segments === null ? null : { preprocessing, segments };
  }

  get coefficients(): number {
    return this.#extractor.coefficients;
  }

  get cutsSegments(): boolean {
    return this.#grid !== null;
  }

  /**
   * @param alter replaces each whole signal before it is preprocessed
   * @throws SerenadeError `internal.error` for `alter` when the feature set cuts segments
   */
  async extract(bytes: Uint8Array, alter?: (signal: Float32Array) => Float32Array): Promise<ClipReport> {
    const sha256 = (): string => this.#hash(bytes);
    const grid = this.#grid;
    if (grid !== null && alter !== undefined)
      throw new SerenadeError(
        'internal.error',
        'A feature set that cuts segments cannot alter whole signals.',
      );
    return this.#reported(sha256, (segments) =>
      grid === null
        ? this.#addSignals(bytes, alter, segments)
        : this.#addSegments(bytesSource(bytes), grid, segments),
    );
  }

  /** @throws SerenadeError `internal.error` unless the feature set cuts segments */
  async extractStreamed(clip: StreamedClip): Promise<ClipReport> {
    const grid = this.#grid;
    if (grid === null)
      throw new SerenadeError(
        'internal.error',
        'Only a feature set that cuts segments can read a clip as a stream.',
      );
    return this.#reported(
      () => clip.sha256(),
      (segments) => this.#addSegments(clip.source, grid, segments),
    );
  }

  /** Reports a clip whose rows `add` creates, and removes the rows of a clip that fails. */
  async #reported(
    sha256: () => string,
    add: (segments: SegmentReport[]) => Promise<ClipFacts>,
  ): Promise<ClipReport> {
    const row = this.rows.length;
    const segments: SegmentReport[] = [];
    try {
      const { warning, ...facts } = await this.#timed(() => add(segments));
      const signal = this.#meter.take();
      return {
        status: 'extracted',
        row,
        sha256: sha256(),
        ...facts,
        ...(signal === null ? {} : { signal }),
        ...(segments.length === 0 ? {} : { segments }),
        ...(warning === null ? {} : { warning }),
      };
    } catch (error) {
      this.rows.length = row;
      this.#meter.take();
      if (!isOfClip(error)) throw error;
      return clipFailure(error);
    }
  }

  /** Counts the duration of `make` as decoding, minus times counted within it. */
  async #timed<T>(make: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const { features, resample } = this.times;
    try {
      return await make();
    } finally {
      const within = this.times.features - features + this.times.resample - resample;
      this.times.decode += performance.now() - startedAt - within;
    }
  }

  #hash(bytes: Uint8Array): string {
    const startedAt = performance.now();
    const digest = createHash('sha256').update(bytes).digest('hex');
    this.times.hash += performance.now() - startedAt;
    return digest;
  }

  async #features(signal: Float32Array): Promise<Float32Array> {
    const startedAt = performance.now();
    try {
      const features = await this.#extractor.extract(signal);
      this.#meter.add(signal, this.definition.spanSeconds);
      return features;
    } finally {
      this.times.features += performance.now() - startedAt;
    }
  }

  /** Extracts a segment, whose memory is reused afterwards. Embeddings are asynchronous and do not support segments. */
  #featuresNow(samples: Float32Array): Float32Array {
    const startedAt = performance.now();
    const features = this.#extractor.extract(samples);
    this.#meter.add(samples, this.definition.spanSeconds);
    this.times.features += performance.now() - startedAt;
    if (features instanceof Float32Array) return features;
    throw new SerenadeError('internal.error', 'An embedding does not support segments.');
  }

  async #addSignals(
    bytes: Uint8Array,
    alter: ((signal: Float32Array) => Float32Array) | undefined,
    segments: SegmentReport[],
  ): Promise<ClipFacts> {
    const { resampler, spanSeconds } = this.definition;
    const { signals, ...facts } = await readSignals(bytes, {
      resampler,
      preprocessing: this.#preprocessing,
      allocate: this.#buffer.take,
      onResampled: (ms) => (this.times.resample += ms),
      alter,
      ...(spanSeconds === null || alter !== undefined
        ? {}
        : { maxSamples: Math.ceil(spanSeconds * SIGNAL_RATE_HZ) }),
    });
    if (this.#preprocessing?.channels !== 'each') {
      this.rows.push(await this.#features(signals[0] ?? new Float32Array()));
      return facts;
    }
    const quiet = new QuietParts();
    for (const [channel, signal] of signals.entries()) {
      try {
        this.rows.push(await this.#features(signal));
        segments.push({ startSeconds: 0, endSeconds: facts.durationSeconds, channel });
      } catch (error) {
        quiet.tolerate(error);
      }
    }
    quiet.throwUnless(segments.length > 0);
    return facts;
  }

  async #addSegments(source: ClipSource, grid: CutsSegments, reports: SegmentReport[]): Promise<ClipFacts> {
    const { preprocessing, segments } = grid;
    const { resampler } = this.definition;
    const limits = SEGMENTED_CLIP_LIMITS;
    const quiet = new QuietParts();
    const facts = await forEachSegment(source, { resampler, preprocessing, segments, limits }, (segment) => {
      if (reports.length >= MOST_SEGMENTS) {
        throw new SerenadeError('clip.too_long', `The clip has more than ${MOST_SEGMENTS} segments.`);
      }
      const { samples, channel, startSeconds, endSeconds } = segment;
      try {
        this.rows.push(this.#featuresNow(samples));
        reports.push({ startSeconds, endSeconds, channel });
      } catch (error) {
        quiet.tolerate(error);
      }
    });
    quiet.throwUnless(reports.length > 0);
    return facts;
  }
}

/** Ignores the errors of silent parts of a clip as long as another part is usable. */
class QuietParts {
  #error: SerenadeError | null = null;

  /** @throws the error itself if it has another code */
  tolerate(error: unknown): void {
    const isQuiet =
      error instanceof SerenadeError && (error.code === 'clip.silent' || error.code === 'clip.too_short');
    if (!isQuiet) throw error;
    this.#error ??= error;
  }

  /** @throws SerenadeError the first part's error when no part is usable */
  throwUnless(isAnyGood: boolean): void {
    if (isAnyGood) return;
    throw this.#error ?? new SerenadeError('clip.silent', 'No part of the clip contains speech.');
  }
}
