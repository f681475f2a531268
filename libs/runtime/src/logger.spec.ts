import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

describe('createLogger', () => {
  it.each(['trace', 'warn', 'silent'])('accepts the level %s', (level) => {
    expect(createLogger('test', level).level).toBe(level);
  });

  it('uses info for an unknown level, so that the log can report the faulty environment', () => {
    expect(createLogger('test', 'loud').level).toBe('info');
  });
});
