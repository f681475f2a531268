import { instantiate, type KernelMemory, isSupported } from '../load-module.js';

/** Memory of tensors and its allocator. */
export interface TensorHeap {
  readonly memory: KernelMemory;
  allocate(bytes: number): number;
  free(address: number): void;
}

/** A float32 tensor on a heap. */
export interface Floats {
  readonly address: number;
  readonly length: number;
}

/** The functions of `assembly/tensor.ts`, whose comments describe them; booleans are 0 and 1. */
export type TensorExports = Readonly<Record<TensorFunction, (...values: number[]) => number>>;

type TensorFunction =
  | 'multiply'
  | 'multiplyScratch'
  | 'lstmForward'
  | 'lstmBackward'
  | 'lstmTraceFloats'
  | 'lstmForwardScratch'
  | 'lstmBackwardScratch'
  | 'convolutionShape'
  | 'convolutionScratch'
  | 'convolve'
  | 'inputGradientScratch'
  | 'inputGradient'
  | 'filterGradientScratch'
  | 'filterGradient'
  | 'adam'
  | 'channelMoments'
  | 'columnSums'
  | 'normGradient'
  | 'normSums'
  | 'scaleChannels'
  | 'maxPool'
  | 'maxPoolGradient'
  | 'setWide'
  | 'weightedSum';

/** Panels of the products need addresses that are multiples of this; some allocators return multiples of 8. */
const ALIGNMENT = 16;

/** Runs the tensor kernels on one heap, for one thread. Its scratch grows to the largest need. */
export class TensorInstance {
  readonly exports: TensorExports;
  #scratch = { allocated: 0, address: 0, bytes: 0 };

  constructor(
    readonly heap: TensorHeap,
    readonly simd: SimdKind = bestSimd(),
  ) {
    const name = simd.startsWith('relaxed') ? 'tensor-relaxed' : 'tensor';
    this.exports = instantiate(name, heap.memory) as TensorExports;
    this.exports.setWide(Number(simd.endsWith('-wide')));
  }

  /** Reserves `bytes` bytes and returns their address, a multiple of 16. The next call invalidates them. */
  scratch(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      this.dispose();
      const allocated = this.heap.allocate(bytes + ALIGNMENT);
      const address = Math.ceil(allocated / ALIGNMENT) * ALIGNMENT;
      this.#scratch = { allocated, address, bytes };
    }
    return this.#scratch.address;
  }

  /**
   * Returns the address of a tensor of exactly `length` values within memory; 0 for null.
   *
   * @throws RangeError for another length or an address outside of memory, which is a mistake of the caller
   */
  place(tensor: Floats | null, length: number, name: string): number {
    if (tensor === null) return 0;
    if (tensor.length !== length) {
      throw new RangeError(`${name} has ${tensor.length} values, not ${length}.`);
    }
    if (tensor.address <= 0 || tensor.address + 4 * length > this.heap.memory.buffer.byteLength) {
      throw new RangeError(`${name} is not within the kernels' memory.`);
    }
    return tensor.address;
  }

  dispose(): void {
    if (this.#scratch.bytes > 0) this.heap.free(this.#scratch.allocated);
    this.#scratch = { allocated: 0, address: 0, bytes: 0 };
  }
}

/** @throws RangeError if an extent is not an integer of at least 1 */
export function checkExtents(extents: Readonly<Record<string, number>>): void {
  for (const [name, extent] of Object.entries(extents)) {
    if (!Number.isInteger(extent) || extent < 1)
      throw new RangeError(`${name} is ${extent}; it must be an integer of at least 1.`);
  }
}

/** Build of the kernels and its tiles: `-wide` is for runtimes that join vectors of 128 bits into 256. */
export type SimdKind = 'plain' | 'relaxed' | 'plain-wide' | 'relaxed-wide';

/** The option works since V8 13 (Node 24); Node 22 accepts and ignores it. */
const JOINS_VECTORS = '--experimental-wasm-revectorize';
const SINCE_V8 = 13;

/**
 * Returns the fastest build for this runtime. Fused multiply-add needs Node 22, or Node 20 with
 * `--experimental-wasm-relaxed-simd`; wide tiles need the option that joins vectors.
 */
export function bestSimd(): SimdKind {
  const build = isSupported('tensor-relaxed') ? 'relaxed' : 'plain';
  return joinsVectors(process.versions.v8, process.execArgv) ? `${build}-wide` : build;
}

/** Returns true if this V8 with these options joins two neighboring vectors into one of 256 bits. */
export function joinsVectors(v8: string, options: readonly string[]): boolean {
  return options.includes(JOINS_VECTORS) && Number.parseInt(v8) >= SINCE_V8;
}
