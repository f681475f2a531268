import { z } from 'zod';
import { SPLIT_PARTS } from '#libs/contracts';
import { malformed, parseTable } from './table-records.js';

const text = z.string().trim();
const optionalText = text.transform((value) => (value === '' ? null : value)).nullish();
const seconds = z
  .union([z.number(), text.transform((value) => (value === '' ? null : Number(value)))])
  .nullish()
  .refine((value) => value == null || (Number.isFinite(value) && value >= 0), 'must be a number of seconds');

/** A row of a user's table of clips. */
const row = z
  .strictObject({
    path: text.min(1),
    label: text.min(1),
    speaker: optionalText,
    gender: z.enum(['female', 'male', '']).nullish(),
    text: optionalText,
    /** Equal for takes of the same words by the same speaker with the same label. */
    twin: optionalText,
    split: z.enum([...SPLIT_PARTS, '']).nullish(),
    start: seconds,
    end: seconds,
  })
  .refine(({ start, end }) => end == null || end > (start ?? 0), {
    path: ['end'],
    error: 'must be after start',
  });

export type ManifestRow = z.infer<typeof row>;
const COLUMNS = Object.keys(row.shape);

/**
 * Reads a table of clips, CSV with a header line or JSONL. Required columns: `path` and `label`. Optional columns:
 * `speaker`, `gender` (female, male), `text`, `twin`, `split` (train, validation, test), and `start` and `end` in
 * seconds for utterances that are part of their clip.
 *
 * @throws SerenadeError `corpus.manifest_malformed` that names the line and the column
 */
export function parseManifest(content: string): ManifestRow[] {
  const records = parseTable(content);
  if (records.length === 0) throw malformed('it has no rows');
  return records.map(({ line, value }) => {
    const parsed = row.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const column = issue?.path.join('.') ?? '';
    const what = column === '' ? (issue?.message ?? '') : `${column}: ${issue?.message ?? ''}`;
    throw malformed(`line ${line}: ${what}. Columns are ${COLUMNS.join(', ')}`, line);
  });
}
