import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

describe('createLogger', () => {
  it.each(['trace', 'warn', 'silent'])('takes the level %s', (level) => {
    expect(createLogger('test', level).level).toBe(level);
  });

  it('counts a level that does not exist as info, so that the fault in the environment can be told', () => {
    expect(createLogger('test', 'loud').level).toBe('info');
  });
});
