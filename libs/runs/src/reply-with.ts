import { asSerenadeError, type FailedReply } from '#libs/contracts';
import type { Counts, Replies } from '#libs/queue';

/**
 * Does the work that an HTTP request waits for, and sends the reply. An error is a reply too; nothing is retried.
 *
 * @param work returns the reply, or null if another job sends it
 */
export async function replyWith<T extends { readonly status: string }>(
  replies: Replies<T | FailedReply>,
  id: string,
  work: () => Promise<T | FailedReply | null>,
): Promise<Counts> {
  const reply = await work().catch((error: unknown): FailedReply => {
    const { code, message } = asSerenadeError(error);
    return { status: 'failed', code, message };
  });
  if (reply !== null) await replies.send(id, reply);
  return { failed: reply?.status === 'failed' ? 1 : 0 };
}
