import { TensorInstance, type Floats, type KernelMemory, type TensorHeap } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';

/** What is used of TensorFlow.js' wasm backend, whose types do not show it. */
interface WasmBackend {
  readonly wasm: {
    readonly asm: { readonly memory: KernelMemory };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(
    shape: number[],
    dtype: 'float32',
  ): Parameters<ReturnType<Tf['engine']>['makeTensorFromTensorInfo']>[0];
}

/**
 * Our kernels on the memory of the wasm engine's own tensors: operands and results stay where they are.
 *
 * So one of our layers is an operation among those of TensorFlow.js. An engine with its own gradient tape would be a
 * second TensorFlow.js to maintain.
 */
export class TensorMemory {
  readonly kernels: TensorInstance;
  readonly #tf: Tf;
  readonly #backend: WasmBackend;

  constructor(tf: Tf) {
    this.#tf = tf;
    this.#backend = tf.backend() as unknown as WasmBackend;
    const { wasm } = this.#backend;
    const heap: TensorHeap = {
      memory: wasm.asm.memory,
      // The engine's allocator gives addresses above 2 GiB as negative numbers.
      allocate: (bytes) => wasm._malloc(bytes) >>> 0,
      free: (address) => wasm._free(address),
    };
    this.kernels = new TensorInstance(heap);
  }

  /** Where a float32 tensor stands, until the next tensor is made or disposed of. */
  of(tensor: Tensor): Floats {
    if (tensor.dtype !== 'float32') throw new RangeError(`A kernel takes float32, not ${tensor.dtype}`);
    return { address: this.#backend.dataIdMap.get(tensor.dataId).memoryOffset, length: tensor.size };
  }

  /** A float32 tensor's values, to read or write until the next tensor is made or disposed of. */
  view(tensor: Tensor): Float32Array {
    const { address, length } = this.of(tensor);
    return new Float32Array(this.kernels.heap.memory.buffer, address, length);
  }

  orNull(tensor: Tensor | null): Floats | null {
    return tensor && this.of(tensor);
  }

  /** A tensor of the engine whose values are yet to be written. */
  make(shape: readonly number[]): Tensor {
    return this.#tf.engine().makeTensorFromTensorInfo(this.#backend.makeOutput([...shape], 'float32'));
  }
}

let known: { readonly backend: unknown; readonly memory: TensorMemory } | null = null;

/** One for each backend: engines are global to a thread. */
export function tensorMemory(tf: Tf): TensorMemory {
  const backend = tf.backend();
  if (known?.backend !== backend) known = { backend, memory: new TensorMemory(tf) };
  return known.memory;
}
