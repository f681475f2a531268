import { SerenadeError, type Utterance } from '#libs/contracts';
import { ClipFinder, type LabeledRow } from '#libs/tables';
import type { ClipName, RejectedClip } from './clip-name.js';

/**
 * Returns the utterances in a user's table, in clip order. A row belongs to the clip with its path, or to the only
 * clip whose path ends with it, because archives often wrap everything in one folder.
 *
 * @throws SerenadeError `corpus.manifest_malformed` without rows, or if a row's path matches no clip or several
 */
export function manifestUtterances(
  names: Iterable<ClipName>,
  rows: readonly LabeledRow[] = [],
): { read: Utterance[]; rejected: RejectedClip[] } {
  if (rows.length === 0) {
    throw new SerenadeError(
      'corpus.manifest_malformed',
      'The corpus "manifest" needs a table of clips. Send CSV or JSONL with the columns path and label.',
    );
  }
  const clips = [...names];
  const finder = new ClipFinder<ClipName>(new Set(rows.map(({ path }) => path)));
  for (const clip of clips) finder.add(clip.name, clip);
  const byClip = new Map<number, Utterance[]>();
  for (const row of rows) {
    const clip = findClip(finder, row.path);
    byClip.set(clip.clip, [...(byClip.get(clip.clip) ?? []), toUtterance(clip, row)]);
  }
  const reason = 'The table has no row for this clip.';
  return {
    read: clips.flatMap(({ clip }) => byClip.get(clip) ?? []),
    rejected: clips.filter(({ clip }) => !byClip.has(clip)).map((clip) => ({ ...clip, reason })),
  };
}

function toUtterance({ clip, name }: ClipName, row: LabeledRow): Utterance {
  const { label, speaker, gender, text, twin, split, start, end } = row;
  return {
    clip,
    name,
    corpus: 'manifest',
    label,
    speaker: speaker ?? null,
    gender: gender ?? null,
    twinGroup: twin ?? null,
    text: text ?? null,
    ...(start === undefined && end === undefined
      ? {}
      : { span: { startSeconds: start ?? 0, endSeconds: end ?? null } }),
    ...(split === undefined ? {} : { givenPart: split }),
  };
}

function findClip(finder: ClipFinder<ClipName>, path: string): ClipName {
  const found = finder.find(path);
  if (typeof found === 'object') return found.clip;
  const why = found === 'many' ? 'more than one clip' : 'no clip';
  throw new SerenadeError(
    'corpus.manifest_malformed',
    `The table of clips names "${path}", which matches ${why}. Use the paths in the archive.`,
    { path },
  );
}
