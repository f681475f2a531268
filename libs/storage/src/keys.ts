import { idTimestampMs, sha256Hex, type ArchiveRecord } from '#libs/contracts';
import type { PartUpload } from './object-store.js';

/**
 * The layout of the bucket.
 *
 * records/<kind>/<newest first>.<id>.json     one record each; a listing returns the newest first
 * owners/<owner>/<kind>/<newest first>.<id>   an empty object for each record of the owner, newest first
 * archives/<id>/packed/<ordinal>              clips that were extracted from a stream, unchanged
 * archives/<id>/source.zip | selection.jsonl | manifest.jsonl | shards.jsonl | index.json
 * uploads/<archive id>/upload.json | tail     archives that arrive in parts
 * archives/<id>/features/<featureSetId>       an empty object: this feature set was extracted from the archive
 * features/<featureSetId>/definition.json | <shardId>.safetensors | <shardId>.report.json
 * tensor-owners/<featureSetId>/<shardId>/<archiveId>  an empty object for each archive that has the clips of the shard
 * webhooks/<id>/deliveries/<newest first>.<id>.json
 * expirations/<time>.<id>                     an empty object for each item that expires, the soonest first
 * removals/<id>                               an empty object for each item that is being deleted
 * scoring-runs/<id>/parts/<ordinal>.json | scores.ndjson | scores.csv | scores.parquet | errors.ndjson | parts.sha256 | summary.json
 * scoring-runs/<id>/parts/<ordinal>.r<round>.json | retries/<round>/<ordinal>.safetensors, .report.json   retries of failed clips
 * training-runs/<id>/table.txt | checkpoint.bin | split.json | report.json
 * sweeps/<id>/rungs/<rung>.json | table.txt
 * open-sweeps/<id>                            an empty object while a rung may still follow
 * keys/<id>/last-use.json
 * audit/deeds/<newest first>.json             one audit entry each, never changed
 * audit/owners/<owner>/<newest first>         an empty object for each audit entry of the owner
 * embedding-models/<sha256>.onnx | incoming/<id>.onnx
 * models/<id>/model.json | weights.bin | model.onnx | card.json | answers.json   an ensemble has the last two
 * tries/<id>/clip | features.safetensors | report.json    the recording of a try, while its request waits
 * standings/<owner>/promoted.json             the owner's promoted model
 * standings/<owner>/archived/<model id>       an empty object for each model that is hidden from the owner's lists
 */
export type RecordKind =
  | 'archives'
  | 'scoring-runs'
  | 'training-runs'
  | 'models'
  | 'keys'
  | 'embedding-models'
  | 'evaluations'
  | 'sweeps'
  | 'receipts'
  | 'webhooks';

const MAX_TIMESTAMP_MS = 2 ** 48 - 1;

export const recordPrefix = (kind: RecordKind): string => `records/${kind}/`;

/** Returns the key of a record. Its name begins with the complement of the id's time, so byte order is newest first. */
export function recordKey(kind: RecordKind, id: string): string {
  return `${recordPrefix(kind)}${newestFirst(id)}.json`;
}

export const ownedPrefix = (owner: string, kind: RecordKind): string => `owners/${owner}/${kind}/`;

/** Returns the key of the empty object that lists a record under its owner. */
export function ownedKey(owner: string, kind: RecordKind, id: string): string {
  return `${ownedPrefix(owner, kind)}${newestFirst(id)}`;
}

function newestFirst(id: string): string {
  return `${complement(idTimestampMs(id))}.${id}`;
}

function complement(timeMs: number): string {
  return (MAX_TIMESTAMP_MS - timeMs).toString(16).padStart(12, '0');
}

/** Returns the id in a key of `recordKey` or `ownedKey`. */
export function parseRecordId(key: string): string {
  return key.slice(key.indexOf('.') + 1).replace(/\.json$/, '');
}

export const archiveKeys = {
  prefix: (id: string) => `archives/${id}/`,
  source: (id: string) => `archives/${id}/source.zip`,
  /** The object that contains the archive: its own, or the one in another bucket. */
  sourceOf: ({ id, url }: Pick<ArchiveRecord, 'id' | 'url'>) => url ?? archiveKeys.source(id),
  packed: (id: string, ordinal: number) => `archives/${id}/packed/${String(ordinal).padStart(8, '0')}`,
  /** The user's table, if there is one. */
  selection: (id: string) => `archives/${id}/selection.jsonl`,
  manifest: (id: string) => `archives/${id}/manifest.jsonl`,
  shards: (id: string) => `archives/${id}/shards.jsonl`,
  index: (id: string) => `archives/${id}/index.json`,
  featureSets: (id: string) => `archives/${id}/features/`,
  featureSet: (id: string, featureSetId: string) => `archives/${id}/features/${featureSetId}`,
};

export const uploadKeys = {
  all: 'uploads/',
  recordName: '/upload.json',
  idOf: (recordKey: string) => recordKey.split('/')[1] ?? '',
  prefix: (id: string) => `uploads/${id}/`,
  record: (id: string) => `uploads/${id}/upload.json`,
  /** The bytes of an upload part that is not full yet. */
  tail: (id: string) => `uploads/${id}/tail`,
  /** The upload parts, which become the archive's own object. */
  parts: ({ id, partsId }: { readonly id: string; readonly partsId: string }): PartUpload => ({
    key: archiveKeys.source(id),
    uploadId: partsId,
  }),
};

/** Returns the id of a shard, a hash of its content and the feature set. Equal clips share one object. */
export function shardIdOf(featureSetId: string, contentHash: string): string {
  return sha256Hex(`${featureSetId}\n${contentHash}`).slice(0, 40);
}

export const featureKeys = {
  definition: (featureSetId: string) => `features/${featureSetId}/definition.json`,
  tensor: (featureSetId: string, shardId: string) => `features/${featureSetId}/${shardId}.safetensors`,
  report: (featureSetId: string, shardId: string) => `features/${featureSetId}/${shardId}.report.json`,
  owners: (featureSetId: string, shardId: string) => `tensor-owners/${featureSetId}/${shardId}/`,
  owner: (featureSetId: string, shardId: string, archiveId: string) =>
    `tensor-owners/${featureSetId}/${shardId}/${archiveId}`,
};

export const webhookKeys = {
  deliveries: (webhookId: string) => `webhooks/${webhookId}/deliveries/`,
  delivery: (webhookId: string, id: string) => `${webhookKeys.deliveries(webhookId)}${newestFirst(id)}.json`,
  /** The first key of deliveries that were created at this time or earlier. */
  deliveriesUntil: (webhookId: string, timeMs: number) =>
    webhookKeys.deliveries(webhookId) + complement(timeMs),
};

export const retentionKeys = {
  expiries: 'expirations/',
  /** Times sort as text. A key must not contain a colon. */
  expiry: (expiresAt: string, id: string) => `expirations/${expiresAt.replaceAll(':', '_')}.${id}`,
  parseExpiry: (key: string) => {
    const [time = '', id = ''] = key.slice('expirations/'.length).split(/\.(?=[a-z]{3}-)/);
    return { at: time.replaceAll('_', ':'), id };
  },
  pendings: 'removals/',
  pending: (id: string) => `removals/${id}`,
};

const digits = (value: number, count: number): string => String(value).padStart(count, '0');

export const scoringKeys = {
  prefix: (id: string) => `scoring-runs/${id}/`,
  parts: (id: string) => `scoring-runs/${id}/parts/`,
  /** The score part of a shard. Rounds above 0 contain retried clips; the keys sort by round. */
  part: (id: string, ordinal: number, round = 0) =>
    `scoring-runs/${id}/parts/${digits(ordinal, 8)}.${round === 0 ? '' : `r${digits(round, 4)}.`}json`,
  /** Parses the key of a score part. */
  parsePart: (key: string) => {
    const [ordinal = '', round = ''] = key.slice(key.lastIndexOf('/') + 1).split('.');
    return { ordinal: Number(ordinal), round: round === 'json' ? 0 : Number(round.slice(1)) };
  },
  /** The features of retried clips, which belong to the run. */
  retryTensor: (id: string, round: number, ordinal: number) =>
    `scoring-runs/${id}/retries/${digits(round, 4)}/${digits(ordinal, 8)}.safetensors`,
  retryReport: (id: string, round: number, ordinal: number) =>
    `scoring-runs/${id}/retries/${digits(round, 4)}/${digits(ordinal, 8)}.report.json`,
  /** A result file, by its name. */
  result: (id: string, name: string) => `scoring-runs/${id}/${name}`,
  scores: (id: string) => `scoring-runs/${id}/scores.ndjson`,
  csv: (id: string) => `scoring-runs/${id}/scores.csv`,
  errors: (id: string) => `scoring-runs/${id}/errors.ndjson`,
  summary: (id: string) => `scoring-runs/${id}/summary.json`,
};

export const trainingKeys = {
  prefix: (id: string) => `training-runs/${id}/`,
  /** The table that the request contained. */
  table: (id: string) => `training-runs/${id}/table.txt`,
  checkpoint: (id: string) => `training-runs/${id}/checkpoint.bin`,
  /** Exists once a user asked the training to end early. */
  endRequest: (id: string) => `training-runs/${id}/end-request.json`,
  split: (id: string) => `training-runs/${id}/split.json`,
  report: (id: string) => `training-runs/${id}/report.json`,
};

export const sweepKeys = {
  rung: (id: string, rung: number) => `sweeps/${id}/rungs/${digits(rung, 4)}.json`,
  table: (id: string) => `sweeps/${id}/table.txt`,
  opens: 'open-sweeps/',
  /** Exists while another rung may follow. */
  open: (id: string) => `open-sweeps/${id}`,
  idOfOpen: (key: string) => key.slice('open-sweeps/'.length),
};

export const modelKeys = {
  prefix: (id: string) => `models/${id}/`,
  model: (id: string) => `models/${id}/model.json`,
  weights: (id: string) => `models/${id}/weights.bin`,
  onnx: (id: string) => `models/${id}/model.onnx`,
  card: (id: string) => `models/${id}/card.json`,
  answers: (id: string) => `models/${id}/answers.json`,
};

/** The objects of a try. */
export const trialKeys = {
  prefix: (id: string) => `tries/${id}/`,
  clip: (id: string) => `tries/${id}/clip`,
  tensor: (id: string) => `tries/${id}/features.safetensors`,
  report: (id: string) => `tries/${id}/report.json`,
};

/** Per-owner model flags (promoted, archived). An empty object in EVERYBODY's list marks a shared model. */
export const standingKeys = {
  promoted: (owner: string) => `standings/${owner}/promoted.json`,
  archivedPrefix: (owner: string) => `standings/${owner}/archived/`,
  archived: (owner: string, modelId: string) => `standings/${owner}/archived/${modelId}`,
};

export const embeddingModelKeys = {
  /** A checked model. Definitions name it by its hash. */
  model: (sha256: string) => `embedding-models/${sha256}.onnx`,
  /** An uploaded model that is not checked yet. */
  incoming: (id: string) => `embedding-models/incoming/${id}.onnx`,
};

export const apiKeyKeys = {
  lastUse: (id: string) => `keys/${id}/last-use.json`,
};

export const auditKeys = {
  deeds: 'audit/deeds/',
  /** `place` is derived from a UUID so that the newest entry comes first. */
  deed: (place: string) => `audit/deeds/${place}.json`,
  ownedPrefix: (owner: string) => `audit/owners/${owner}/`,
  owned: (owner: string, place: string) => `audit/owners/${owner}/${place}`,
  placeOf: (key: string) => key.slice(key.lastIndexOf('/') + 1).replace(/\.json$/, ''),
};
