import { MOST_ROWS, readScoreLines } from '../scoring/read-clips.js';
import type { Verdict } from './agreement.js';

/** Every score of a run that is over, in pages, as far as a browser holds them. Tells after each page how many there are. */
export async function readVerdicts(
  runId: string,
  tell: (read: number) => void,
  signal: AbortSignal,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readScoreLines>> = await readScoreLines(runId, cursor, signal);
    for (const { clip, name, label, probability, probabilities } of page.lines)
      verdicts.push({ clip, name, label, probability, probabilities });
    cursor = page.nextCursor;
    tell(verdicts.length);
  } while (cursor !== null && verdicts.length < MOST_ROWS && !signal.aborted);
  return verdicts;
}
