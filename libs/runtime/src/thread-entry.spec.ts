import { describe, expect, it } from 'vitest';
import { threadEntry } from './thread-entry.js';

describe('threadEntry', () => {
  it('returns the built file next to a built module', () => {
    const url = 'file:///srv/dist/libs/learning/src/engine/engine-host.js';
    expect(threadEntry(url, 'engine.thread')).toBe('/srv/dist/libs/learning/src/engine/engine.thread.js');
  });

  it('returns the built file of a source, also if a parent folder is named apps', () => {
    const url = 'file:///home/apps/serenade/libs/learning/src/engine/engine-host.ts';
    expect(threadEntry(url, 'engine.thread')).toBe(
      '/home/apps/serenade/dist/libs/learning/src/engine/engine.thread.js',
    );
  });
});
