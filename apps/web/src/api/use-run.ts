import { useEffect, useState } from 'preact/hooks';
import { messageOf } from './client.js';
import { reconnections } from './connection.js';
import { key } from './key.js';
import { watchRun, type Watched } from './run-watch.js';

export interface FollowedRun {
  /** Null until the first response. */
  readonly watched: Watched | null;
  readonly error: string | null;
  /** Starts following again, after a finished run was resumed. */
  readonly follow: () => void;
}

/** Follows a run live. */
export function useRun(runId: string): FollowedRun {
  const [state, setState] = useState<{ id: string; watched: Watched | null; error: string | null }>({
    id: runId,
    watched: null,
    error: null,
  });
  const [round, setRound] = useState(0);
  const secret = key.value;
  const connection = reconnections.value;
  useEffect(() => {
    const abort = new AbortController();
    const onChange = (watched: Watched) => setState({ id: runId, watched, error: null });
    watchRun(runId, onChange, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      setState(({ id, watched }) => ({
        id: runId,
        watched: id === runId ? watched : null,
        error: messageOf(error),
      }));
    });
    return () => abort.abort();
  }, [runId, secret, connection, round]);
  const { watched, error } = state.id === runId ? state : { watched: null, error: null };
  return { watched, error, follow: () => setRound((before) => before + 1) };
}
