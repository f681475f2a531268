import { expect, it } from 'vitest';
import { findRefusal } from './archive-kind.js';

const tar = new Uint8Array(1024);
tar.set(new TextEncoder().encode('ustar'), 257);

it.each([
  ['clips.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0), null],
  ['clips.tar', tar, null],
  ['clips.tgz', Uint8Array.of(0x1f, 0x8b, 8, 0), null],
  ['clips.tar.zst', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), null],
  ['empty.zip', Uint8Array.of(0x50, 0x4b, 5, 6), 'an empty zip'],
  ['nothing.zip', new Uint8Array(), 'is empty'],
  ['call.wav', new TextEncoder().encode('RIFF....WAVE'), 'single recording'],
  ['renamed.zip', new TextEncoder().encode('Dear diary'), 'neither a zip nor a tar'],
  ['short.tar', tar.slice(0, 300), 'neither a zip nor a tar'],
])('checks the first bytes of %s', async (name, bytes, expected) => {
  const refusal = await findRefusal(new File([bytes], name));
  if (expected === null) expect(refusal).toBeNull();
  else expect(refusal).toContain(expected);
});
