import { instantiate, type KernelMemory } from './load-module.js';
import { MAX_MEMORY_BYTES, reserve } from './memory.js';
import { BLOCK_ROWS, layOut, writeTables, type MfccLayout, type MfccTables } from './mfcc-layout.js';

/** The kernel releases memory above this after a clip: mel powers of 5 minutes with 128 bands. */
const KEPT_BYTES = 16 * 1024 * 1024;

/** The functions of `assembly/mfcc.ts`, whose comments describe them. */
interface MfccExports {
  readonly memory: KernelMemory;
  configure(...places: number[]): void;
  melPowers(from: number, hop: number, frames: number, to: number): number;
  meanDecibels(from: number, frames: number, bands: number, added: number, floor: number, to: number): void;
  multiplyRows(
    from: number,
    rows: number,
    bands: number,
    matrix: number,
    columnSums: number,
    columns: number,
    to: number,
  ): void;
}

/** The frames `[start, end)` whose log powers are averaged into one row. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
}

export interface MelRequest {
  readonly tables: MfccTables;
  readonly frames: number;
  /** Fills `out` with samples of the padded signal from `start` on. */
  readonly fill: (start: number, out: Float32Array) => void;
}

/** Computes log-mel rows and MFCC for one thread, clip after clip, of any length that fits into memory. */
export class MfccKernel {
  #exports = instantiate('mfcc') as MfccExports;
  #loaded: { readonly tables: MfccTables; readonly layout: MfccLayout } | null = null;

  /** Returns true if a clip of this many frames fits; the reference handles longer ones. */
  hasRoomFor(tables: MfccTables, frames: number): boolean {
    return this.#layoutOf(tables).powers + powerBytes(tables, frames) <= MAX_MEMORY_BYTES;
  }

  /**
   * Computes the means of log powers in dB over ranges of frames.
   *
   * @param out receives `[ranges, bands]`
   */
  logMel(request: MelRequest, ranges: readonly RowRange[], out: Float32Array): void {
    checkLength(out, ranges, request.tables.bands);
    this.#summarizeRows(request, ranges, (at, count, layout) => {
      const { bands } = request.tables;
      out.set(new Float32Array(this.#exports.memory.buffer, layout.rows, count * bands), at * bands);
    });
  }

  /**
   * Computes the DCT of those means: since the DCT is linear, these are the means of the coefficients.
   *
   * @param out receives `[ranges, coefficients]`
   */
  mfcc(request: MelRequest, ranges: readonly RowRange[], out: Float32Array): void {
    const { bands, coefficients } = request.tables;
    checkLength(out, ranges, coefficients);
    this.#summarizeRows(request, ranges, (at, count, layout) => {
      const { rows, basis, columnSums, columns, products } = layout;
      this.#exports.multiplyRows(rows, count, bands, basis, columnSums, columns, products);
      const values = new Float32Array(this.#exports.memory.buffer, products, count * columns);
      if (columns === coefficients) out.set(values, at * coefficients);
      else copyColumns(values, columns, coefficients, out, at);
    });
  }

  /**
   * Computes the powers in the bands of every frame, without a logarithm.
   *
   * @param out receives `[frames, bands]`
   * @throws RangeError if the frames do not fit into memory
   */
  powers(request: MelRequest, out: Float32Array): void {
    const { tables, frames } = request;
    if (out.length !== frames * tables.bands)
      throw new RangeError(`${frames} frames of ${tables.bands} bands do not fit ${out.length} values.`);
    const layout = this.#layoutOf(tables);
    reserve(this.#exports.memory, layout.powers + powerBytes(tables, frames));
    this.#melPowers(request, layout);
    out.set(new Float32Array(this.#exports.memory.buffer, layout.powers, out.length));
  }

  /** Computes rows of mean log powers block by block, and passes each block to `take` in place. */
  #summarizeRows(
    request: MelRequest,
    ranges: readonly RowRange[],
    take: (at: number, count: number, layout: MfccLayout) => void,
  ): void {
    const { tables, frames } = request;
    const { bands } = tables;
    checkRanges(ranges, frames);
    const layout = this.#layoutOf(tables);
    reserve(this.#exports.memory, layout.powers + powerBytes(tables, frames));
    const floor = this.#melPowers(request, layout);
    for (let at = 0; at < ranges.length; at += BLOCK_ROWS) {
      const block = ranges.slice(at, at + BLOCK_ROWS);
      block.forEach(({ start, end }, row) => {
        const from = layout.powers + 4 * bands * start;
        const to = layout.rows + 4 * bands * row;
        this.#exports.meanDecibels(from, end - start, bands, tables.addedPower, floor, to);
      });
      take(at, block.length, layout);
    }
    if (this.#exports.memory.buffer.byteLength <= KEPT_BYTES) return;
    // WebAssembly memory never shrinks, and a new instance costs less than a tenth of a millisecond.
    this.#exports = instantiate('mfcc') as MfccExports;
    this.#loaded = null;
  }

  /** Fills the matrix of mel powers. Returns the floor to which smaller powers are raised. */
  #melPowers({ tables, frames, fill }: MelRequest, layout: MfccLayout): number {
    const { hopLength, bands, addedPower, leastPower, topDb } = tables;
    const { blockFrames, blockSamples, signal, powers } = layout;
    const block = new Float32Array(this.#exports.memory.buffer, signal, blockSamples);
    let largest = 0;
    for (let frame = 0; frame < frames; frame += blockFrames) {
      const count = Math.min(blockFrames, frames - frame);
      // The kernel processes frames in groups of four.
      const samples = (4 * Math.ceil(count / 4) - 1) * hopLength + tables.fftLength;
      fill(frame * hopLength, block.subarray(0, samples));
      const to = powers + 4 * bands * frame;
      largest = Math.max(largest, this.#exports.melPowers(signal, hopLength, count, to));
    }
    return topDb === null ? leastPower : Math.max(leastPower, (largest + addedPower) * 10 ** (-topDb / 10));
  }

  /** Copies the tables into memory if it does not contain them yet. */
  #layoutOf(tables: MfccTables): MfccLayout {
    if (this.#loaded?.tables === tables) return this.#loaded.layout;
    const layout = layOut(tables);
    reserve(this.#exports.memory, layout.powers);
    writeTables(this.#exports.memory.buffer, tables, layout);
    this.#exports.configure(
      tables.fftLength / 2,
      tables.bands,
      layout.windowStart,
      layout.windowEnd,
      layout.window,
      layout.twiddles,
      layout.splitTwiddles,
      layout.starts,
      layout.lengths,
      layout.weights,
      layout.frames,
      layout.scratchOne,
      layout.scratchOther,
      layout.power,
      layout.mel,
    );
    this.#loaded = { tables, layout };
    return layout;
  }
}

let kernel: MfccKernel | null = null;

/** Returns the kernel of this thread. */
export function mfccKernel(): MfccKernel {
  kernel ??= new MfccKernel();
  return kernel;
}

function powerBytes({ bands }: MfccTables, frames: number): number {
  return 4 * bands * 4 * Math.ceil(frames / 4);
}

function copyColumns(
  values: Float32Array,
  columns: number,
  coefficients: number,
  out: Float32Array,
  at: number,
): void {
  for (let row = 0; row * columns < values.length; row++) {
    const from = row * columns;
    out.set(values.subarray(from, from + coefficients), (at + row) * coefficients);
  }
}

function checkLength(out: Float32Array, ranges: readonly RowRange[], width: number): void {
  if (out.length === ranges.length * width) return;
  throw new RangeError(`${ranges.length} rows of ${width} do not fit ${out.length} values.`);
}

function checkRanges(ranges: readonly RowRange[], frames: number): void {
  for (const { start, end } of ranges) {
    if (start >= 0 && start < end && end <= frames) continue;
    throw new RangeError(`The rows ${start} to ${end} are not within ${frames} frames.`);
  }
}
