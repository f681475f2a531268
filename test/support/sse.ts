import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { runEvent, type RunEvent } from '#libs/contracts';

export interface ReceivedEvent {
  readonly id: string | null;
  readonly event: RunEvent;
}

/** The events of a stream of server-sent events as they arrive; ends where the stream ends. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  const body = Readable.fromWeb(response.body!);
  let fields = new Map<string, string>();
  for await (const line of createInterface({ input: body })) {
    const [name = '', value = ''] = line.split(/: (.*)/s);
    if (line !== '') {
      fields.set(name, value);
      continue;
    }
    const data = fields.get('data');
    if (data !== undefined) {
      const event = runEvent.parse(JSON.parse(data));
      if (fields.get('event') !== event.type)
        throw new Error(`the event is named ${fields.get('event') ?? ''}`);
      yield { id: fields.get('id') ?? null, event };
    }
    fields = new Map();
  }
}

export async function allEvents(response: Response): Promise<ReceivedEvent[]> {
  const events: ReceivedEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}
