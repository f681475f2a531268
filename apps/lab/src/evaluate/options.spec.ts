import { describe, expect, it } from 'vitest';
import { parseNumbers, readOptions } from './options.js';

describe('options of evaluate', () => {
  it('reads ranges and lists, each number once and ascending', () => {
    expect(parseNumbers('--seeds', '0-4')).toEqual([0, 1, 2, 3, 4]);
    expect(parseNumbers('--seeds', '7, 0-2,1')).toEqual([0, 1, 2, 7]);
  });

  it.each(['', 'a', '4-0', '1-', '-1', '0-100000'])('refuses the list "%s"', (value) => {
    expect(() => parseNumbers('--seeds', value)).toThrow('--seeds takes numbers such as 0-4');
  });

  it('lists the choices if a protocol or corpus is unknown', () => {
    expect(() => readOptions(['--protocol', 'P9', '--data', 'emodb=x'])).toThrow(/P0, P1.*"P9" is none/);
    expect(() => readOptions(['--data', 'iemocap=x'])).toThrow(/ravdess-speech.*"iemocap=x" is not that/);
  });

  it('reads how to compress trained models', () => {
    const compress = (value: string) => readOptions(['--data', 'emodb=x', '--compress', value])?.compress;
    expect(compress('int8')).toEqual({ kind: 'quantize', precision: 'int8' });
    expect(compress('prune-0.9')).toEqual({ kind: 'prune', sparsity: 0.9 });
    expect(compress('distill')).toMatchObject({ kind: 'distill', temperature: 3 });
    expect(readOptions(['--data', 'emodb=x'])?.compress).toBeNull();
    for (const wrong of ['int4', 'prune-2', 'prune-', 'quantize-1'])
      expect(() => compress(wrong), wrong).toThrow(`"${wrong}" is none of them`);
  });

  it('lets the recipe choose the epoch by default', () => {
    expect(readOptions(['--data', 'emodb=x'])?.lastEpoch).toBe(false);
    expect(readOptions(['--data', 'emodb=x', '--last-epoch'])?.lastEpoch).toBe(true);
  });

  it('adds the preprocessing to the feature set and rejects invalid ones', () => {
    const read = (value: string) => readOptions(['--data', 'emodb=x', '--preprocessing', value]);
    expect(read('{}')?.definition).toEqual(readOptions(['--data', 'emodb=x'])?.definition);
    expect(read('{"channels":"each"}')?.definition.preprocessing).toMatchObject({ channels: 'each' });
    for (const wrong of ['each', '{"channels":"both"}']) expect(() => read(wrong)).toThrow('--preprocessing');
  });

  it('uses all folds by default', () => {
    expect(readOptions(['--data', 'emodb=x'])?.folds).toBeNull();
    expect(readOptions(['--data', 'emodb=x', '--folds', '1'])?.folds).toEqual([1]);
  });
});
