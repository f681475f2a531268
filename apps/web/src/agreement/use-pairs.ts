import { useUpdates, type Loaded } from '../api/use-updates.js';
import { MOST_ROWS, readScoreLines } from '../scoring/read-clips.js';
import { pairVerdicts, type Pair, type Verdict } from './agreement.js';

interface Pairs {
  /** Null until both runs are read. */
  readonly pairs: readonly Pair[] | null;
  /** Number of scores read so far, from both runs. */
  readonly read: number;
}

/** Reads both runs at the same time and joins their answers by clip. */
export function usePairs(firstId: string, secondId: string): Loaded<Pairs> {
  return useUpdates<Pairs>(`${firstId} ${secondId}`, async (update, signal) => {
    let read = 0;
    const onPage = (clips: number) => {
      read += clips;
      update({ pairs: null, read });
    };
    const [first, second] = await Promise.all([
      readVerdicts(firstId, onPage, signal),
      readVerdicts(secondId, onPage, signal),
    ]);
    update({ pairs: pairVerdicts(first, second), read });
  });
}

/** Reads the scores of a finished run page by page, up to what a browser can hold. */
async function readVerdicts(
  runId: string,
  onPage: (clips: number) => void,
  signal: AbortSignal,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readScoreLines>> = await readScoreLines(runId, cursor, signal);
    for (const { clip, name, label, probability, probabilities } of page.lines)
      verdicts.push({ clip, name, label, probability, probabilities });
    cursor = page.nextCursor;
    onPage(page.lines.length);
  } while (cursor !== null && verdicts.length < MOST_ROWS && !signal.aborted);
  return verdicts;
}
