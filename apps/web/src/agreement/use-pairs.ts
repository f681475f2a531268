import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { reconnections } from '../api/connection.js';
import { key } from '../api/key.js';
import { pairVerdicts, type Pair } from './agreement.js';
import { readVerdicts } from './read-verdicts.js';

interface Pairs {
  /** Null until both runs are read. */
  readonly pairs: readonly Pair[] | null;
  /** Number of scores read so far, from both runs. */
  readonly read: number;
  readonly error: string | null;
}

const NONE: Pairs = { pairs: null, read: 0, error: null };

/** Reads both runs at the same time and joins their answers by clip. */
export function usePairs(firstId: string, secondId: string): Pairs {
  const [state, setState] = useState(NONE);
  const secret = key.value;
  const connection = reconnections.value;
  useEffect(() => {
    const abort = new AbortController();
    setState(NONE);
    const read = [0, 0];
    const readOne = (id: string, at: 0 | 1) =>
      readVerdicts(
        id,
        (count) => {
          read[at] = count;
          if (!abort.signal.aborted) setState({ ...NONE, read: (read[0] ?? 0) + (read[1] ?? 0) });
        },
        abort.signal,
      );
    Promise.all([readOne(firstId, 0), readOne(secondId, 1)]).then(
      ([first, second]) => {
        if (abort.signal.aborted) return;
        setState({ pairs: pairVerdicts(first, second), read: first.length + second.length, error: null });
      },
      (reason: unknown) => {
        if (!abort.signal.aborted) setState({ ...NONE, error: messageOf(reason) });
      },
    );
    return () => abort.abort();
  }, [firstId, secondId, secret, connection]);
  return state;
}
