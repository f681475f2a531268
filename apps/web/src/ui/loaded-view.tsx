import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-updates.js';
import { Loading, Problem } from './note.js';

interface Props<T> {
  readonly loaded: Loaded<T>;
  readonly what: string;
  readonly children: (data: T) => ComponentChildren;
}

/** Shows loading, failed or loaded data. Loaded data stays visible if a later request fails. */
export function LoadedView<T>({ loaded: { data, error, reload }, what, children }: Props<T>) {
  return (
    <>
      {error !== null && <Problem message={error} onRetry={reload} />}
      {data !== null ? children(data) : error === null && <Loading what={what} />}
    </>
  );
}
