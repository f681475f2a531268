import { ask } from './client.js';
import type { ScoringRun } from './types.js';

/** @throws ApiError */
export async function beginScoring(archiveId: string, modelId: string): Promise<ScoringRun> {
  const run = await ask((client) => client.POST('/v1/scoring-runs', { body: { archiveId, modelId } }));
  if ('dryRun' in run) throw new Error('The server has only tried what the run would do.');
  return run;
}
