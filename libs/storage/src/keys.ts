import { idTimestampMs, runKindOf, sha256Hex, type ArchiveRecord, type RunKind } from '#libs/contracts';
import type { PartUpload } from './part-uploads.js';

/**
 * The layout of the bucket.
 *
 * records/<kind>/<newest first>.<id>.json     one record each; listing the prefix gives the newest first
 * owners/<owner>/<kind>/<newest first>.<id>   an empty object for each record: what an owner has, newest first
 * archives/<id>/packed/<ordinal>                 clips that were cut out of a stream, as they are
 * archives/<id>/source.zip | selection.jsonl | manifest.jsonl | shards.jsonl | index.json
 * uploads/<archive id>/upload.json | tail          archives that arrive in parts
 * archives/<id>/features/<featureSetId>       an empty object: features of this set were made of the archive
 * features/<featureSetId>/definition.json | <shardId>.safetensors | <shardId>.report.json
 * tensor-owners/<featureSetId>/<shardId>/<archiveId>  an empty object for each archive that has the clips of the shard
 * webhooks/<id>/deliveries/<newest first>.<id>.json
 * expirations/<time>.<id>                     an empty object for what is removed at a time, the soonest first
 * removals/<id>                               an empty object for what is being removed
 * scoring-runs/<id>/parts/<ordinal>.json | scores.ndjson | scores.csv | scores.parquet | errors.ndjson | parts.sha256 | summary.json
 * scoring-runs/<id>/parts/<ordinal>.r<round>.json | retries/<round>/<ordinal>.safetensors, .report.json   failed clips, run again
 * training-runs/<id>/table.txt | checkpoint.bin | split.json | report.json
 * sweeps/<id>/rungs/<rung>.json | table.txt
 * open-sweeps/<id>                            an empty object while a rung may still follow
 * keys/<id>/last-use.json
 * audit/deeds/<newest first>.json             one deed each, never changed
 * audit/owners/<owner>/<newest first>         an empty object for each deed of the owner
 * embedding-models/<sha256>.onnx | incoming/<id>.onnx
 * models/<id>/model.json | weights.bin | model.onnx | card.json | answers.json   an ensemble has the last two
 * tries/<id>/clip | features.safetensors | report.json    a recording that is tried, as long as somebody waits for it
 * standings/<owner>/promoted.json             the model that a run of the owner takes when it names none
 * standings/<owner>/archived/<model id>       an empty object for each model that the owner's lists leave out
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

/** Key of a record: its name begins with the complement of the id's time, so that byte order is newest first. */
export function recordKey(kind: RecordKind, id: string): string {
  return `${recordPrefix(kind)}${newestFirst(id)}.json`;
}

export const ownedPrefix = (owner: string, kind: RecordKind): string => `owners/${owner}/${kind}/`;

/** Key of the empty object that says whose a record is. */
export function ownedKey(owner: string, kind: RecordKind, id: string): string {
  return `${ownedPrefix(owner, kind)}${newestFirst(id)}`;
}

function newestFirst(id: string): string {
  return `${complement(idTimestampMs(id))}.${id}`;
}

function complement(timeMs: number): string {
  return (MAX_TIMESTAMP_MS - timeMs).toString(16).padStart(12, '0');
}

/** The id in the key of a record, or of the object that says whose it is. */
export function idOfRecordKey(key: string): string {
  return key.slice(key.indexOf('.') + 1).replace(/\.json$/, '');
}

export const archiveKeys = {
  prefix: (id: string) => `archives/${id}/`,
  source: (id: string) => `archives/${id}/source.zip`,
  /** Where the container is read: its own object, or where it stood already. */
  sourceOf: ({ id, url }: Pick<ArchiveRecord, 'id' | 'url'>) => url ?? `archives/${id}/source.zip`,
  packed: (id: string, ordinal: number) => `archives/${id}/packed/${String(ordinal).padStart(8, '0')}`,
  /** The user's table of clips, if there is one. */
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
  /** What came of a part that is not full yet. */
  tail: (id: string) => `uploads/${id}/tail`,
  /** The parts, which become the archive's own object. */
  parts: ({ id, partsId }: { readonly id: string; readonly partsId: string }): PartUpload => ({
    key: archiveKeys.source(id),
    uploadId: partsId,
  }),
};

/** A shard's id hashes what it contains, so the same clips under the same feature set are one object. */
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
  delivery: (webhookId: string, id: string) => `webhooks/${webhookId}/deliveries/${newestFirst(id)}.json`,
  /** Where deliveries begin whose ids were made at this time or earlier. */
  deliveriesUntil: (webhookId: string, timeMs: number) =>
    `webhooks/${webhookId}/deliveries/${complement(timeMs)}`,
};

export const retentionKeys = {
  expiries: 'expirations/',
  /** Times sort as text; a key holds no colon. */
  expiry: (expiresAt: string, id: string) => `expirations/${expiresAt.replaceAll(':', '_')}.${id}`,
  ofExpiry: (key: string) => {
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
  /** The part of a shard, or with a round above 0 that of its clips which were run again; they sort by round. */
  part: (id: string, ordinal: number, round = 0) =>
    `scoring-runs/${id}/parts/${digits(ordinal, 8)}.${round === 0 ? '' : `r${digits(round, 4)}.`}json`,
  /** Which shard and round the key of a part names. */
  ofPart: (key: string) => {
    const [ordinal = '', round = ''] = key.slice(key.lastIndexOf('/') + 1).split('.');
    return { ordinal: Number(ordinal), round: round === 'json' ? 0 : Number(round.slice(1)) };
  },
  /** Features of clips that were run again; they are the run's own. */
  retryTensor: (id: string, round: number, ordinal: number) =>
    `scoring-runs/${id}/retries/${digits(round, 4)}/${digits(ordinal, 8)}.safetensors`,
  retryReport: (id: string, round: number, ordinal: number) =>
    `scoring-runs/${id}/retries/${digits(round, 4)}/${digits(ordinal, 8)}.report.json`,
  /** One of the result files, by its name. */
  result: (id: string, name: string) => `scoring-runs/${id}/${name}`,
  scores: (id: string) => `scoring-runs/${id}/scores.ndjson`,
  csv: (id: string) => `scoring-runs/${id}/scores.csv`,
  errors: (id: string) => `scoring-runs/${id}/errors.ndjson`,
  summary: (id: string) => `scoring-runs/${id}/summary.json`,
};

export const trainingKeys = {
  prefix: (id: string) => `training-runs/${id}/`,
  /** The table of clips that came with the request. */
  table: (id: string) => `training-runs/${id}/table.txt`,
  checkpoint: (id: string) => `training-runs/${id}/checkpoint.bin`,
  /** There once somebody asked the training to end early. */
  endRequest: (id: string) => `training-runs/${id}/end-request.json`,
  split: (id: string) => `training-runs/${id}/split.json`,
  report: (id: string) => `training-runs/${id}/report.json`,
};

export const sweepKeys = {
  rung: (id: string, rung: number) => `sweeps/${id}/rungs/${digits(rung, 4)}.json`,
  table: (id: string) => `sweeps/${id}/table.txt`,
  opens: 'open-sweeps/',
  /** There while a rung may still follow. */
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

/** Of a recording that somebody waits for. */
export const trialKeys = {
  prefix: (id: string) => `tries/${id}/`,
  clip: (id: string) => `tries/${id}/clip`,
  tensor: (id: string) => `tries/${id}/features.safetensors`,
  report: (id: string) => `tries/${id}/report.json`,
};

/** How models stand with an owner; that one is shared says an empty object in the list of EVERYBODY. */
export const standingKeys = {
  promoted: (owner: string) => `standings/${owner}/promoted.json`,
  archivedPrefix: (owner: string) => `standings/${owner}/archived/`,
  archived: (owner: string, modelId: string) => `standings/${owner}/archived/${modelId}`,
};

export const embeddingModelKeys = {
  /** What a definition names: the hash decides. */
  model: (sha256: string) => `embedding-models/${sha256}.onnx`,
  /** Until it is checked. */
  incoming: (id: string) => `embedding-models/incoming/${id}.onnx`,
};

export const apiKeyKeys = {
  lastUse: (id: string) => `keys/${id}/last-use.json`,
};

export const auditKeys = {
  deeds: 'audit/deeds/',
  /** `place` is made of a UUID so that the newest comes first. */
  deed: (place: string) => `audit/deeds/${place}.json`,
  ownedPrefix: (owner: string) => `audit/owners/${owner}/`,
  owned: (owner: string, place: string) => `audit/owners/${owner}/${place}`,
  placeOf: (key: string) => key.slice(key.lastIndexOf('/') + 1).replace(/\.json$/, ''),
};

export const runRecordKind = (kind: RunKind): RecordKind =>
  kind === 'scoring' ? 'scoring-runs' : 'training-runs';
export const runRecordKey = (runId: string): string => recordKey(runRecordKind(runKindOf(runId)), runId);
