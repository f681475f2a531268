import type { AddressGuard } from '#libs/outbound';
import type { Counts, HandledJob } from '#libs/queue';
import { deliver, type WebhookStore } from '#libs/webhooks';

/** One attempt at a delivery; the queue brings it again when the URL did not answer as it should. */
export async function deliverWebhook(
  platform: { readonly webhooks: WebhookStore; readonly guard: AddressGuard },
  { data, attempt }: HandledJob<'deliver-webhook'>,
): Promise<Counts> {
  const { webhookId, deliveryId } = data;
  return { [await deliver(platform, { webhookId, deliveryId, attempt })]: 1 };
}
