import type { Tensor, Tf } from '../tf.js';

type Kept = Readonly<Record<string, Tensor | readonly Tensor[] | null>>;

/**
 * Defines an operation with its own gradient by `inputs`. TensorFlow.js disposes of every intermediate tensor,
 * including the operation's inputs, before the backward pass, so `backward` may only use the tensors in `kept`.
 *
 * @param backward returns a gradient for each input
 */
export function withGradient<K extends Kept>(
  tf: Tf,
  inputs: readonly Tensor[],
  forward: () => { readonly value: Tensor; readonly kept: K },
  backward: (gradient: Tensor, kept: K) => Tensor[],
): Tensor {
  const operation = tf.customGrad((...given) => {
    const save = given.at(-1) as unknown as (tensors: Tensor[]) => void;
    const { value, kept } = forward();
    const entries = Object.entries(kept);
    save(entries.flatMap(([, entry]) => entry ?? []));
    const gradFunc = (gradient: Tensor, saved: Tensor[]): Tensor[] => {
      const left = [...saved];
      const restored = entries.map(([name, entry]) => {
        if (entry === null) return [name, null] as const;
        const list = left.splice(0, Array.isArray(entry) ? entry.length : 1);
        return [name, Array.isArray(entry) ? list : list[0]] as const;
      });
      return backward(gradient, Object.fromEntries(restored) as K);
    };
    return { value, gradFunc };
  });
  return operation(...inputs);
}
