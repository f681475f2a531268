import { fitsKernel, mfccKernel, type MelRequest, type MfccTables } from '#libs/kernels';
import { dctBasis } from './dct.js';
import { type MelGrid, type MfccGrid, frameWindow } from './window.js';
import { frameCount, spanSamples, padPart } from './frames.js';
import { melBank } from './mel-bank.js';
import { LEAST_POWER } from './mel-spectrogram.js';
import type { MfccEngine } from './engines.js';
import { everyFrame } from './pooling.js';

/**
 * The largest dynamic range for which the kernels are used. A float32 FFT has errors about 130 dB below a frame's
 * loudest frequency. Levels that end 80 dB below the clip's loudest hide them; a set without that limit shows them next
 * to a pure tone.
 */
const MAX_TOP_DB = 80;

/** Returns true if the kernels compute a grid's sizes and levels as well as the reference does. */
export function fitsKernels({ fftLength, melBands, topDb }: MelGrid): boolean {
  return topDb !== null && topDb <= MAX_TOP_DB && fitsKernel({ fftLength, bands: melBands });
}

/**
 * Creates an engine with the results of `createLibrosaMfcc`, which uses the WebAssembly kernel in float32 and is about
 * four times as fast.
 *
 * @param createReference creates the engine for clips that are too long for the kernel's memory
 */
export function createKernelMfcc(grid: MfccGrid, createReference: () => MfccEngine): MfccEngine {
  const tables = tablesOf(grid, grid.coefficients);
  return {
    compute: (span, rangesOf, allocate) => {
      const request = requestOf(span, grid, tables);
      if (!mfccKernel().hasRoomFor(tables, request.frames))
        return createReference().compute(span, rangesOf, allocate);
      const ranges = rangesOf(request.frames);
      const out = allocate(ranges.length);
      mfccKernel().mfcc(request, ranges, out);
      return out;
    },
  };
}

/**
 * Creates a function that computes the log-mel levels of every frame in dB, `[frames, bands]`, with the WebAssembly
 * kernel. It returns null for a clip that is too long for the kernel's memory.
 */
export function createKernelLogMel(grid: MelGrid): (span: Float32Array) => Float32Array | null {
  const tables = tablesOf(grid, 0);
  return (span) => {
    const request = requestOf(span, grid, tables);
    const { frames } = request;
    if (!mfccKernel().hasRoomFor(tables, frames)) return null;
    const levels = new Float32Array(frames * grid.melBands);
    mfccKernel().logMel(request, everyFrame(frames), levels);
    return levels;
  };
}

function requestOf(span: Float32Array, grid: MelGrid, tables: MfccTables): MelRequest {
  const samples = spanSamples(grid) ?? span.length;
  return {
    tables,
    frames: frameCount(samples, grid),
    fill: (start, out) => padPart(span, samples, grid, start, out),
  };
}

function tablesOf(grid: MelGrid, coefficients: number): MfccTables {
  const { fftLength, hopLength, melBands, topDb, leastPower = LEAST_POWER } = grid;
  return {
    fftLength,
    hopLength,
    window: frameWindow(grid),
    bank: melBank(grid),
    basis: dctBasis(coefficients, melBands),
    bands: melBands,
    coefficients,
    addedPower: leastPower.mode === 'add' ? leastPower.power : 0,
    leastPower: leastPower.power,
    topDb,
  };
}
