import type { PlainCodec } from '../containers/sample-layout.js';
import { A_LAW, MU_LAW } from './companding.js';

/** Writes `count` samples that begin at byte `offset` to `out`, scaled so that full scale is 1. */
export type SampleReader = (view: DataView, offset: number, count: number, out: Float64Array) => void;

/** Each encoding has its own loop over interleaved samples. Scaling divides by 2^(bits - 1), as libsndfile does. */
export const SAMPLE_READERS: Readonly<Record<PlainCodec, SampleReader>> = {
  'pcm-8': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = (view.getUint8(offset + i) - 128) / 128;
  },
  'pcm-s8': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getInt8(offset + i) / 128;
  },
  'pcm-16': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getInt16(offset + 2 * i, true) / 32768;
  },
  'pcm-16-be': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getInt16(offset + 2 * i) / 32768;
  },
  'pcm-24': (view, offset, count, out) => {
    for (let i = 0, at = offset; i < count; i++, at += 3) {
      out[i] = (view.getInt8(at + 2) * 65536 + view.getUint16(at, true)) / 8388608;
    }
  },
  'pcm-24-be': (view, offset, count, out) => {
    for (let i = 0, at = offset; i < count; i++, at += 3) {
      out[i] = (view.getInt16(at) * 256 + view.getUint8(at + 2)) / 8388608;
    }
  },
  'pcm-24-low': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = ((view.getInt32(offset + 4 * i, true) << 8) >> 8) / 8388608;
  },
  'pcm-32': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getInt32(offset + 4 * i, true) / 2147483648;
  },
  'pcm-32-be': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getInt32(offset + 4 * i) / 2147483648;
  },
  'float-32': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getFloat32(offset + 4 * i, true);
  },
  'float-32-be': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getFloat32(offset + 4 * i);
  },
  'float-64': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getFloat64(offset + 8 * i, true);
  },
  'float-64-be': (view, offset, count, out) => {
    for (let i = 0; i < count; i++) out[i] = view.getFloat64(offset + 8 * i);
  },
  'a-law': (view, offset, count, out) => readTable(A_LAW, view, offset, count, out),
  'mu-law': (view, offset, count, out) => readTable(MU_LAW, view, offset, count, out),
};

function readTable(
  table: Float64Array,
  view: DataView,
  offset: number,
  count: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) out[i] = table[view.getUint8(offset + i)] ?? 0;
}
