import { SerenadeError } from '#libs/contracts';
import { objectMissing } from './store-errors.js';

export function readErrno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Converts a file-system error to an error of the store. It returns all other errors unchanged. */
export function toFileError(error: unknown, key: string): unknown {
  const errno = readErrno(error);
  const unavailable = (message: string) =>
    new SerenadeError('store.unavailable', message, { key }, { cause: error });
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR': // the key is only a prefix of other keys
      return objectMissing(key, error);
    case 'EEXIST':
      return new SerenadeError('store.object_exists', `The object ${key} exists already.`, { key });
    case 'ENOSPC':
    case 'EDQUOT':
      return unavailable('The disk of the object store is full. Free some space and try again.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
    case 'EBUSY':
      return unavailable(`The file store reports ${errno}.`);
    default:
      return error;
  }
}

/** Converts the error of a write. A missing folder, or a file in its place, is a fault of the store and not of the key. */
export function toWriteError(error: unknown, key: string): unknown {
  const errno = readErrno(error);
  return errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EISDIR'
    ? toFolderError(error, key)
    : toFileError(error, key);
}

export function toFolderError(error: unknown, key: string): SerenadeError {
  const reason = readErrno(error) ?? 'unknown error';
  const message = `The folder of the file store cannot be used: ${reason}.`;
  return new SerenadeError('store.unavailable', message, { key }, { cause: error });
}
