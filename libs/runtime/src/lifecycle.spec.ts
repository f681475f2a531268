import { describe, expect, it } from 'vitest';
import { Lifecycle } from './lifecycle.js';
import { createLogger } from './logger.js';

function lifecycleWith(log: string[]): Lifecycle {
  const lifecycle = new Lifecycle(createLogger('test', 'silent'));
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

  it('goes on closing when a part fails to close', async () => {
    const log: string[] = [];
    const lifecycle = lifecycleWith(log);
    lifecycle.onClose('broken', () => Promise.reject(new Error('stuck')));
    await lifecycle.close();
    expect(log).toEqual(['queue', 'redis', 'store']);
  });
});
