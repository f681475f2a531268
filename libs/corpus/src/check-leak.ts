import { SerenadeError, type SplitName, type Utterance } from '#libs/contracts';
import { PARTS, type Part, type Split, type SplitRequest } from './split.js';

/** What may not stand in two parts, by split, besides the same recording. */
const FORBIDDEN: Readonly<Record<SplitName, readonly ('twinGroup' | 'speaker' | 'text')[]>> = {
  P0: [],
  P1: ['twinGroup'],
  P2: ['speaker'],
  P2b: ['speaker'],
  P3: ['text'],
  P4: ['speaker'],
};

const NOUNS = {
  content: 'the same recording',
  twinGroup: 'twins',
  speaker: 'the same speaker',
  text: 'the same text',
};
type Rule = keyof typeof NOUNS;

/**
 * Proves that nothing stands on two sides that the split keeps apart: byte-identical clips in every split,
 * twins in P1, speakers in P2, P2b and P4 (among all three parts), and texts in P3 (of test against the rest).
 *
 * @throws SerenadeError `split.leak` that names two clips
 */
export function checkLeak(
  { utterances, contentHashes }: Pick<SplitRequest, 'utterances' | 'contentHashes'>,
  split: Split,
): void {
  if (contentHashes) checkRule('content', split, utterances, (at) => contentHashes[at] ?? null);
  for (const rule of FORBIDDEN[split.report.name]) {
    checkRule(rule, split, utterances, (at) => utterances[at]?.[rule] ?? null);
  }
}

function checkRule(
  rule: Rule,
  split: Split,
  utterances: readonly Utterance[],
  keyOf: (position: number) => string | null,
): void {
  const first = new Map<string, { position: number; part: Part }>();
  for (const part of PARTS) {
    for (const position of split[part]) {
      const key = keyOf(position);
      if (key === null) continue;
      const other = first.get(key);
      if (!other) first.set(key, { position, part });
      else if (!mayShare(rule, part, other.part)) {
        throw leak(rule, utterances, [other, { position, part }]);
      }
    }
  }
}

/** Validation shares its texts with training in P3: there are two texts only. */
function mayShare(rule: Rule, part: Part, other: Part): boolean {
  return part === other || (rule === 'text' && part !== 'test' && other !== 'test');
}

function leak(
  rule: Rule,
  utterances: readonly Utterance[],
  pair: readonly { position: number; part: Part }[],
): SerenadeError {
  const names = pair.map(({ position, part }) => `"${utterances[position]?.name ?? position}" (${part})`);
  return new SerenadeError(
    'split.leak',
    `The split leaks: ${names.join(' and ')} are ${NOUNS[rule]}. Remove one of them, or choose another split.`,
    { rule, clips: pair.map(({ position }) => utterances[position]?.name ?? String(position)) },
  );
}
