import { type AddressGuard, deliver, type WebhookStore } from '#libs/outbound';
import type { Counts, HandledJob } from '#libs/queue';

/** One attempt at a delivery; the queue brings it again when the URL did not answer as it should. */
export async function deliverWebhook(
  platform: { readonly webhooks: WebhookStore; readonly guard: AddressGuard },
  { data, attempt }: HandledJob<'deliver-webhook'>,
): Promise<Counts> {
  return { [await deliver(platform, { ...data, attempt })]: 1 };
}
