import { parseEvents, type SentEvent } from '#libs/client';
import { runEvent } from '#libs/contracts';

/** Yields the events of a stream of server-sent events. The name of each event must be its type. */
export async function* readEvents({ body }: Response): AsyncGenerator<SentEvent> {
  for await (const { id, event: name, data } of parseEvents(body!)) {
    const event = runEvent.parse(JSON.parse(data));
    if (name !== event.type) throw new Error(`the event is named ${name ?? ''}`);
    yield { id: id ?? null, event };
  }
}

export async function allEvents(response: Response): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}
