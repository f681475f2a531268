import type { Answer } from '#libs/contracts';

export type ScoringRun = Answer<'GET /v1/scoring-runs/{id}'>;
export type TrainingRun = Answer<'GET /v1/training-runs/{id}'>;
export type Run = ScoringRun | TrainingRun;
export type Model = Answer<'GET /v1/models/{id}'>;
export type Evaluation = Answer<'GET /v1/evaluations/{id}'>;
export type EvaluationReport = Answer<'GET /v1/evaluations/{id}/report'>;
export type Trial = Answer<'POST /v1/models/{id}/try'>;
export type Caller = Answer<'GET /v1/caller'>;
export type ClipView = Answer<'GET /v1/scoring-runs/{id}/clips/{clip}'>;
export type ClipPeaks = Answer<'GET /v1/scoring-runs/{id}/clips/{clip}/peaks'>;
export type ScoringSummary = Answer<'GET /v1/scoring-runs/{id}/summary'>;
export type ResultFile = Answer<'GET /v1/scoring-runs/{id}/results'>['files'][number];
export type TrainingReport = Answer<'GET /v1/training-runs/{id}/report'>;
export type Readiness = Answer<'GET /health/ready'>;

export type ScoreLine = NonNullable<ClipView['score']>;
export type ErrorLine = NonNullable<ClipView['error']>;
export type Timeline = NonNullable<ClipView['timeline']>;
export type DomainNote = NonNullable<ScoringSummary['domain']>;
