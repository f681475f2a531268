import { asSerenadeError, type TrialAnswer } from '#libs/contracts';
import type { Counts, TrialAnswers } from '#libs/queue';

/**
 * A worker's part of a trial. An error is an answer: somebody waits, so that nothing is tried again.
 *
 * @param work gives the answer, or null when another job will
 */
export async function answerTrial(
  trials: TrialAnswers,
  trialId: string,
  work: () => Promise<TrialAnswer | null>,
): Promise<Counts> {
  const answer = await work().catch((error: unknown): TrialAnswer => {
    const { code, message } = asSerenadeError(error);
    return { status: 'failed', code, message };
  });
  if (answer !== null) await trials.tell(trialId, answer);
  return { failed: answer?.status === 'failed' ? 1 : 0 };
}
