import { SerenadeError, type ClipReport } from '#libs/contracts';

/** What is not a coded error of the clip is a defect of the decoder; the clip is reported all the same. */
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

/** Whether an error is one of the clip; others, as of the store, are not reported but thrown on. */
export function isOfClip(error: unknown): boolean {
  return !(error instanceof SerenadeError) || error.code.startsWith('clip.');
}
