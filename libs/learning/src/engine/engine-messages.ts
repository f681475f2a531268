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

/** The number of models that the engine's thread keeps loaded. Each network takes about 1 MB of memory. */
export const MODELS_KEPT = 4;

/** The inputs of a training, without the callbacks, which cannot cross a thread. */
export type TrainTask = Omit<TrainAndTestOptions, 'onEpoch' | 'signal' | 'resume'> & {
  /** An encoded checkpoint to resume from. */
  readonly resume: Uint8Array | null;
  /** The model to compress and the method. Null for a training from fresh weights. */
  readonly compression: Compression | null;
};

/** The outcome of a training, with its model in stored form. */
export type TrainResult = Omit<TestedOutcome, 'model'> & {
  readonly saved: SavedModel;
  readonly nonZero: number;
  /** The model's ONNX file. Null if the model cannot be exported. */
  readonly onnx: Uint8Array | null;
  /** The measurements of the compressed model's parent. Null for a training from fresh weights. */
  readonly parent: ParentModel | null;
};

/** Messages to the engine's thread. */
export type EngineRequest =
  | { readonly type: 'score'; readonly id: number; readonly modelId: string; readonly features: ClipFeatures }
  | { readonly type: 'load'; readonly id: number; readonly modelId: string; readonly model: LoadableModel }
  | { readonly type: 'train'; readonly id: number; readonly task: TrainTask }
  /** Reports that the epoch's checkpoint is stored. The training continues, or ends early if `end` is true. */
  | { readonly type: 'go-on'; readonly end: boolean }
  /** Ends the training before its next batch. */
  | { readonly type: 'stop' };

export interface ScoredRows {
  readonly probabilities: Float32Array; // [rows, labels]
  readonly engine: EngineInfo;
}

/** Messages from the engine's thread. The first is `ready` or `unusable`. */
export type EngineReply =
  | { readonly type: 'ready'; readonly engine: EngineInfo }
  | { readonly type: 'unusable'; readonly error: CodedError }
  | { readonly type: 'epoch'; readonly metrics: EpochMetrics; readonly checkpoint: Uint8Array }
  | ({ readonly type: 'scored'; readonly id: number } & ScoredRows)
  /** Names the engine that scores the model. */
  | { readonly type: 'loaded'; readonly id: number; readonly engine: EngineInfo }
  | { readonly type: 'trained'; readonly id: number; readonly answer: TrainResult }
  | { readonly type: 'failed'; readonly id: number; readonly error: CodedError };

export interface EngineThreadData {
  readonly forced: EngineName | null;
  readonly scoring: 'auto' | 'training';
  /** The threads of onnxruntime, and of a training that does not set its own number. */
  readonly threads: number;
}
