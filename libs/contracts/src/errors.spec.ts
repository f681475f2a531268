import { describe, expect, it } from 'vitest';
import { ERRORS, SerenadeError, asSerenadeError, isErrorCode, type ErrorCode } from './errors.js';

const TABLE = Object.entries(ERRORS) as [ErrorCode, { http: number; retryable: boolean; title: string }][];

describe('ERRORS', () => {
  it.each(TABLE)('%s has an HTTP error status, a title and a well-formed code', (code, { http, title }) => {
    expect(http).toBeGreaterThanOrEqual(400);
    expect(http).toBeLessThan(600);
    expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
  });

  it('marks every 503 as retryable, except an engine, a queue or a store that does not suit', () => {
    const final = TABLE.filter(([, { http, retryable }]) => http === 503 && !retryable);
    expect(final.map(([code]) => code)).toEqual([
      'queue.unsuitable',
      'store.unsuitable',
      'engine.unavailable',
    ]);
  });

  it('never marks an invalid request as retryable', () => {
    const wrong = TABLE.filter(
      ([, { http }]) => http === 404 || http === 406 || http === 413 || http === 415,
    );
    expect(wrong.filter(([, { retryable }]) => retryable)).toEqual([]);
  });
});

describe('asSerenadeError', () => {
  it('returns a coded error unchanged', () => {
    const error = new SerenadeError('clip.silent', 'Nothing is heard.', { clip: 3 });
    expect(asSerenadeError(error)).toBe(error);
  });

  it('keeps the thrown value as the cause of an internal error', () => {
    const cause = new TypeError('x is undefined');
    expect(asSerenadeError(cause)).toMatchObject({ code: 'internal.error', message: cause.message, cause });
  });

  it('accepts a thrown value that is not an error', () => {
    expect(asSerenadeError('gone', 'run.failed')).toMatchObject({ code: 'run.failed', message: 'gone' });
  });
});

describe('isErrorCode', () => {
  it('accepts codes and no inherited property names', () => {
    expect(isErrorCode('clip.silent')).toBe(true);
    expect(['toString', 'clip.unheard', 7, undefined].filter(isErrorCode)).toEqual([]);
  });
});
