import { TensorInstance, type Floats, type KernelMemory, type TensorHeap } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';

/** The parts of TensorFlow.js' wasm backend that this file uses, which its types omit. */
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
 * Runs our kernels on the wasm engine's own tensors. Operands and results stay in place, so a kernel is an operation
 * like any other of TensorFlow.js, which keeps the gradient tape.
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
      // The engine's allocator returns addresses above 2 GiB as negative numbers.
      allocate: (bytes) => wasm._malloc(bytes) >>> 0,
      free: (address) => wasm._free(address),
    };
    this.kernels = new TensorInstance(heap);
  }

  /** Returns the address of a float32 tensor. It is valid until the next tensor is created or disposed of. */
  of(tensor: Tensor): Floats {
    if (tensor.dtype !== 'float32') throw new RangeError(`Kernels require float32, not ${tensor.dtype}`);
    return { address: this.#backend.dataIdMap.get(tensor.dataId).memoryOffset, length: tensor.size };
  }

  /** Returns a view of a float32 tensor's values. It is valid until the next tensor is created or disposed of. */
  view(tensor: Tensor): Float32Array {
    const { address, length } = this.of(tensor);
    return new Float32Array(this.kernels.heap.memory.buffer, address, length);
  }

  orNull(tensor: Tensor | null): Floats | null {
    return tensor && this.of(tensor);
  }

  /** Creates a tensor with undefined values. */
  make(shape: readonly number[]): Tensor {
    return this.#tf.engine().makeTensorFromTensorInfo(this.#backend.makeOutput([...shape], 'float32'));
  }
}

let known: { readonly backend: unknown; readonly memory: TensorMemory } | null = null;

/** Returns the kernels of the current backend. Each backend has one instance, because engines are global. */
export function tensorMemory(tf: Tf): TensorMemory {
  const backend = tf.backend();
  if (known?.backend !== backend) known = { backend, memory: new TensorMemory(tf) };
  return known.memory;
}
