import { SerenadeError } from '#libs/contracts';

/** The archive contradicts its format; reading it again will not help. */
export function malformed(message: string, cause?: unknown): SerenadeError {
  return new SerenadeError('archive.malformed', message, {}, { cause });
}

/** The archive ends before its format says that it is complete. */
export function truncated(message: string, cause?: unknown): SerenadeError {
  return new SerenadeError('archive.truncated', message, {}, { cause });
}

/** The archive is sound but uses a feature of its format that Serenade does not read. */
export function unsupported(message: string): SerenadeError {
  return new SerenadeError('archive.unsupported', message);
}

/** One clip is damaged; the rest of the archive may be sound. */
export function corrupt(message: string, cause?: unknown): SerenadeError {
  return new SerenadeError('clip.corrupt', message, {}, { cause });
}
