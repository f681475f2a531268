import { SerenadeError, type Utterance } from '#libs/contracts';
import type { ClipName, RejectedClip } from './clip-name.js';
import type { ManifestRow } from './parse-manifest.js';

/**
 * Returns the utterances in a user's table, in clip order. A row belongs to the clip with its path, or to the only
 * clip whose path ends with it, because archives often wrap everything in one folder.
 *
 * @throws SerenadeError `corpus.manifest_malformed` without rows, or if a row's path matches no clip or several
 */
export function manifestUtterances(
  names: Iterable<ClipName>,
  rows: readonly ManifestRow[] = [],
): { read: Utterance[]; rejected: RejectedClip[] } {
  if (rows.length === 0) {
    throw new SerenadeError(
      'corpus.manifest_malformed',
      'The corpus "manifest" needs a table of clips. Send CSV or JSONL with the columns path and label.',
    );
  }
  const clips = [...names];
  const finder = new ClipFinder(clips);
  const byClip = new Map<number, Utterance[]>();
  for (const row of rows) {
    const clip = finder.find(row.path);
    byClip.set(clip.clip, [...(byClip.get(clip.clip) ?? []), toUtterance(clip, row)]);
  }
  const reason = 'The table has no row for this clip.';
  return {
    read: clips.flatMap(({ clip }) => byClip.get(clip) ?? []),
    rejected: clips.filter(({ clip }) => !byClip.has(clip)).map((clip) => ({ ...clip, reason })),
  };
}

function toUtterance({ clip, name }: ClipName, row: ManifestRow): Utterance {
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

/** Finds clips by their path or by any trailing part of it. */
class ClipFinder {
  private readonly ends = new Map<string, ClipName | 'many'>();
  private readonly whole = new Map<string, ClipName>();

  constructor(clips: readonly ClipName[]) {
    for (const clip of clips) {
      const parts = normalizePath(clip.name).split('/');
      this.whole.set(parts.join('/'), clip);
      for (let from = 0; from < parts.length; from++) {
        const end = parts.slice(from).join('/');
        this.ends.set(end, this.ends.has(end) ? 'many' : clip);
      }
    }
  }

  find(path: string): ClipName {
    const wanted = normalizePath(path);
    const found = this.whole.get(wanted) ?? this.ends.get(wanted);
    if (found !== undefined && found !== 'many') return found;
    const why = found === 'many' ? 'more than one clip' : 'no clip';
    throw new SerenadeError(
      'corpus.manifest_malformed',
      `The table of clips names "${path}", which matches ${why}. Use the paths in the archive.`,
      { path },
    );
  }
}

function normalizePath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}
