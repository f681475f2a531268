import { describe, expect, it } from 'vitest';
import { numbers, readOptions } from './options.js';

describe('options of evaluate', () => {
  it('reads ranges and lists, each number once and ascending', () => {
    expect(numbers('--seeds', '0-4')).toEqual([0, 1, 2, 3, 4]);
    expect(numbers('--seeds', '7, 0-2,1')).toEqual([0, 1, 2, 7]);
  });

  it.each(['', 'a', '4-0', '1-', '-1', '0-100000'])('refuses the list "%s"', (value) => {
    expect(() => numbers('--seeds', value)).toThrow('--seeds takes numbers such as 0-4');
  });

  it('names what may be chosen when a protocol or corpus is unknown', () => {
    expect(() => readOptions(['--protocol', 'P9', '--data', 'emodb=x'])).toThrow(/P0, P1.*"P9" is none/);
    expect(() => readOptions(['--data', 'iemocap=x'])).toThrow(/ravdess-speech.*"iemocap=x" is not that/);
  });

  it('reads how trained models are made smaller', () => {
    const compress = (value: string) => readOptions(['--data', 'emodb=x', '--compress', value])?.compress;
    expect(compress('int8')).toEqual({ kind: 'quantize', precision: 'int8' });
    expect(compress('prune-0.9')).toEqual({ kind: 'prune', sparsity: 0.9 });
    expect(compress('distill')).toMatchObject({ kind: 'distill', temperature: 3 });
    expect(readOptions(['--data', 'emodb=x'])?.compress).toBeNull();
    for (const wrong of ['int4', 'prune-2', 'prune-', 'quantize-1'])
      expect(() => compress(wrong), wrong).toThrow(`"${wrong}" is none of them`);
  });

  it('leaves the choice of the epoch to the recipe unless told', () => {
    expect(readOptions(['--data', 'emodb=x'])?.lastEpoch).toBe(false);
    expect(readOptions(['--data', 'emodb=x', '--last-epoch'])?.lastEpoch).toBe(true);
  });

  it('adds the preprocessing to the feature set, and refuses what is none', () => {
    const read = (value: string) => readOptions(['--data', 'emodb=x', '--preprocessing', value]);
    expect(read('{}')?.definition).toEqual(readOptions(['--data', 'emodb=x'])?.definition);
    expect(read('{"channels":"each"}')?.definition.preprocessing).toMatchObject({ channels: 'each' });
    for (const wrong of ['each', '{"channels":"both"}']) expect(() => read(wrong)).toThrow('--preprocessing');
  });

  it('takes all folds unless some are named', () => {
    expect(readOptions(['--data', 'emodb=x'])?.folds).toBeNull();
    expect(readOptions(['--data', 'emodb=x', '--folds', '1'])?.folds).toEqual([1]);
  });
});
