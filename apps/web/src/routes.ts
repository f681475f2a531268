import { signal } from '@preact/signals';

/** What the part of the address after `#` names. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'score' | 'train'; readonly archiveId: string | null }
  | { readonly page: 'scoring'; readonly runId: string; readonly clip: number | null }
  | { readonly page: 'training'; readonly runId: string }
  | { readonly page: 'models'; readonly compared: readonly string[] }
  | { readonly page: 'missing' };

/** Where pages are. Hashes never reach the server, so that it needs no rewriting. */
export const hrefs = {
  home: '#/',
  score: (archiveId?: string) => (archiveId === undefined ? '#/score' : `#/score/${archiveId}`),
  train: (archiveId?: string) => (archiveId === undefined ? '#/train' : `#/train/${archiveId}`),
  scoring: (runId: string) => `#/scoring-runs/${runId}`,
  clip: (runId: string, clip: number) => `#/scoring-runs/${runId}/clips/${String(clip)}`,
  training: (runId: string) => `#/training-runs/${runId}`,
  models: (compared: readonly string[] = []) => ['#/models', ...compared].join('/'),
} as const;

export function parseRoute(hash: string): Route {
  const [page = '', id, ...rest] = hash.replace(/^#?\/?/, '').split('/');
  if (page === '') return { page: 'home' };
  if (page === 'score' || page === 'train') return { page, archiveId: id ?? null };
  if (page === 'models') return { page, compared: id === undefined ? [] : [id, ...rest] };
  if (id === undefined) return { page: 'missing' };
  if (page === 'scoring-runs') return { page: 'scoring', runId: id, clip: clipOf(rest) };
  if (page === 'training-runs') return { page: 'training', runId: id };
  return { page: 'missing' };
}

function clipOf([word, number = '']: readonly string[]): number | null {
  return word === 'clips' && /^\d+$/.test(number) ? Number(number) : null;
}

/** The page that is shown. */
export const route = signal<Route>({ page: 'home' });

/** Keeps `route` in step with the address. */
export function followAddress(): void {
  const read = () => (route.value = parseRoute(location.hash));
  addEventListener('hashchange', read);
  read();
}

export function goTo(href: string): void {
  location.hash = href;
}
