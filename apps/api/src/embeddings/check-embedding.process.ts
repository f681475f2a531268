/**
 * A separate process that loads a model and runs it once. A model that crashes onnxruntime does not crash the API, and its
 * memory is freed.
 */
import { asSerenadeError, type EmbeddingDefinition, type ErrorCode } from '#libs/contracts';
import { measureDimensions } from '#libs/features';
import { openStore, type StoreSettings } from '#libs/storage';

export interface CheckTask {
  readonly settings: StoreSettings;
  /** The object key of the model. */
  readonly key: string;
  readonly definition: Omit<EmbeddingDefinition, 'dimensions'>;
}

export type CheckAnswer =
  { readonly dimensions: number } | { readonly message: string; readonly code?: ErrorCode };

process.once('message', (task: CheckTask) => void check(task).then(answer));

async function check({ settings, key, definition }: CheckTask): Promise<CheckAnswer> {
  const store = openStore(settings);
  try {
    return { dimensions: await measureDimensions(definition, await store.get(key)) };
  } catch (error) {
    const { code, message } = asSerenadeError(error);
    return { code, message };
  } finally {
    await store.close();
  }
}

function answer(said: CheckAnswer): void {
  process.send?.(said, () => process.disconnect());
}
