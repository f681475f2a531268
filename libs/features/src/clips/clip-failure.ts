import { SerenadeError, type ClipReport } from '#libs/contracts';

/** Converts an error to the report of a failed clip. An error without a clip code is a defect of the decoder. */
export function clipFailure(error: unknown): ClipReport {
  if (error instanceof SerenadeError && error.code.startsWith('clip.')) {
    return { status: 'failed', code: error.code, message: error.message };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    status: 'failed',
    code: 'clip.decode_failed',
    message: `The clip could not be decoded: ${detail}`,
  };
}

/** Returns true for an error of the clip. Rethrow others, such as those of the store. */
export function isOfClip(error: unknown): boolean {
  return !(error instanceof SerenadeError) || error.code.startsWith('clip.');
}
