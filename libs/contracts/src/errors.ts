/**
 * Every error code of Serenade. `http` is the status of a problem document with this code. `retryable` is true if the
 * same call may succeed later; it also makes the queue retry a job.
 */
export const ERRORS = {
  'request.invalid': { http: 400, retryable: false, title: 'The request does not fit its schema' },
  'request.not_found': { http: 404, retryable: false, title: 'Nothing is found at this path' },
  'request.unsupported_media_type': {
    http: 415,
    retryable: false,
    title: 'The body has an unsupported media type',
  },
  'request.not_acceptable': {
    http: 406,
    retryable: false,
    title: 'None of the accepted media types is available',
  },
  'request.range_unsatisfiable': {
    http: 416,
    retryable: false,
    title: 'The range is outside of the content',
  },
  'request.too_large': { http: 413, retryable: false, title: 'The request is too large' },
  'request.aborted': { http: 400, retryable: true, title: 'The client ended the request early' },
  'auth.key_missing': { http: 401, retryable: false, title: 'The request needs an API key' },
  'auth.key_invalid': { http: 401, retryable: false, title: 'The API key is not valid' },
  'auth.key_expired': { http: 401, retryable: false, title: 'The API key has expired' },
  'auth.key_revoked': { http: 401, retryable: false, title: 'The API key was revoked' },
  'auth.ticket_invalid': {
    http: 401,
    retryable: false,
    title: 'The ticket is not valid for this clip, or has expired',
  },
  'auth.scope_missing': { http: 403, retryable: false, title: 'The API key lacks the required scope' },
  'auth.foreign_origin': {
    http: 403,
    retryable: false,
    title: 'The request comes from a page of another site',
  },
  'auth.too_many_failures': { http: 429, retryable: true, title: 'Too many wrong keys from this address' },
  'rate.limited': { http: 429, retryable: true, title: 'Too many requests with this key' },
  'quota.stored_bytes': { http: 413, retryable: false, title: 'The owner has no storage left' },
  'quota.runs_at_once': {
    http: 429,
    retryable: true,
    title: 'The owner has reached its limit of active runs',
  },
  'quota.audio_seconds': { http: 429, retryable: true, title: 'The owner has used up its audio for today' },
  'key.not_found': { http: 404, retryable: false, title: 'No such API key' },

  'idempotency.key_reused': {
    http: 422,
    retryable: false,
    title: 'The idempotency key was used for another request',
  },
  'idempotency.in_progress': {
    http: 409,
    retryable: true,
    title: 'A request with this idempotency key is still running',
  },

  'archive.not_found': { http: 404, retryable: false, title: 'No such archive' },
  'archive.not_zip': { http: 415, retryable: false, title: 'The archive is neither zip nor tar' },
  'archive.truncated': { http: 422, retryable: false, title: 'The archive ends too early' },
  'archive.empty': { http: 422, retryable: false, title: 'The archive contains no clip' },
  'archive.unsupported': {
    http: 422,
    retryable: false,
    title: 'The archive uses an unsupported feature of its format',
  },
  'archive.malformed': { http: 422, retryable: false, title: 'The archive directory is damaged' },
  'archive.too_large': {
    http: 413,
    retryable: false,
    title: 'The archive is larger than this server accepts',
  },
  'archive.checksum_mismatch': {
    http: 422,
    retryable: false,
    title: 'The archive does not match its SHA-256',
  },
  'archive.changed': { http: 409, retryable: false, title: 'The archive changed after it was indexed' },
  'archive.bucket_refused': {
    http: 403,
    retryable: false,
    title: 'This server may not read that bucket',
  },
  'archive.in_use': { http: 409, retryable: true, title: 'A run still needs the archive' },

  'upload.not_found': { http: 404, retryable: false, title: 'No such upload' },
  'upload.incomplete': { http: 409, retryable: true, title: 'Not all of the upload has arrived' },
  'upload.no_links': {
    http: 409,
    retryable: false,
    title: 'Presigned links need an S3 store',
  },

  'corpus.unknown': { http: 422, retryable: false, title: 'No such corpus' },
  'corpus.labels_unreadable': {
    http: 422,
    retryable: false,
    title: 'No clip has a label that this corpus can read',
  },
  'corpus.too_small': { http: 422, retryable: false, title: 'Too few utterances to train and test' },
  'corpus.label_map_unknown': { http: 422, retryable: false, title: 'No such label map' },
  'corpus.manifest_malformed': {
    http: 422,
    retryable: false,
    title: 'The table of clips is damaged or does not fit the archive',
  },
  'corpus.no_features': { http: 422, retryable: false, title: 'No clip of the corpus has features' },
  'recipe.unknown': { http: 422, retryable: false, title: 'No such recipe' },
  'recipe.invalid': { http: 422, retryable: false, title: 'The recipe does not fit its schema' },
  'recipe.unknown_key': { http: 422, retryable: false, title: 'The recipe has an unknown key' },
  'feature_set.unknown': { http: 422, retryable: false, title: 'No such feature set' },
  'feature_set.not_trainable': {
    http: 422,
    retryable: false,
    title: 'The recipe cannot learn from this feature set',
  },
  'split.unknown': { http: 422, retryable: false, title: 'No such split' },
  'split.not_applicable': { http: 422, retryable: false, title: 'The split does not fit the corpus' },
  'split.leak': { http: 422, retryable: false, title: 'The split leaks test clips into training' },
  'model.not_found': { http: 404, retryable: false, title: 'No such model' },
  'model.feature_set_mismatch': {
    http: 409,
    retryable: false,
    title: 'The model was trained on other features',
  },
  'model.labels_mismatch': { http: 409, retryable: false, title: 'The models have different labels' },
  'model.not_compressible': {
    http: 422,
    retryable: false,
    title: 'This model does not support that compression',
  },
  'model.not_exportable': { http: 422, retryable: false, title: 'The model is not available in this format' },
  'model.corrupt': { http: 500, retryable: false, title: 'The stored model is damaged' },
  'embedding_model.not_found': { http: 404, retryable: false, title: 'No such embedding model' },
  'embedding_model.invalid': {
    http: 422,
    retryable: false,
    title: 'The embedding model cannot be run on a signal',
  },
  'embedding_model.unsafe': {
    http: 422,
    retryable: false,
    title: 'The embedding model refers to content outside of its file',
  },
  'embedding_model.too_large': {
    http: 413,
    retryable: false,
    title: 'The embedding model is larger than this server accepts',
  },
  'embedding_model.checksum_mismatch': {
    http: 422,
    retryable: false,
    title: 'The embedding model does not match its SHA-256',
  },
  'features.being_swept': { http: 409, retryable: true, title: 'The features are being removed' },
  'features.corrupt': { http: 500, retryable: false, title: 'A stored feature tensor is damaged' },
  'training.diverged': {
    http: 422,
    retryable: false,
    title: 'The training diverged: the loss is not finite',
  },

  'evaluation.not_found': { http: 404, retryable: false, title: 'No such evaluation' },
  'sweep.not_found': { http: 404, retryable: false, title: 'No such sweep' },
  'run.not_found': { http: 404, retryable: false, title: 'No such run' },
  'run.not_finished': { http: 409, retryable: true, title: 'The run has no result yet' },
  'run.under_way': { http: 409, retryable: true, title: 'The run is still active' },
  'run.already_over': { http: 409, retryable: false, title: 'The run is over' },
  'run.not_steerable': { http: 409, retryable: false, title: 'The state of the run does not allow this' },
  'run.nothing_to_retry': {
    http: 409,
    retryable: false,
    title: 'No clip of the run failed with these errors',
  },
  'run.incomplete': { http: 500, retryable: false, title: 'The run lost track of a clip' },
  'run.failed': { http: 500, retryable: false, title: 'The run failed' },
  'run.cancelled': { http: 409, retryable: false, title: 'The run was cancelled' },

  'clip.not_found': { http: 404, retryable: false, title: 'The archive has no such clip' },
  'clip.not_audio': { http: 422, retryable: false, title: 'The clip is not audio' },
  'clip.truncated': { http: 422, retryable: false, title: 'The clip ends too early' },
  'clip.unsupported_codec': { http: 422, retryable: false, title: 'The clip uses an unsupported codec' },
  'clip.malformed': { http: 422, retryable: false, title: 'The clip has an impossible header or sample' },
  'clip.empty': { http: 422, retryable: false, title: 'The clip contains no samples' },
  'clip.silent': { http: 422, retryable: false, title: 'The clip contains only silence' },
  'clip.too_short': { http: 422, retryable: false, title: 'The clip is shorter than one frame' },
  'clip.too_long': { http: 422, retryable: false, title: 'The clip is longer than this server accepts' },
  'clip.too_large': { http: 422, retryable: false, title: 'The clip is larger than this server accepts' },
  'clip.encrypted': { http: 422, retryable: false, title: 'The clip is encrypted' },
  'clip.unsupported_compression': {
    http: 422,
    retryable: false,
    title: 'The clip uses an unsupported compression',
  },
  'clip.corrupt': { http: 422, retryable: false, title: 'The clip does not match its checksum or size' },
  'clip.bad_name': {
    http: 422,
    retryable: false,
    title: 'The clip has a name that leads outside the archive',
  },
  'clip.changed': { http: 409, retryable: false, title: 'The clip changed after it was indexed' },
  'clip.fetch_refused': {
    http: 422,
    retryable: false,
    title: 'This server may not call the URL of the clip',
  },
  'clip.fetch_failed': { http: 502, retryable: false, title: 'The clip could not be fetched' },
  'clip.duplicate_name': { http: 422, retryable: false, title: 'Another clip has the same name' },
  'clip.decode_failed': { http: 422, retryable: true, title: 'The clip could not be decoded' },

  'trial.unanswered': { http: 503, retryable: true, title: 'No worker scored the recording in time' },
  'peaks.unanswered': {
    http: 503,
    retryable: true,
    title: 'No worker read the waveform of the clip in time',
  },
  'receipt.not_found': { http: 404, retryable: false, title: 'No receipt for that id' },
  'retention.in_progress': { http: 409, retryable: true, title: 'The deletion is already running' },
  'webhook.not_found': { http: 404, retryable: false, title: 'No such webhook or delivery' },
  'webhook.too_many': { http: 409, retryable: false, title: 'The limit of webhooks is reached' },
  'outbound.refused': { http: 422, retryable: false, title: 'This server may not call that URL' },
  'outbound.unreachable': { http: 502, retryable: true, title: 'The URL does not respond' },

  'queue.unavailable': { http: 503, retryable: true, title: 'The job queue is unavailable' },
  'queue.full': { http: 503, retryable: true, title: 'The job queue is full' },
  'store.unavailable': { http: 503, retryable: true, title: 'The object store is unavailable' },
  'store.object_missing': { http: 404, retryable: false, title: 'No such object' },
  'store.object_exists': { http: 409, retryable: false, title: 'The object already exists' },
  'engine.unavailable': { http: 503, retryable: false, title: 'A required engine does not work here' },
  'internal.error': { http: 500, retryable: true, title: 'Serenade failed unexpectedly' },
} as const satisfies Record<string, { http: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Identifies what an error concerns: run, archive, clip, key. Values are safe to show to the caller. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** An error with a stable code. `message` says what happened and, where there is a remedy, what to do. */
export class SerenadeError extends Error {
  override readonly name = 'SerenadeError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly context: ErrorContext = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** Converts an error to a SerenadeError: itself, or `internal.error` with the original as cause. */
export function asSerenadeError(error: unknown, fallback: ErrorCode = 'internal.error'): SerenadeError {
  if (error instanceof SerenadeError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SerenadeError(fallback, message, {}, { cause: error });
}

/** An error in a form that can cross a thread, a queue or a file. */
export interface CodedError {
  readonly code: ErrorCode;
  readonly message: string;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}
