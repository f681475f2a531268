import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('readOptions', () => {
  it('requires no option', () => {
    expect(readOptions([])).toMatchObject({
      corpus: null,
      recipe: 'paper',
      split: 'P0',
      seed: 0,
      epochs: null,
    });
  });

  it('accepts common names of corpora', () => {
    expect(readOptions(['--corpus', 'ravdess=/data/x=y'])?.corpus).toEqual({
      name: 'ravdess-speech',
      path: '/data/x=y',
    });
    expect(readOptions(['--corpus', 'emodb=/data'])?.corpus?.name).toBe('emodb');
  });

  it('returns null for help', () => {
    expect(readOptions(['--help'])).toBeNull();
  });

  it.each([
    [['--corpus', 'timit=/x']],
    [['--corpus', '/x']],
    [['--corpus', 'ravdess=']],
    [['--epochs', '0']],
    [['--epochs', 'many']],
    [['--seed', '-1']],
    [['--recipe', 'secret']],
    [['--split', 'P9']],
    [['--port', '70000']],
    [['--unknown']],
    [['stray']],
  ])('refuses %j in one sentence', (args) => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'LocalError' }));
  });
});
