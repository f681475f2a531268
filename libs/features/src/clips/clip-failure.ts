import { SerenadeError, type ClipReport } from '#libs/contracts';

/** An error without a clip's code is a defect of the decoder; the clip is reported with it. */
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

/** Returns true for an error of the clip. Others, such as those of the store, must be thrown instead of reported. */
export function isOfClip(error: unknown): boolean {
  return !(error instanceof SerenadeError) || error.code.startsWith('clip.');
}
