import { ask } from './client.js';
import type { ScoringRun } from './types.js';

/** Starts a scoring run. @throws ApiError */
export async function beginScoring(archiveId: string, modelId: string): Promise<ScoringRun> {
  const run = await ask('POST /v1/scoring-runs', { body: { archiveId, modelId } });
  if ('dryRun' in run) throw new Error('The server did a dry run instead of starting the run.');
  return run;
}
