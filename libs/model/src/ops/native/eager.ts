import { elementAt } from '../../element-at.js';
import type { Tensor, Tf } from '../../tf.js';

/** An attribute of a libtensorflow operation. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** The parts of the native backend that this file uses, which its types omit. */
interface NativeBackend {
  readonly binding: Readonly<
    Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_ATTR_INT' | 'TF_ATTR_STRING', number> &
      Record<'TF_FLOAT' | 'TF_INT32' | 'TF_INT64', number>
  > & {
    createTensor(shape: readonly number[], dtype: number, values: Int32Array): number;
  };
  readonly tensorMap: { set(dataId: object, info: object): void };
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

/** Runs libtensorflow operations for which TensorFlow.js has no function. */
export class EagerOps {
  readonly #backend: NativeBackend;

  constructor(private readonly tf: Tf) {
    this.#backend = tf.backend() as unknown as NativeBackend;
  }

  /** Runs an operation with one result. */
  one(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor {
    return elementAt(this.run(name, attributes, inputs, 1), 0);
  }

  run(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[], outputs: number): Tensor[] {
    return this.#backend.executeMultipleOutputs(name, attributes, inputs, outputs);
  }

  ofType(name: string, type: 'float32' | 'int32'): Attribute {
    const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = this.#backend.binding;
    return { name, type: TF_ATTR_TYPE, value: type === 'float32' ? TF_FLOAT : TF_INT32 };
  }

  flag(name: string, value: boolean): Attribute {
    return { name, type: this.#backend.binding.TF_ATTR_BOOL, value };
  }

  real(name: string, value: number): Attribute {
    return { name, type: this.#backend.binding.TF_ATTR_FLOAT, value };
  }

  text(name: string, value: string): Attribute {
    return { name, type: this.#backend.binding.TF_ATTR_STRING, value };
  }

  whole(name: string, value: number | readonly number[]): Attribute {
    return { name, type: this.#backend.binding.TF_ATTR_INT, value };
  }

  /** Creates a 64-bit scalar. TensorFlow.js lacks the type and records it as an int32 that it never reads. */
  int64(value: number): Tensor {
    const { binding, tensorMap } = this.#backend;
    const dtype = binding.TF_INT64;
    const dataId = {};
    const id = binding.createTensor([], dtype, Int32Array.of(value, 0));
    tensorMap.set(dataId, { shape: [], dtype, id, values: null, refCount: 1 });
    return this.tf.engine().makeTensorFromTensorInfo({ dataId, shape: [], dtype: 'int32' });
  }
}
