import type { CodedError, EngineInfo, EpochMetrics } from '#libs/contracts';
import type { Compression, ParentModel, SavedModel, TestedOutcome, TrainAndTestOptions } from '#libs/model';

/** One training, or one compression of what another left, as it is handed to a thread. */
export type TrainingTask = Omit<TrainAndTestOptions, 'onEpoch' | 'signal' | 'resume'> & {
  readonly compression: Compression | null;
};

export interface TrainingAnswer extends Omit<TestedOutcome, 'model'> {
  readonly saved: SavedModel;
  readonly nonZero: number;
  /** Of a compression. */
  readonly parent: ParentModel | null;
  readonly engine: EngineInfo;
}

/** From a training thread; `trained` or `failed` ends a task. */
export type TrainingReply =
  | { readonly type: 'epoch'; readonly metrics: EpochMetrics }
  | { readonly type: 'trained'; readonly answer: TrainingAnswer }
  | { readonly type: 'failed'; readonly error: CodedError };
