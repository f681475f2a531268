import { z } from 'zod';
import { normalizePath } from './clip-path.js';
import { SPLIT_PARTS } from './corpus.js';
import { rawSound } from './raw-sound.js';

const cell = z.string().min(1).max(2_000);

/**
 * A row of a table of clips, without its empty cells. Selections and trainings read the same rows: a selection needs
 * only the path, and a training also the label.
 */
export const tableRow = z.strictObject({
  /** The clip's path in the archive. */
  path: cell,
  /** The clip's new name in a selection. Defaults to its path. */
  name: cell.optional(),
  label: cell.optional(),
  speaker: cell.optional(),
  gender: z.enum(['female', 'male']).optional(),
  /** Equal for takes of the same words by the same speaker with the same label. */
  twin: cell.optional(),
  /** The spoken words. */
  text: cell.optional(),
  split: z.enum(SPLIT_PARTS).optional(),
  /** The position of the row in its clip, in seconds. */
  start: z.number().nonnegative().optional(),
  end: z.number().positive().optional(),
  /** The channel of the clip, from 0. */
  channel: z.int().nonnegative().optional(),
  /** Declares the sound of a clip without a header, by the columns `format`, `rateHz` and `channels`. */
  raw: rawSound.optional(),
  /** The cells of further columns by column. Serenade keeps them, so that results can be joined to them. */
  more: z.record(z.string(), z.string()).optional(),
});
export type TableRow = z.infer<typeof tableRow>;

/** Returns the name of a selected clip in results: the one in the table, else its path. */
export function selectedName({ path, name = normalizePath(path) }: Pick<TableRow, 'path' | 'name'>): string {
  return name;
}
