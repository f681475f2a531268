import { ARCHIVE_OPERATIONS } from './archives.js';
import { EMBEDDING_MODEL_OPERATIONS } from './embedding-models.js';
import { EVALUATION_OPERATIONS } from './evaluations.js';
import { HEALTH_OPERATIONS } from './health.js';
import { KEY_OPERATIONS } from './keys.js';
import { MODEL_OPERATIONS } from './models.js';
import type { Operation } from './operation.js';
import { RESULT_OPERATIONS } from './results.js';
import { RETENTION_OPERATIONS } from './retention.js';
import { SCORING_OPERATIONS } from './scoring-runs.js';
import { WEBHOOK_OPERATIONS } from './webhooks.js';
import { SWEEP_OPERATIONS } from './sweeps.js';
import { TRAINING_OPERATIONS } from './training-runs.js';
import { UPLOAD_OPERATIONS } from './uploads.js';

export type { Access, Operation } from './operation.js';

/** Every operation under /v1 and the health routes: the source of the OpenAPI document. */
export const OPERATIONS: readonly Operation[] = [
  ...ARCHIVE_OPERATIONS,
  ...UPLOAD_OPERATIONS,
  ...TRAINING_OPERATIONS,
  ...EVALUATION_OPERATIONS,
  ...SWEEP_OPERATIONS,
  ...SCORING_OPERATIONS,
  ...RESULT_OPERATIONS,
  ...RETENTION_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...MODEL_OPERATIONS,
  ...EMBEDDING_MODEL_OPERATIONS,
  ...KEY_OPERATIONS,
  ...HEALTH_OPERATIONS,
];
