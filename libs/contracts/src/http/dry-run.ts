import { z } from 'zod';
import { errorCodeSchema } from '../manifest.js';

/** The maximum number of unreadable clips that a dry run lists. */
export const MOST_DRY_RUN_EXAMPLES = 20;

const count = z.int().nonnegative();
const reason = z.string().nullable().describe('Explains why a value is null or what it excludes.');

/** The response to a dry run: what the scoring run would do, as far as it is known in advance. */
export const dryRunView = z.strictObject({
  dryRun: z.literal(true),
  archiveId: z.string(),
  modelId: z.string(),
  featureSetId: z.string(),
  readFrom: z
    .enum(['index', 'directory', 'listing', 'list', 'nothing'])
    .describe(
      'Where the clips were found: the `index` of an earlier run, the `directory` of a zip, the `listing` of a prefix, or a `list` of URLs. `nothing` for a tar.',
    ),
  reason,
  archiveBytes: count.nullable().describe('The size of the archive file. Null for loose objects and URLs.'),
  clips: count.nullable(),
  readable: count.nullable().describe('Clips in which the directory shows no error.'),
  ignored: count.nullable().describe('Entries that are not clips.'),
  clipBytes: count.nullable().describe('The unpacked size of the readable clips.'),
  maxClipBytes: count.describe(
    'Larger clips count as `clip.too_large`. This is the limit of the API; workers can have another.',
  ),
  audio: z.strictObject({
    seconds: z
      .number()
      .nonnegative()
      .nullable()
      .describe('The length of the WAV clips, computed from their sizes.'),
    wavClips: count,
    otherClips: count.describe(
      'Readable clips in other formats. Their length cannot be computed from their size.',
    ),
    measured: count.describe('The number of WAV headers read, at most 32.'),
    isExtrapolated: z.boolean(),
    reason,
  }),
  cache: z.strictObject({
    shards: count.nullable().describe('The number of shards. A shard contains at most 64 clips or 24 MiB.'),
    checked: count.describe('The number of shards looked up, at most 64.'),
    found: count,
    hits: count
      .nullable()
      .describe('Shards whose features exist. Equals `found` if all shards were checked.'),
    clips: count.nullable().describe('The number of clips in these shards.'),
    isExtrapolated: z.boolean(),
    reason,
  }),
  time: z.strictObject({
    seconds: z
      .number()
      .nonnegative()
      .nullable()
      .describe(
        'The expected time to extract the missing features, if all feature workers are otherwise idle.',
      ),
    basis: z
      .enum(['audio', 'clips'])
      .nullable()
      .describe('The unit in which the cost of extraction was measured.'),
    workers: count.describe('The number of live feature workers.'),
    shardsAtOnce: count.describe('The sum of `CONCURRENCY` over these workers.'),
    measuredClips: count.describe(
      'The number of clips that these workers have processed since they started.',
    ),
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
