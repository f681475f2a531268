import {
  SerenadeError,
  SPLIT_PARTS,
  type SplitPart,
  type SplitReport,
  type Utterance,
} from '#libs/contracts';
import { P6_SPEECH_TO_SONG } from './folds.js';
import type { Split, SplitRequest } from './split.js';

/** Returns the fields whose values two parts must not share. */
function forbiddenFields({ name, fold }: Pick<SplitReport, 'name' | 'fold'>): readonly Field[] {
  switch (name) {
    case 'P0':
    case 'given':
      return [];
    case 'P1':
      return ['twinGroup'];
    case 'P2':
    case 'P2b':
    case 'P4':
      return ['speaker'];
    case 'P3':
      return ['text'];
    case 'P5':
      return ['speaker', 'corpus'];
    case 'P6':
      return fold === P6_SPEECH_TO_SONG ? ['corpus'] : ['speaker'];
  }
}

const NOUNS = {
  content: 'the same recording',
  twinGroup: 'twins',
  speaker: 'the same speaker',
  text: 'the same text',
  corpus: 'from the same corpus',
};
type Rule = keyof typeof NOUNS;
type Field = Exclude<Rule, 'content'>;

/**
 * Checks that the parts of a split share nothing that its protocol separates, and no byte-identical clips.
 *
 * @throws SerenadeError `split.leak` that names two clips
 */
export function checkLeak(
  { utterances, contentHashes }: Pick<SplitRequest, 'utterances' | 'contentHashes'>,
  split: Split,
): void {
  if (contentHashes) checkRule('content', split, utterances, (at) => contentHashes[at] ?? null);
  for (const rule of forbiddenFields(split.report)) {
    checkRule(rule, split, utterances, (at) => utterances[at]?.[rule] ?? null);
  }
}

function checkRule(
  rule: Rule,
  split: Split,
  utterances: readonly Utterance[],
  keyOf: (position: number) => string | null,
): void {
  const first = new Map<string, { position: number; part: SplitPart }>();
  for (const part of SPLIT_PARTS) {
    for (const position of split[part]) {
      const key = keyOf(position);
      if (key === null) continue;
      const other = first.get(key);
      if (!other) first.set(key, { position, part });
      else if (!mayShare(rule, split, part, other.part)) {
        throw leakError(rule, utterances, [other, { position, part }]);
      }
    }
  }
}

/** Returns true if two parts may share a value. Some protocols separate only the test part by text, corpus or speaker. */
function mayShare(rule: Rule, split: Split, part: SplitPart, other: SplitPart): boolean {
  if (part === other) return true;
  const isLoose = rule === 'text' || rule === 'corpus' || (rule === 'speaker' && split.report.name === 'P5');
  return isLoose && part !== 'test' && other !== 'test';
}

function leakError(
  rule: Rule,
  utterances: readonly Utterance[],
  pair: readonly { position: number; part: SplitPart }[],
): SerenadeError {
  const names = pair.map(({ position, part }) => `"${utterances[position]?.name ?? position}" (${part})`);
  return new SerenadeError(
    'split.leak',
    `The split leaks: ${names.join(' and ')} are ${NOUNS[rule]}. Remove one of them, or choose another split.`,
    { rule, clips: pair.map(({ position }) => utterances[position]?.name ?? String(position)) },
  );
}
