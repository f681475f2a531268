import type { CodedError, EngineInfo, EngineName, EpochMetrics } from '#libs/contracts';
import type { Latency, SavedModel, TrainOptions } from '#libs/model';

/** What a training needs besides the callbacks, which cannot cross a thread. */
export type TrainTask = Omit<TrainOptions, 'onEpoch' | 'signal' | 'resume' | 'split'> & {
  readonly split: {
    readonly train: readonly number[];
    readonly validation: readonly number[];
    readonly test: readonly number[];
  };
  /** An encoded checkpoint to go on from. */
  readonly resume: Uint8Array | null;
};

export interface TrainAnswer {
  readonly saved: SavedModel;
  readonly bestEpoch: number;
  readonly history: readonly EpochMetrics[];
  readonly parameters: number;
  readonly trainingSeconds: number;
  readonly resumedFromEpoch: number | null;
  readonly validationProbabilities: Float32Array; // [validation clips, classes]
  readonly testProbabilities: Float32Array; // [test clips, classes]
  readonly latency: Latency;
}

/** To the engine's thread. */
export type EngineRequest =
  | { readonly type: 'score'; readonly id: number; readonly modelId: string; readonly features: Float32Array }
  | { readonly type: 'load'; readonly id: number; readonly modelId: string; readonly model: SavedModel }
  | { readonly type: 'train'; readonly id: number; readonly task: TrainTask }
  /** The epoch's checkpoint is safe; the training goes on. */
  | { readonly type: 'go-on' }
  /** The training ends before its next batch. */
  | { readonly type: 'stop' };

/** From the engine's thread. `ready` or `unusable` comes first. */
export type EngineReply =
  | { readonly type: 'ready'; readonly engine: EngineInfo }
  | { readonly type: 'unusable'; readonly error: CodedError }
  | { readonly type: 'epoch'; readonly metrics: EpochMetrics; readonly checkpoint: Uint8Array }
  | { readonly type: 'scored'; readonly id: number; readonly probabilities: Float32Array }
  | { readonly type: 'loaded'; readonly id: number }
  | { readonly type: 'trained'; readonly id: number; readonly answer: TrainAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly error: CodedError };

export interface EngineThreadData {
  readonly forced: EngineName | null;
}
