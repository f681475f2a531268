import { signal } from '@preact/signals';

/** A page of the dashboard, as the part of the address after `#` names it. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'score' | 'train'; readonly archiveId: string | null; readonly modelId: string | null }
  | { readonly page: 'scoring'; readonly runId: string; readonly clip: number | null }
  | { readonly page: 'agreement'; readonly runId: string; readonly otherId: string | null }
  | { readonly page: 'training'; readonly runId: string }
  | { readonly page: 'evaluations' }
  | { readonly page: 'evaluation'; readonly evaluationId: string }
  | { readonly page: 'try'; readonly modelId: string | null }
  | { readonly page: 'models'; readonly compared: readonly string[] }
  | { readonly page: 'missing' };

/** Addresses of pages. Browsers do not send the part after `#`, so the server needs no rewrite rules. */
export const hrefs = {
  home: '#/',
  score: (archiveId?: string | null, modelId?: string | null) => joinPath('#/score', archiveId, modelId),
  train: (archiveId?: string | null, _modelId?: string | null) => joinPath('#/train', archiveId),
  scoring: (runId: string) => `#/scoring-runs/${runId}`,
  clip: (runId: string, clip: number) => `#/scoring-runs/${runId}/clips/${String(clip)}`,
  agreement: (runId: string, otherId?: string) => joinPath(`#/scoring-runs/${runId}/against`, otherId),
  training: (runId: string) => `#/training-runs/${runId}`,
  models: (compared: readonly string[] = []) => ['#/models', ...compared].join('/'),
  try: (modelId?: string) => joinPath('#/try', modelId),
  evaluations: '#/evaluations',
  evaluation: (evaluationId: string) => `#/evaluations/${evaluationId}`,
} as const;

function joinPath(page: string, ...ids: readonly (string | null | undefined)[]): string {
  return [page, ...ids.filter((id) => id != null)].join('/');
}

export function parseRoute(hash: string): Route {
  const [page = '', id, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  if (page === '') return { page: 'home' };
  if (page === 'score' || page === 'train') return { page, ...parseChoice([id ?? '', ...rest]) };
  if (page === 'try') return { page, modelId: id ?? null };
  if (page === 'evaluations') return id === undefined ? { page } : { page: 'evaluation', evaluationId: id };
  if (page === 'models') return { page, compared: id === undefined ? [] : [id, ...rest] };
  if (id === undefined) return { page: 'missing' };
  if (page === 'scoring-runs' && rest[0] === 'against')
    return { page: 'agreement', runId: id, otherId: rest[1] ?? null };
  if (page === 'scoring-runs') return { page: 'scoring', runId: id, clip: parseClip(rest) };
  if (page === 'training-runs') return { page: 'training', runId: id };
  return { page: 'missing' };
}

function parseChoice(ids: readonly string[]): { archiveId: string | null; modelId: string | null } {
  const find = (prefix: string) => ids.find((id) => id.startsWith(prefix)) ?? null;
  return { archiveId: find('arc-'), modelId: find('mdl-') };
}

function parseClip([word, number = '']: readonly string[]): number | null {
  return word === 'clips' && /^\d+$/.test(number) ? Number(number) : null;
}

export const route = signal<Route>({ page: 'home' });

/** Updates `route` when the address changes. */
export function followAddress(): void {
  const read = () => (route.value = parseRoute(location.hash));
  addEventListener('hashchange', read);
  read();
}

export function goTo(href: string): void {
  location.hash = href;
}
