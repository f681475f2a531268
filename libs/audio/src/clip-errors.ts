import { SerenadeError } from '#libs/contracts';

/** Builds `clip.malformed`: a header, frame or sample of the clip is impossible. */
export function malformedClip(message: string): SerenadeError {
  return new SerenadeError('clip.malformed', message);
}

/** Builds `clip.truncated`: the clip ends too early. */
export function truncatedClip(message: string): SerenadeError {
  return new SerenadeError('clip.truncated', message);
}

/** Builds `clip.unsupported_codec`: no decoder here reads the clip. */
export function unsupportedClip(message: string): SerenadeError {
  return new SerenadeError('clip.unsupported_codec', message);
}

/** Builds `clip.empty`: the clip contains no samples. */
export function emptyClip(message: string): SerenadeError {
  return new SerenadeError('clip.empty', message);
}
