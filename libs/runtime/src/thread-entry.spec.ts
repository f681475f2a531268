import { describe, expect, it } from 'vitest';
import { threadEntry } from './thread-entry.js';

describe('threadEntry', () => {
  it('gives the built file beside a built module', () => {
    const url = 'file:///srv/dist/libs/learning/src/engine/engine-host.js';
    expect(threadEntry(url, 'engine.thread')).toBe('/srv/dist/libs/learning/src/engine/engine.thread.js');
  });

  it('gives the built file of a source, also where a folder above has the name of a part', () => {
    const url = 'file:///home/apps/serenade/libs/learning/src/engine/engine-host.ts';
    expect(threadEntry(url, 'engine.thread')).toBe(
      '/home/apps/serenade/dist/libs/learning/src/engine/engine.thread.js',
    );
  });
});
