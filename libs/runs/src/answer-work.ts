import { asSerenadeError, type FailedAnswer } from '#libs/contracts';
import type { Replies, Counts } from '#libs/queue';

/**
 * A worker's part of what somebody waits for. An error is an answer: nothing is tried again.
 *
 * @param work gives the answer, or null when another job will
 */
export async function answerWork<T extends { readonly status: string }>(
  answers: Replies<T | FailedAnswer>,
  id: string,
  work: () => Promise<T | FailedAnswer | null>,
): Promise<Counts> {
  const answer = await work().catch((error: unknown): FailedAnswer => {
    const { code, message } = asSerenadeError(error);
    return { status: 'failed', code, message };
  });
  if (answer !== null) await answers.send(id, answer);
  return { failed: answer?.status === 'failed' ? 1 : 0 };
}
