import { useEffect, useState } from 'preact/hooks';
import { messageOf } from './client.js';
import { reconnections } from './connection.js';
import { key } from './key.js';

export interface Loaded<T> {
  /** Null until the first response; kept if a later request fails. */
  readonly data: T | null;
  /** The error of the last request, or null. */
  readonly error: string | null;
  readonly reload: () => void;
}

/** Work that reports data as it arrives. It rejects with an error, or reports one to `fail` and continues. */
type Work<T> = (
  update: (data: T) => void,
  signal: AbortSignal,
  fail: (error: unknown) => void,
) => Promise<void>;

/**
 * Returns the latest data that `work` reported. The work starts again when `about` or the key changes, and when the
 * connection is restored.
 *
 * @param about identifies the data; a new value discards the old data
 */
export function useUpdates<T>(about: string, work: Work<T>): Loaded<T> {
  const [state, setState] = useState<{ about: string; data: T | null; error: string | null }>({
    about,
    data: null,
    error: null,
  });
  const [round, setRound] = useState(0);
  const secret = key.value;
  const connection = reconnections.value;
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const update = (data: T) => {
      if (!signal.aborted) setState({ about, data, error: null });
    };
    const fail = (error: unknown) => {
      if (signal.aborted) return;
      setState((before) => ({
        about,
        data: before.about === about ? before.data : null,
        error: messageOf(error),
      }));
    };
    work(update, signal, fail).catch(fail);
    return () => abort.abort();
  }, [about, secret, connection, round]);
  const { data, error } = state.about === about ? state : { data: null, error: null };
  return { data, error, reload: () => setRound((before) => before + 1) };
}
