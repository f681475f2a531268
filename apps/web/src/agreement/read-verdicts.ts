import { MOST_ROWS, readScoreLines } from '../scoring/read-clips.js';
import type { Verdict } from './agreement.js';

/**
 * Reads the scores of a finished run page by page, up to what a browser can hold. It reports the count after each
 * page.
 */
export async function readVerdicts(
  runId: string,
  onProgress: (read: number) => void,
  signal: AbortSignal,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readScoreLines>> = await readScoreLines(runId, cursor, signal);
    for (const { clip, name, label, probability, probabilities } of page.lines)
      verdicts.push({ clip, name, label, probability, probabilities });
    cursor = page.nextCursor;
    onProgress(verdicts.length);
  } while (cursor !== null && verdicts.length < MOST_ROWS && !signal.aborted);
  return verdicts;
}
