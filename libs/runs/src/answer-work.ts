import { asSerenadeError, type FailedAnswer } from '#libs/contracts';
import type { Replies, Counts } from '#libs/queue';

/**
 * Does the work of an HTTP request that waits, and sends the reply. An error is a reply too: the job is not retried.
 *
 * @param work returns the reply, or null if another job will send it
 */
export async function answerWork<T extends { readonly status: string }>(
  replies: Replies<T | FailedAnswer>,
  id: string,
  work: () => Promise<T | FailedAnswer | null>,
): Promise<Counts> {
  const reply = await work().catch((error: unknown): FailedAnswer => {
    const { code, message } = asSerenadeError(error);
    return { status: 'failed', code, message };
  });
  if (reply !== null) await replies.send(id, reply);
  return { failed: reply?.status === 'failed' ? 1 : 0 };
}
