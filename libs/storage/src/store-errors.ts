import { SerenadeError } from '#libs/contracts';

export function objectMissing(key: string, cause?: unknown): SerenadeError {
  return new SerenadeError('store.object_missing', `The object ${key} does not exist.`, { key }, { cause });
}

export function uploadNotFound(key: string, cause?: unknown): SerenadeError {
  const message = 'The upload is complete or was deleted.';
  return new SerenadeError('upload.not_found', message, { key }, { cause });
}

/** Returns null for `store.object_missing` and throws every other error. Pass it to a promise's catch(). */
export function nullIfMissing(error: unknown): null {
  if (error instanceof SerenadeError && error.code === 'store.object_missing') return null;
  throw error;
}

/** Returns false for `store.object_exists` and throws every other error. Pass it to a promise's catch(). */
export function falseIfTaken(error: unknown): false {
  if (error instanceof SerenadeError && error.code === 'store.object_exists') return false;
  throw error;
}

/** Returns a handler that throws what `convert` makes of an error. Pass it to a promise's catch(). */
export function throwAs(
  convert: (error: unknown, key: string) => unknown,
  key: string,
): (error: unknown) => never {
  return (error) => {
    throw convert(error, key);
  };
}
