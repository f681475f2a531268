import { SerenadeError, type Utterance } from '#libs/contracts';
import type { ClipName, RejectedClip } from './clip-name.js';
import type { ManifestRow } from './parse-manifest.js';

/**
 * The utterances of a user's table, in the order of the clips. A row belongs to the clip of its path, or to the only
 * one whose path ends with it: archives often have one folder around everything.
 *
 * @throws SerenadeError `corpus.manifest_malformed` without rows, or when a row's path fits no clip or more than one
 */
export function manifestUtterances(
  names: Iterable<ClipName>,
  rows: readonly ManifestRow[] = [],
): { read: Utterance[]; rejected: RejectedClip[] } {
  if (rows.length === 0) {
    throw new SerenadeError(
      'corpus.manifest_malformed',
      'The corpus "manifest" needs a table of clips: CSV or JSONL with the columns path and label.',
    );
  }
  const clips = [...names];
  const finder = new ClipFinder(clips);
  const byClip = new Map<number, Utterance[]>();
  for (const row of rows) {
    const clip = finder.find(row.path);
    byClip.set(clip.clip, [...(byClip.get(clip.clip) ?? []), utteranceOf(clip, row)]);
  }
  const reason = 'The table has no row for the clip.';
  return {
    read: clips.flatMap(({ clip }) => byClip.get(clip) ?? []),
    rejected: clips.filter(({ clip }) => !byClip.has(clip)).map((clip) => ({ ...clip, reason })),
  };
}

function utteranceOf({ clip, name }: ClipName, row: ManifestRow): Utterance {
  const { label, speaker, gender, text, twin, split, start, end } = row;
  return {
    clip,
    name,
    corpus: 'manifest',
    label,
    speaker: speaker ?? null,
    gender: gender === 'female' || gender === 'male' ? gender : null,
    twinGroup: twin ?? null,
    text: text ?? null,
    ...(start == null && end == null ? {} : { span: { startSeconds: start ?? 0, endSeconds: end ?? null } }),
    ...(split == null || split === '' ? {} : { givenPart: split }),
  };
}

/** Clips by their path and by every end of it. */
class ClipFinder {
  private readonly ends = new Map<string, ClipName | 'many'>();
  private readonly whole = new Map<string, ClipName>();

  constructor(clips: readonly ClipName[]) {
    for (const clip of clips) {
      const parts = normal(clip.name).split('/');
      this.whole.set(parts.join('/'), clip);
      for (let from = 0; from < parts.length; from++) {
        const end = parts.slice(from).join('/');
        this.ends.set(end, this.ends.has(end) ? 'many' : clip);
      }
    }
  }

  find(path: string): ClipName {
    const wanted = normal(path);
    const found = this.whole.get(wanted) ?? this.ends.get(wanted);
    if (found !== undefined && found !== 'many') return found;
    const why = found === 'many' ? 'more than one clip' : 'no clip';
    throw new SerenadeError(
      'corpus.manifest_malformed',
      `The table of clips names "${path}", which fits ${why}. Write paths as they stand in the archive.`,
      { path },
    );
  }
}

function normal(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
