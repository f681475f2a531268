import { fitsKernel, mfccKernel, type MelRequest, type MfccTables } from '#libs/kernels';
import { dctBasis } from './dct.js';
import { type MelGrid, type MfccGrid, frameWindow } from './window.js';
import { frameCount, spanSamples, padPart } from './frames.js';
import { melBank } from './mel-bank.js';
import { LEAST_POWER } from './mel-spectrogram.js';
import type { MfccEngine } from './engines.js';
import type { FrameRange } from './pooling.js';

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
 * Computes the results of `LibrosaMfcc` with the WebAssembly kernel in float32, about four times as fast. The reference
 * computes clips that are too long for the kernel's memory.
 */
export class KernelMfcc implements MfccEngine {
  readonly #tables: MfccTables;

  /** @param reference creates the engine for clips that are too long */
  constructor(
    private readonly grid: MfccGrid,
    private readonly reference: () => MfccEngine,
  ) {
    this.#tables = tablesOf(grid, grid.coefficients);
  }

  compute(
    span: Float32Array,
    rangesOf: (frames: number) => readonly FrameRange[],
    allocate: (ranges: number) => Float32Array,
  ): Float32Array {
    const request = requestOf(span, this.grid, this.#tables);
    if (!mfccKernel().hasRoomFor(this.#tables, request.frames))
      return this.reference().compute(span, rangesOf, allocate);
    const ranges = rangesOf(request.frames);
    const out = allocate(ranges.length);
    mfccKernel().mfcc(request, ranges, out);
    return out;
  }
}

/** Computes log-mel levels of every frame in dB with the WebAssembly kernel. */
export class KernelLogMel {
  readonly #tables: MfccTables;

  constructor(private readonly grid: MelGrid) {
    this.#tables = tablesOf(grid, 0);
  }

  /** @returns `[frames, bands]`, or null if the clip is too long for the kernel's memory */
  compute(span: Float32Array): Float32Array | null {
    const request = requestOf(span, this.grid, this.#tables);
    const { frames } = request;
    if (!mfccKernel().hasRoomFor(this.#tables, frames)) return null;
    const everyFrame = Array.from({ length: frames }, (_, start) => ({ start, end: start + 1 }));
    const levels = new Float32Array(frames * this.grid.melBands);
    mfccKernel().logMel(request, everyFrame, levels);
    return levels;
  }
}

function requestOf(span: Float32Array, grid: MelGrid, tables: MfccTables): MelRequest {
  const samples = spanSamples(grid) ?? span.length;
  return {
    tables,
    frames: frameCount(samples, grid),
    fill: (start, out) => {
      padPart(span, samples, grid, start, out);
    },
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
