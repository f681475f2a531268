import type { CodedError, EngineInfo, EngineName, EpochMetrics } from '#libs/contracts';
import type {
  ClipFeatures,
  Compression,
  LoadableModel,
  ParentModel,
  SavedModel,
  TestedOutcome,
  TrainAndTestOptions,
} from '#libs/model';

/**
 * Models that the engine's thread keeps, and that its host may rely on; each is about 1 MB, an ensemble as much for each
 * of its members.
 */
export const MODELS_KEPT = 4;

/** What a training needs besides the callbacks, which cannot cross a thread. */
export type TrainTask = Omit<TrainAndTestOptions, 'onEpoch' | 'signal' | 'resume'> & {
  /** An encoded checkpoint to resume from. */
  readonly resume: Uint8Array | null;
  /** The model to compress, and how; null for a training from fresh weights. */
  readonly compression: Compression | null;
};

/** The outcome of a training, its model in the form that is stored. */
export type TrainAnswer = Omit<TestedOutcome, 'model'> & {
  readonly saved: SavedModel;
  readonly nonZero: number;
  /** The bytes of its ONNX file; null where the model has no such form. */
  readonly onnx: Uint8Array | null;
  /** Measurements of the compressed model's parent; null of a training from fresh weights. */
  readonly parent: ParentModel | null;
};

/** Messages to the engine's thread. */
export type EngineRequest =
  | { readonly type: 'score'; readonly id: number; readonly modelId: string; readonly features: ClipFeatures }
  | { readonly type: 'load'; readonly id: number; readonly modelId: string; readonly model: LoadableModel }
  | { readonly type: 'train'; readonly id: number; readonly task: TrainTask }
  /** The epoch's checkpoint is stored; the training continues, or ends early and keeps what its recipe keeps. */
  | { readonly type: 'go-on'; readonly end: boolean }
  /** The training ends before its next batch. */
  | { readonly type: 'stop' };

/** Messages from the engine's thread. The first is `ready` or `unusable`. */
export type EngineReply =
  | { readonly type: 'ready'; readonly engine: EngineInfo }
  | { readonly type: 'unusable'; readonly error: CodedError }
  | { readonly type: 'epoch'; readonly metrics: EpochMetrics; readonly checkpoint: Uint8Array }
  | {
      readonly type: 'scored';
      readonly id: number;
      readonly probabilities: Float32Array;
      readonly engine: EngineInfo;
    }
  /** With the engine that scores the model. */
  | { readonly type: 'loaded'; readonly id: number; readonly engine: EngineInfo }
  | { readonly type: 'trained'; readonly id: number; readonly answer: TrainAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly error: CodedError };

export interface EngineThreadData {
  readonly forced: EngineName | null;
  readonly scoring: 'auto' | 'training';
  /** Threads of onnxruntime, and of a training that does not set its own. */
  readonly threads: number;
}
