import { z } from 'zod';
import { errorCodeSchema } from '../manifest.js';

/** Unreadable clips that a dry run names. */
export const MOST_DRY_RUN_EXAMPLES = 20;

const count = z.int().nonnegative();
const reason = z.string().nullable().describe('Why a value is null, or what it leaves out.');

/** What a scoring run would do, as far as it can be told without doing any of it. */
export const dryRunView = z.strictObject({
  dryRun: z.literal(true),
  archiveId: z.string(),
  modelId: z.string(),
  featureSetId: z.string(),
  readFrom: z
    .enum(['index', 'directory', 'listing', 'list', 'nothing'])
    .describe(
      'The index of an earlier run, the directory of a zip, the listing of a prefix, a list of URLs; of a tar nothing.',
    ),
  reason,
  archiveBytes: count.nullable().describe('Of the container; null for loose objects and URLs.'),
  clips: count.nullable(),
  readable: count.nullable().describe('Clips of which nothing is wrong as far as the directory tells.'),
  ignored: count.nullable().describe('Entries that are no clips.'),
  clipBytes: count.nullable().describe('Unpacked, of the readable clips.'),
  maxClipBytes: count.describe(
    'Larger clips were counted as `clip.too_large`: by the environment of the API, which may not be that of the workers.',
  ),
  audio: z.strictObject({
    seconds: z.number().nonnegative().nullable().describe('Of the WAV clips, from their sizes.'),
    wavClips: count,
    otherClips: count.describe('Readable clips of other kinds, whose size says nothing of their length.'),
    measured: count.describe('WAV headers read; at most 32.'),
    isExtrapolated: z.boolean(),
    reason,
  }),
  cache: z.strictObject({
    shards: count.nullable().describe('Of at most 64 clips or 24 MiB each.'),
    checked: count.describe('Shards looked up; at most 64.'),
    found: count,
    hits: count.nullable().describe('Shards whose features exist; `found` where all were checked.'),
    clips: count.nullable().describe('Clips of these shards.'),
    isExtrapolated: z.boolean(),
    reason,
  }),
  time: z.strictObject({
    seconds: z
      .number()
      .nonnegative()
      .nullable()
      .describe('Extraction of what is not there yet, by all feature workers and with nothing else to do.'),
    basis: z.enum(['audio', 'clips']).nullable().describe('Of what the measured cost is.'),
    workers: count.describe('Feature workers seen.'),
    shardsAtOnce: count.describe('Sum of their CONCURRENCY.'),
    measuredClips: count.describe('That these workers have tried since they started.'),
    reason,
  }),
  problems: z.strictObject({
    total: count,
    byCode: z.partialRecord(errorCodeSchema, count),
    examples: z
      .array(z.strictObject({ clip: count, name: z.string(), code: errorCodeSchema, message: z.string() }))
      .max(MOST_DRY_RUN_EXAMPLES),
  }),
});
export type DryRunView = z.infer<typeof dryRunView>;
