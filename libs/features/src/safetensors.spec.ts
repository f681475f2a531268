import fc from 'fast-check';
import { SerenadeError } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { readSafetensors, requireTensor, writeSafetensors } from './safetensors.js';
import type { Tensor } from './safetensors-header.js';

const values: Tensor = { dtype: 'F32', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, -6) };
const offsets: Tensor = { dtype: 'I64', shape: [3], values: BigInt64Array.of(0n, 1n, 2n) };
const labels: Tensor = { dtype: 'I32', shape: [2], values: Int32Array.of(-1, 7) };
const file = writeSafetensors({ values, labels, offsets }, { featureSetId: 'fs-1', é: 'ü' });

/** Builds a file with the given header and `dataBytes` zeros. */
function withHeader(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const damaged: unknown = expect.objectContaining({
  code: 'features.corrupt',
  message: expect.stringContaining('damaged') as string,
});

describe('safetensors', () => {
  it('reads back what it wrote', () => {
    const { tensors, metadata } = readSafetensors(file);
    expect(Object.fromEntries(tensors)).toEqual({ values, labels, offsets });
    expect(metadata).toEqual({ featureSetId: 'fs-1', é: 'ü' });
  });

  it("writes the reference's layout: aligned header, widest types first, the same bytes each time", () => {
    const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength))) as object;
    expect(header).toMatchObject({
      offsets: { dtype: 'I64', shape: [3], data_offsets: [0, 24] },
      labels: { data_offsets: [24, 32] },
      values: { data_offsets: [32, 56] },
    });
    expect(writeSafetensors({ offsets, values, labels }, { é: 'ü', featureSetId: 'fs-1' })).toEqual(file);
  });

  it('returns views of aligned bytes and copies of others', () => {
    const view = requireTensor(readSafetensors(file), 'values', 'F32').values;
    expect(view.buffer).toBe(file.buffer);
    for (const shifted of [new Uint8Array(file.length + 1), Buffer.alloc(file.length + 1)]) {
      shifted.set(file, 1);
      expect(requireTensor(readSafetensors(shifted.subarray(1)), 'values', 'F32').values).toEqual(
        values.values,
      );
    }
  });

  it('supports empty tensors, scalars and odd names', () => {
    const empty: Tensor = { dtype: 'F32', shape: [0, 40], values: new Float32Array() };
    const scalar: Tensor = { dtype: 'F32', shape: [], values: Float32Array.of(2) };
    const { tensors } = readSafetensors(writeSafetensors({ empty, scalar, 'a "b"': scalar }));
    expect(tensors.get('empty')).toEqual(empty);
    expect(tensors.get('scalar')).toEqual(scalar);
    expect(tensors.get('a "b"')).toEqual(scalar);
  });

  it('refuses to write a shape that does not match its values, and the reserved name', () => {
    const wrong: Tensor = { dtype: 'F32', shape: [7], values: new Float32Array(6) };
    expect(() => writeSafetensors({ wrong })).toThrow('The tensor "wrong" of shape [7] cannot hold 6 values');
    expect(() => writeSafetensors({ ['__metadata__']: values })).toThrow(SerenadeError);
  });

  it('names a tensor that is missing or has another type', () => {
    const read = readSafetensors(file);
    expect(() => requireTensor(read, 'missing', 'F32')).toThrow('"missing" is missing');
    expect(() => requireTensor(read, 'labels', 'F32')).toThrow('has the type I32, not F32');
  });

  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  it.each([
    ['a header longer than the file', Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123, 125)],
    ['a header of 2^64 - 1 bytes', new Uint8Array(16).fill(255)],
    ['a header that is not JSON', withHeader('{"a":', 0)],
    ['a header that is not an object', withHeader([], 0)],
    ['a header that is no UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)],
    ['an unknown type', withHeader({ a: { ...entry, dtype: 'F99' } }, 8)],
    ['a type of an inherited name', withHeader({ a: { ...entry, dtype: 'toString' } }, 8)],
    ['a negative size', withHeader({ a: { ...entry, shape: [-2] } }, 8)],
    ['a shape that needs more bytes', withHeader({ a: { ...entry, shape: [3] } }, 8)],
    ['three offsets', withHeader({ a: { ...entry, data_offsets: [0, 4, 8] } }, 8)],
    ['overlapping tensors', withHeader({ a: entry, b: { ...entry, data_offsets: [4, 12] } }, 12)],
    ['a gap', withHeader({ a: entry, b: { ...entry, data_offsets: [12, 20] } }, 20)],
    ['data behind the last tensor', withHeader({ a: entry }, 9)],
    ['data cut short', withHeader({ a: entry }, 7)],
    ['metadata that is no string', withHeader({ __metadata__: { a: 1 } }, 0)],
  ])('rejects %s', (_, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(damaged);
  });

  it('rejects every truncation', () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => readSafetensors(file.subarray(0, length)), `${length} bytes`).toThrow(damaged);
    }
  });

  it('reads or rejects any bytes with a coded error', () => {
    const changed = fc
      .array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = file.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), changed), (bytes) => {
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toEqual(damaged);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
