import { describe, expect, it } from 'vitest';
import { Lifecycle } from './lifecycle.js';
import { createLogger } from './logger.js';

function lifecycleWith(log: string[], graceMs?: number): Lifecycle {
  const lifecycle = new Lifecycle(createLogger('test', 'silent'), graceMs);
  for (const name of ['store', 'redis', 'queue']) {
    lifecycle.onClose(name, () => {
      log.push(name);
      return Promise.resolve();
    });
  }
  return lifecycle;
}

describe('Lifecycle', () => {
  it('closes what was opened last first, and each part once', async () => {
    const log: string[] = [];
    const lifecycle = lifecycleWith(log);
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    expect(log).toEqual(['queue', 'redis', 'store']);
  });

  it('ends within the grace period when a part never closes', async () => {
    const log: string[] = [];
    const lifecycle = lifecycleWith(log, 100);
    lifecycle.onClose('stuck', () => new Promise(() => undefined));
    const startedAt = performance.now();
    await lifecycle.close();
    expect(performance.now() - startedAt).toBeGreaterThan(90);
    expect(log).toEqual([]);
  });

  it('continues closing when a part fails to close', async () => {
    const log: string[] = [];
    const lifecycle = lifecycleWith(log);
    lifecycle.onClose('broken', () => Promise.reject(new Error('stuck')));
    await lifecycle.close();
    expect(log).toEqual(['queue', 'redis', 'store']);
  });
});
