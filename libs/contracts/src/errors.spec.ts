import { describe, expect, it } from 'vitest';
import { ERRORS, SerenadeError, asSerenadeError, isErrorCode, type ErrorCode } from './errors.js';

const TABLE = Object.entries(ERRORS) as [ErrorCode, { http: number; retryable: boolean; title: string }][];

describe('ERRORS', () => {
  it.each(TABLE)(
    '%s is an error status of HTTP with a title and a stable form of code',
    (code, { http, title }) => {
      expect(http).toBeGreaterThanOrEqual(400);
      expect(http).toBeLessThan(600);
      expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
    },
  );

  it('lets a client repeat what answers 503, unless an operator forced it so', () => {
    const final = TABLE.filter(([, { http, retryable }]) => http === 503 && !retryable);
    expect(final.map(([code]) => code)).toEqual(['engine.unavailable']);
  });

  it('never tells a caller to repeat a request that is wrong in itself', () => {
    const wrong = TABLE.filter(
      ([, { http }]) => http === 404 || http === 406 || http === 413 || http === 415,
    );
    expect(wrong.filter(([, { retryable }]) => retryable)).toEqual([]);
  });
});

describe('asSerenadeError', () => {
  it('gives a coded error back as it is', () => {
    const error = new SerenadeError('clip.silent', 'Nothing is heard.', { clip: 3 });
    expect(asSerenadeError(error)).toBe(error);
  });

  it('keeps what was thrown as the cause of an internal error', () => {
    const cause = new TypeError('x is undefined');
    expect(asSerenadeError(cause)).toMatchObject({ code: 'internal.error', message: cause.message, cause });
  });

  it('takes a thrown value that is no error', () => {
    expect(asSerenadeError('gone', 'run.failed')).toMatchObject({ code: 'run.failed', message: 'gone' });
  });
});

describe('isErrorCode', () => {
  it('knows codes and nothing that every object has', () => {
    expect(isErrorCode('clip.silent')).toBe(true);
    expect(['toString', 'clip.unheard', 7, undefined].filter(isErrorCode)).toEqual([]);
  });
});
