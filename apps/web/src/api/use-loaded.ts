import { useEffect, useState } from 'preact/hooks';
import { reconnections } from './connection.js';
import { key } from './key.js';
import { messageOf } from './client.js';

export interface Loaded<T> {
  /** Null until the first response; kept if a later request fails. */
  readonly data: T | null;
  /** The error of the last request, or null. */
  readonly error: string | null;
  readonly reload: () => void;
}

/**
 * Loads data, and loads it again when `about` or the key changes, when the connection is restored, and every
 * `everyMs` while the page is visible.
 *
 * @param about identifies the data; a new value discards the old data
 */
export function useLoaded<T>(
  about: string,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Loaded<T> {
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      if (!document.hidden || round === 0) {
        try {
          const data = await load(abort.signal);
          if (!abort.signal.aborted) setState({ about, data, error: null });
        } catch (error) {
          if (!abort.signal.aborted)
            setState((before) => ({
              about,
              data: before.about === about ? before.data : null,
              error: messageOf(error),
            }));
        }
      }
      if (everyMs !== null && !abort.signal.aborted) timer = setTimeout(() => void run(), everyMs);
    };
    void run();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [about, secret, connection, round, everyMs]);
  const { data, error } = state.about === about ? state : { data: null, error: null };
  return { data, error, reload: () => setRound((before) => before + 1) };
}
