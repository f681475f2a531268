import { describe, expect, it } from 'vitest';
import { linesOf, parseEvents } from './streams.js';

function pieces(text: string, length: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / length);
  return ReadableStream.from(
    Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length)),
  );
}

const STREAM =
  'retry: 1000\n\nid: 1-0\nevent: a\ndata: {"say":"zürich"}\n\n: still here\n\ndata: two\ndata:lines\n\n';

describe('parseEvents', () => {
  it.each([1, 2, 7, 1000])('yields the same events however the stream is cut (%i bytes)', async (length) => {
    const events = [];
    for await (const { id, data } of parseEvents(pieces(STREAM, length))) events.push({ id, data });
    expect(events).toEqual([
      { id: '1-0', data: '{"say":"zürich"}' },
      { id: undefined, data: 'two\nlines' },
    ]);
  });

  it('drops an event that the stream breaks off', async () => {
    const events = [];
    for await (const event of parseEvents(pieces('data: whole\n\ndata: half', 5))) events.push(event.data);
    expect(events).toEqual(['whole']);
  });
});

describe('linesOf', () => {
  it('yields a last line without an end', async () => {
    const lines = [];
    for await (const line of linesOf(pieces('a\r\nb\nc', 2))) lines.push(line);
    expect(lines).toEqual(['a', 'b', 'c']);
  });
});
