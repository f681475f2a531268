import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client.js';
import { reconnections } from '../api/connection.js';
import { key } from '../api/key.js';
import type { ScoringRun } from '../api/types.js';
import { sleep } from '../api/use-updates.js';
import { isOver } from '#libs/contracts/run-states';
import type { ClipRow } from './clip-rows.js';
import { MOST_ROWS, readErrors, readScores } from './read-clips.js';

const POLL_EVERY_MS = 1_500;

export interface Clips {
  readonly rows: readonly ClipRow[];
  readonly error: string | null;
  /** True if the run has more clips than the page can hold. */
  readonly isCut: boolean;
}

interface Read {
  /** Run and launch. Another value starts over. */
  readonly about: string;
  readonly rows: readonly ClipRow[];
  /** Cursor of the next page; undefined if everything is read. */
  readonly cursor: string | null | undefined;
}

const NONE: readonly ClipRow[] = [];

/** Reads the clips of a run page by page while they are scored. Failed clips follow when the run ends. */
export function useClips({ id, launch, state }: ScoringRun): Clips {
  const [scored, setScored] = useState(NONE);
  const [failed, setFailed] = useState(NONE);
  const [error, setError] = useState<string | null>(null);
  const read = useRef<Read>({ about: '', rows: NONE, cursor: null });
  const secret = key.value;
  const connection = reconnections.value;

  // A resumed run adds scores between those already read, so its pages are read again.
  const about = `${id} ${String(launch)}`;
  useEffect(() => {
    const abort = new AbortController();
    if (read.current.about !== about) read.current = { about, rows: NONE, cursor: null };
    setScored(read.current.rows);
    setError(null);
    readPages(id, read.current, abort.signal, (next) => {
      read.current = next;
      setScored(next.rows);
    }).catch((reason: unknown) => {
      if (!abort.signal.aborted) setError(messageOf(reason));
    });
    return () => abort.abort();
  }, [about, secret, connection]);

  useEffect(() => {
    const abort = new AbortController();
    setFailed(NONE);
    if (isOver(state))
      readErrors(id, MOST_ROWS, abort.signal).then(
        (rows) => {
          if (!abort.signal.aborted) setFailed(rows);
        },
        (reason: unknown) => {
          if (!abort.signal.aborted) setError(messageOf(reason));
        },
      );
    return () => abort.abort();
  }, [about, isOver(state), secret, connection]);

  const rows = useMemo(
    () => (failed.length === 0 ? scored : [...scored, ...failed].slice(0, MOST_ROWS)),
    [scored, failed],
  );
  return { rows, error, isCut: rows.length >= MOST_ROWS };
}

/** Reads page after page and reports each, until the run ends or the page limit is reached. */
async function readPages(
  id: string,
  from: Read,
  signal: AbortSignal,
  onPage: (read: Read) => void,
): Promise<void> {
  let { rows, cursor } = from;
  while (cursor !== undefined && rows.length < MOST_ROWS) {
    const page = await readScores(id, cursor, signal);
    if (signal.aborted) return;
    cursor = page.nextCursor ?? undefined;
    if (page.rows.length > 0) rows = [...rows, ...page.rows].slice(0, MOST_ROWS);
    onPage({ about: from.about, rows, cursor });
    if (page.rows.length === 0 && cursor !== undefined) await sleep(POLL_EVERY_MS, signal);
  }
}
