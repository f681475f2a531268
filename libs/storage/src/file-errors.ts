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
    case 'EISDIR': // other keys begin with this one
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

/** An error of a write. A folder that is missing, or a file in its place, is a fault of the store: no object was read. */
export function writeError(error: unknown, key: string): unknown {
  const errno = errnoOf(error);
  return errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EISDIR'
    ? unusableFolder(error, key)
    : fileError(error, key);
}

export function unusableFolder(error: unknown, key: string): SerenadeError {
  const reason = errnoOf(error) ?? 'nothing';
  return new SerenadeError(
    'store.unavailable',
    `The folder of the file store cannot be used: ${reason}.`,
    { key },
    { cause: error },
  );
}
