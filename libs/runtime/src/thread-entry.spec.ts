import { describe, expect, it } from 'vitest';
import { threadEntry } from './thread-entry.js';

describe('threadEntry', () => {
  it('gives the built file beside a built module', () => {
    const url = 'file:///srv/dist/apps/worker-gpu/src/gpu.service.js';
    expect(threadEntry(url, 'engine.thread')).toBe('/srv/dist/apps/worker-gpu/src/engine.thread.js');
  });

  it('gives the built file of a source, also where a folder above has the name of a part', () => {
    const url = 'file:///home/apps/serenade/apps/worker-gpu/src/gpu.service.ts';
    expect(threadEntry(url, 'engine.thread')).toBe(
      '/home/apps/serenade/dist/apps/worker-gpu/src/engine.thread.js',
    );
  });
});
