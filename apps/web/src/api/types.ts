import type { components, paths } from '#libs/client';

/** What a GET of a path answers, by the API's own document. */
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

export type ScoringRun = components['schemas']['ScoringRun'];
/** Of a recipe, what the page reads: the client answers pairs of numbers in it as lists, which is another type. */
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
