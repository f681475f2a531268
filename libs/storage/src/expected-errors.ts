import { SerenadeError } from '#libs/contracts';

/** Turns `store.object_missing` into null and passes every other error on; for a promise's catch(). */
export function nullIfMissing(error: unknown): null {
  if (error instanceof SerenadeError && error.code === 'store.object_missing') return null;
  throw error;
}

/** Turns `store.object_exists` into false and passes every other error on; for a promise's catch(). */
export function falseIfTaken(error: unknown): false {
  if (error instanceof SerenadeError && error.code === 'store.object_exists') return false;
  throw error;
}
