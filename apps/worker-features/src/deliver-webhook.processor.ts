import { type AddressGuard, deliver, type WebhookStore } from '#libs/outbound';
import type { Counts, HandledJob } from '#libs/queue';

/** Tries to send a delivery once. If the receiver does not accept it, the queue retries the job. */
export async function deliverWebhook(
  context: { readonly webhooks: WebhookStore; readonly guard: AddressGuard },
  { data, attempt }: HandledJob<'deliver-webhook'>,
): Promise<Counts> {
  return { [await deliver(context, { ...data, attempt })]: 1 };
}
