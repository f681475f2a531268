interface ErrorKind {
  /** Status of a problem document with this code. */
  readonly http: number;
  /** True if the same call may succeed later; it also makes the queue retry a job. */
  readonly retryable: boolean;
  readonly title: string;
}

function final(http: number, title: string): ErrorKind {
  return { http, retryable: false, title };
}

function temporary(http: number, title: string): ErrorKind {
  return { http, retryable: true, title };
}

/** Every error code of Serenade. */
export const ERRORS = {
  'request.invalid': final(400, 'The request does not fit its schema'),
  'request.not_found': final(404, 'Nothing is found at this path'),
  'request.method_not_allowed': final(405, 'The path does not support this method'),
  'request.unsupported_media_type': final(415, 'The body has an unsupported media type'),
  'request.not_acceptable': final(406, 'None of the accepted media types is available'),
  'request.range_unsatisfiable': final(416, 'The range is outside of the content'),
  'request.too_large': final(413, 'The request is too large'),
  'request.aborted': temporary(400, 'The client ended the request early'),
  'auth.key_missing': final(401, 'The request needs an API key'),
  'auth.key_invalid': final(401, 'The API key is not valid'),
  'auth.key_expired': final(401, 'The API key has expired'),
  'auth.key_revoked': final(401, 'The API key was revoked'),
  'auth.ticket_invalid': final(401, 'The ticket is not valid for this clip, or has expired'),
  'auth.scope_missing': final(403, 'The API key lacks the required scope'),
  'auth.foreign_origin': final(403, 'The request comes from a page of another site'),
  'auth.too_many_failures': temporary(429, 'Too many wrong keys from this address'),
  'rate.limited': temporary(429, 'Too many requests with this key'),
  'quota.stored_bytes': final(413, 'The owner has no storage left'),
  'quota.runs_at_once': temporary(429, 'The owner has reached its limit of active runs'),
  'quota.audio_seconds': temporary(429, 'The owner has used up its audio for today'),
  'key.not_found': final(404, 'No such API key'),

  'idempotency.key_reused': final(422, 'The idempotency key was used for another request'),
  'idempotency.in_progress': temporary(409, 'A request with this idempotency key is still running'),

  'archive.not_found': final(404, 'No such archive'),
  'archive.not_zip': final(415, 'The archive is neither zip nor tar'),
  'archive.truncated': final(422, 'The archive ends too early'),
  'archive.empty': final(422, 'The archive contains no clip'),
  'archive.unsupported': final(422, 'The archive uses an unsupported feature of its format'),
  'archive.malformed': final(422, 'The archive directory is damaged'),
  'archive.too_large': final(413, 'The archive is larger than this server accepts'),
  'archive.checksum_mismatch': final(422, 'The archive does not match its SHA-256'),
  'archive.changed': final(409, 'The archive changed after it was indexed'),
  'archive.bucket_refused': final(403, 'This server may not read that bucket'),
  'archive.in_use': temporary(409, 'A run still needs the archive'),

  'upload.not_found': final(404, 'No such upload'),
  'upload.incomplete': temporary(409, 'Not all of the upload has arrived'),
  'upload.no_links': final(409, 'Presigned links need an S3 store'),

  'corpus.unknown': final(422, 'No such corpus'),
  'corpus.labels_unreadable': final(422, 'No clip has a label that this corpus can read'),
  'corpus.too_small': final(422, 'Too few utterances to train and test'),
  'corpus.label_map_unknown': final(422, 'No such label map'),
  'corpus.manifest_malformed': final(422, 'The table of clips is damaged or does not fit the archive'),
  'corpus.no_features': final(422, 'No clip of the corpus has features'),
  'recipe.unknown': final(422, 'No such recipe'),
  'recipe.invalid': final(422, 'The recipe does not fit its schema'),
  'recipe.unknown_key': final(422, 'The recipe has an unknown key'),
  'feature_set.unknown': final(422, 'No such feature set'),
  'feature_set.not_trainable': final(422, 'The recipe cannot learn from this feature set'),
  'split.unknown': final(422, 'No such split'),
  'split.not_applicable': final(422, 'The split does not fit the corpus'),
  'split.leak': final(422, 'The split leaks test clips into training'),
  'model.not_found': final(404, 'No such model'),
  'model.feature_set_mismatch': final(409, 'The model was trained on other features'),
  'model.labels_mismatch': final(409, 'The models have different labels'),
  'model.not_compressible': final(422, 'This model does not support that compression'),
  'model.not_exportable': final(422, 'The model is not available in this format'),
  'model.corrupt': final(500, 'The stored model is damaged'),
  'embedding_model.not_found': final(404, 'No such embedding model'),
  'embedding_model.invalid': final(422, 'The embedding model cannot be run on a signal'),
  'embedding_model.unsafe': final(422, 'The embedding model refers to content outside of its file'),
  'embedding_model.too_large': final(413, 'The embedding model is larger than this server accepts'),
  'embedding_model.checksum_mismatch': final(422, 'The embedding model does not match its SHA-256'),
  'embedding_model.out_of_memory': final(422, 'The embedding model needs more memory than is allowed'),
  'embedding_model.too_slow': final(422, 'The embedding model takes longer than is allowed'),
  'embedding_model.crashed': final(422, 'The embedding model crashed the process that ran it'),
  'features.being_swept': temporary(409, 'The features are being removed'),
  'features.corrupt': final(500, 'A stored feature tensor is damaged'),
  'training.diverged': final(422, 'The training diverged: the loss is not finite'),

  'evaluation.not_found': final(404, 'No such evaluation'),
  'sweep.not_found': final(404, 'No such sweep'),
  'run.not_found': final(404, 'No such run'),
  'run.not_finished': temporary(409, 'The run has no result yet'),
  'run.under_way': temporary(409, 'The run is still active'),
  'run.already_over': final(409, 'The run is over'),
  'run.not_steerable': final(409, 'The state of the run does not allow this'),
  'run.nothing_to_retry': final(409, 'No clip of the run failed with these errors'),
  'run.incomplete': final(500, 'The run lost track of a clip'),
  'job.timed_out': temporary(500, 'An attempt of a job exceeded its time limit'),
  'run.failed': final(500, 'The run failed'),
  'run.cancelled': final(409, 'The run was cancelled'),

  'clip.not_found': final(404, 'The archive has no such clip'),
  'clip.not_audio': final(422, 'The clip is not audio'),
  'clip.truncated': final(422, 'The clip ends too early'),
  'clip.no_audio_track': final(422, 'The clip has no audio track'),
  'clip.unsupported_codec': final(422, 'The clip uses an unsupported codec'),
  'clip.malformed': final(422, 'The clip has an impossible header or sample'),
  'clip.partly_unread': final(422, 'A large part of the clip could not be decoded'),
  'clip.opposite_phase': final(422, 'The channels of the clip cancel each other'),
  'clip.empty': final(422, 'The clip contains no samples'),
  'clip.silent': final(422, 'The clip contains only silence'),
  'clip.too_short': final(422, 'The clip is shorter than one frame'),
  'clip.too_long': final(422, 'The clip is longer than this server accepts'),
  'clip.too_large': final(422, 'The clip is larger than this server accepts'),
  'clip.encrypted': final(422, 'The clip is encrypted'),
  'clip.unsupported_compression': final(422, 'The clip uses an unsupported compression'),
  'clip.corrupt': final(422, 'The clip does not match its checksum or size'),
  'clip.bad_name': final(422, 'The clip has a name that leads outside the archive'),
  'clip.changed': final(409, 'The clip changed after it was indexed'),
  'clip.fetch_refused': final(422, 'This server may not call the URL of the clip'),
  'clip.fetch_failed': final(502, 'The clip could not be fetched'),
  'clip.duplicate_name': final(422, 'Another clip has the same name'),
  'clip.decode_failed': temporary(422, 'The clip could not be decoded'),
  'clip.embedding_failed': temporary(422, 'The embedding model did not finish on the clip'),

  'trial.unanswered': temporary(503, 'No worker scored the recording in time'),
  'peaks.unanswered': temporary(503, 'No worker read the waveform of the clip in time'),
  'receipt.not_found': final(404, 'No receipt for that id'),
  'retention.in_progress': temporary(409, 'The deletion is already running'),
  'webhook.not_found': final(404, 'No such webhook or delivery'),
  'webhook.too_many': final(409, 'The limit of webhooks is reached'),
  'outbound.refused': final(422, 'This server may not call that URL'),
  'outbound.unreachable': temporary(502, 'The URL does not respond'),

  'queue.unavailable': temporary(503, 'The job queue is unavailable'),
  'queue.unsuitable': final(503, 'This Redis cannot hold the job queue'),
  'queue.full': temporary(503, 'The job queue is full'),
  'store.unavailable': temporary(503, 'The object store is unavailable'),
  'store.unsuitable': final(503, 'The object store lacks a required feature'),
  'store.object_missing': final(404, 'No such object'),
  'store.object_exists': final(409, 'The object already exists'),
  'engine.unavailable': final(503, 'A required engine does not work here'),
  'internal.error': temporary(500, 'Serenade failed unexpectedly'),
} satisfies Record<string, ErrorKind>;

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
