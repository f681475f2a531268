import { useMemo, useRef } from 'preact/hooks';
import { sleep } from '#libs/client';
import type { ScoringRun } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { useUpdates } from '../api/use-updates.js';
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
  /** Id and launch of the run. A new launch is read from the start. */
  readonly about: string;
  readonly rows: readonly ClipRow[];
  /** Cursor of the next page: null for the first page, undefined if everything is read. */
  readonly cursor: string | null | undefined;
}

const NONE: readonly ClipRow[] = [];

/** Reads the clips of a run page by page while they are scored. Failed clips follow when the run ends. */
export function useClips({ id, launch, state }: ScoringRun): Clips {
  // A resumed run adds scores between those already read, so its pages are read again.
  const about = `${id} ${String(launch)}`;
  const read = useRef<Read>({ about, rows: NONE, cursor: null });
  const scored = useUpdates<Read>(about, (update, signal) => {
    if (read.current.about !== about) read.current = { about, rows: NONE, cursor: null };
    return readPages(id, read.current, signal, (next) => update((read.current = next)));
  });
  const failed = useLoaded(`${about} ${String(isOver(state))}`, async (signal) =>
    isOver(state) ? readErrors(id, MOST_ROWS, signal) : NONE,
  );
  const [scores, failures] = [scored.data?.rows ?? NONE, failed.data ?? NONE];
  const rows = useMemo(
    () => (failures.length === 0 ? scores : [...scores, ...failures].slice(0, MOST_ROWS)),
    [scores, failures],
  );
  return { rows, error: scored.error ?? failed.error, isCut: rows.length >= MOST_ROWS };
}

/** Reports what is known, then each further page, until the run ends or the page limit is reached. */
async function readPages(
  id: string,
  from: Read,
  signal: AbortSignal,
  onPage: (read: Read) => void,
): Promise<void> {
  let { rows, cursor } = from;
  onPage(from); // clears an earlier error
  while (cursor !== undefined && rows.length < MOST_ROWS) {
    const page = await readScores(id, cursor, signal);
    if (signal.aborted) return;
    cursor = page.nextCursor ?? undefined;
    if (page.rows.length > 0) rows = [...rows, ...page.rows].slice(0, MOST_ROWS);
    onPage({ about: from.about, rows, cursor });
    if (page.rows.length === 0 && cursor !== undefined) await sleep(POLL_EVERY_MS, signal);
  }
}
