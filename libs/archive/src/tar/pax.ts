import { malformed } from '../faults.js';
import type { SparseMap } from './sparse.js';

/** What records of pax and GNU say about the next entry. */
export interface Override {
  readonly path?: Buffer;
  readonly size?: number;
  readonly sparse?: SparseMap;
}

/** Reads path, size and GNU's map of a sparse file from pax records, each of which is `length key=value\n`. */
export function parsePax(bytes: Buffer): Override {
  const found = new Map<string, Buffer>();
  const pairs: number[] = [];
  for (const { key, value } of readRecords(bytes)) {
    found.set(key, value);
    // Format 0.0 of GNU's sparse files repeats these keys.
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') pairs.push(parseNumber(value));
  }
  const numberOf = (key: string) => {
    const value = found.get(key);
    return value === undefined ? undefined : parseNumber(value);
  };
  const size = numberOf('size');
  const path = found.get('GNU.sparse.name') ?? found.get('path');
  const realSize = numberOf('GNU.sparse.realsize') ?? numberOf('GNU.sparse.size');
  const map = found.get('GNU.sparse.map');
  const numbers = map === undefined ? pairs : map.toString('latin1').split(',').map(Number);
  const isInData = found.get('GNU.sparse.major')?.toString() === '1';
  return {
    ...(path === undefined ? {} : { path }),
    ...(size === undefined ? {} : { size }),
    ...(realSize === undefined ? {} : { sparse: { realSize, numbers: isInData ? null : numbers } }),
  };
}

function* readRecords(bytes: Buffer): Generator<{ readonly key: string; readonly value: Buffer }> {
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > bytes.length)
      throw malformed('A pax record has an impossible length.');
    const record = bytes.subarray(space + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    yield { key: record.toString('latin1', 0, Math.max(0, equals)), value: record.subarray(equals + 1) };
    at += length;
  }
}

function parseNumber(value: Buffer): number {
  const text = value.toString('latin1');
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw malformed('A pax record contains an invalid number.');
  return Number(text);
}
