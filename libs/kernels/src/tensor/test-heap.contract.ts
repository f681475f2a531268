import { isSupported, type KernelMemory } from '../load-module.js';
import { TensorInstance, type Floats, type TensorHeap, type SimdKind } from './instance.js';

declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => KernelMemory;
};

const GUARD = 1234.5;

/** The builds that this runtime supports. Wide tiles are correct everywhere, but fast only where vectors are joined. */
export const SIMD_KINDS: readonly SimdKind[] = [
  'plain',
  'plain-wide',
  ...(isSupported('tensor-relaxed') ? (['relaxed', 'relaxed-wide'] as const) : []),
];

/** A heap with its own memory. Each tensor is followed by a guard that no kernel may change. */
export class TestHeap implements TensorHeap {
  readonly memory = new WebAssembly.Memory({ initial: 64 });
  readonly kernels: TensorInstance;
  #end = 64;
  readonly #guards: number[] = [];

  constructor(simd: SimdKind) {
    this.kernels = new TensorInstance(this, simd);
  }

  allocate(bytes: number): number {
    const address = this.#end;
    this.#end = address + 16 * Math.ceil(bytes / 16) + 16;
    const missing = Math.ceil((this.#end + 64 - this.memory.buffer.byteLength) / 65_536);
    if (missing > 0) this.memory.grow(missing);
    // Old content of the memory must not matter.
    new Float32Array(this.memory.buffer, address, Math.ceil(bytes / 4)).fill(Number.NaN);
    const guard = address + 4 * Math.ceil(bytes / 4);
    new Float32Array(this.memory.buffer, guard, 1)[0] = GUARD;
    this.#guards.push(guard);
    return address;
  }

  free(): void {
    // The whole heap is discarded after the test.
  }

  /** Allocates a tensor of these values, or of `values` NaNs. */
  tensor(values: ArrayLike<number> | number): Floats {
    const length = typeof values === 'number' ? values : values.length;
    const address = this.allocate(4 * length);
    if (typeof values !== 'number') new Float32Array(this.memory.buffer, address, length).set(values);
    return { address, length };
  }

  valuesOf({ address, length }: Floats): Float32Array {
    return Float32Array.from(new Float32Array(this.memory.buffer, address, length));
  }

  /** Returns true if no kernel wrote behind a tensor. */
  isIntact(): boolean {
    return this.#guards.every((guard) => new Float32Array(this.memory.buffer, guard, 1)[0] === GUARD);
  }
}
