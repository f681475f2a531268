import { createParser, type EventSourceMessage } from 'eventsource-parser';

type Bytes = ReadableStream<Uint8Array>;

/** Yields the server-sent events of a stream. */
export async function* parseEvents(stream: Bytes): AsyncGenerator<EventSourceMessage, void, undefined> {
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  for await (const bytes of pieces(stream)) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    const parsed = events;
    events = [];
    yield* parsed;
  }
}

/** Yields the lines of a UTF-8 stream, without line endings. */
export async function* linesOf(stream: Bytes): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of pieces(stream)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** Yields the chunks of a stream. Not every browser can iterate over a stream. */
async function* pieces(stream: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
