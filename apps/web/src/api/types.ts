import type { components, paths } from '#libs/client';

/** The response type of a GET, from the API's own document. */
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type ScoringRun = components['schemas']['ScoringRun'];
/**
 * The part of a recipe that the page reads. The client types pairs of numbers as lists, which is a different type.
 */
interface SomeRecipe {
  readonly architecture: string;
}

export type TrainingRun = Omit<components['schemas']['TrainingRun'], 'resolvedRecipe'>;
export type Run = ScoringRun | TrainingRun;
export type RunState = Run['state'];
export type Model = Omit<components['schemas']['Model'], 'recipe'> & {
  readonly recipe: SomeRecipe | null;
};
export type Evaluation = Answer<'/v1/evaluations/{id}'>;
export type EvaluationReport = Omit<Answer<'/v1/evaluations/{id}/report'>, 'resolvedRecipe'>;
export type Trial = paths['/v1/models/{id}/try']['post']['responses'][200]['content']['application/json'];
export type Caller = Answer<'/v1/caller'>;
export type ScoreLine = components['schemas']['ScoreLine'];
export type ErrorLine = components['schemas']['ErrorLine'];
export type ClipView = Answer<'/v1/scoring-runs/{id}/clips/{clip}'>;
export type ClipPeaks = Answer<'/v1/scoring-runs/{id}/clips/{clip}/peaks'>;
export type Timeline = NonNullable<ClipView['timeline']>;
export type ScoringSummary = Answer<'/v1/scoring-runs/{id}/summary'>;
export type DomainNote = NonNullable<ScoringSummary['domain']>;
export type ResultFile = Answer<'/v1/scoring-runs/{id}/results'>['files'][number];
export type TrainingReport = Omit<components['schemas']['TrainingReport'], 'recipe'>;
export type Readiness = Answer<'/health/ready'>;
