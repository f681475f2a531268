import { uuidv7obj, UUID } from 'uuidv7';
import { sha256Hex } from './canonical.js';

/** Prefixes of ids by kind. They let readers, logs and validators distinguish ids. */
export const ID_PREFIXES = {
  archive: 'arc',
  scoringRun: 'scr',
  trainingRun: 'trn',
  model: 'mdl',
  evaluation: 'evl',
  sweep: 'swp',
  key: 'key',
  embeddingModel: 'emb',
  webhook: 'whk',
  message: 'msg',
  trial: 'try',
  peaks: 'pks',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/**
 * Creates an id: `<prefix>-<UUIDv7>` (RFC 9562 §5.7). It sorts by creation time, contains no `:` and is not an
 * integer, so it is valid in a BullMQ job id.
 */
export function newId(kind: IdKind): string {
  return `${ID_PREFIXES[kind]}-${uuidv7obj().toString()}`;
}

const UUID_V7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** Returns the pattern of ids of a kind, for schemas and route parameters. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}-${UUID_V7}$`);
}

/** Matches an id of any kind. */
export const ANY_ID = new RegExp(`^(?:${Object.values(ID_PREFIXES).join('|')})-${UUID_V7}$`);

/** Returns the id of the model that a training run registers: one model per run, however often its job runs. */
export function modelIdOfRun(trainingRunId: string): string {
  return trainingRunId.replace(/^trn-/, `${ID_PREFIXES.model}-`);
}

/** Returns the id of the message about the end of a run: one per launch, however often it is sent. */
export function messageIdOfRun({ id, launch }: { readonly id: string; readonly launch: number }): string {
  const uuid = id.slice(id.indexOf('-') + 1);
  const own = launch === 0 ? uuid : `${uuid.slice(0, 24)}${sha256Hex(`${id} ${launch}`).slice(0, 12)}`;
  return `${ID_PREFIXES.message}-${own}`;
}

/** Returns the creation time of an id in milliseconds since 1970, from its UUIDv7. */
export function idTimestampMs(id: string): number {
  const bytes = UUID.parse(id.slice(id.indexOf('-') + 1)).bytes;
  return bytes.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0);
}
