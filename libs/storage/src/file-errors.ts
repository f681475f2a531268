import { SerenadeError } from '#libs/contracts';

export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A file-system error in the terms of the store; an aborted source stream stays what it is. */
export function fileError(error: unknown, key: string): unknown {
  const errno = errnoOf(error);
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new SerenadeError(
        'store.object_missing',
        `There is no object ${key}.`,
        { key },
        { cause: error },
      );
    case 'EEXIST':
      return new SerenadeError(
        'store.object_exists',
        `There is an object ${key} already.`,
        { key },
        { cause: error },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new SerenadeError(
        'store.unavailable',
        'The disk of the object store is full.',
        { key },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
    case 'EBUSY':
      return new SerenadeError(
        'store.unavailable',
        `The file store answers ${errno}.`,
        { key },
        { cause: error },
      );
    default:
      return error;
  }
}
