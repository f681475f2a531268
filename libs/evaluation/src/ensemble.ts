import type { AnsweredPart, ModelAnswers } from '#libs/contracts';
import { scaled } from './temperature.js';

interface Member {
  /** The member's share of the ensemble's probabilities. */
  readonly weight: number;
  /** The temperature that calibrates the member's probabilities. 1 leaves them as they are. */
  readonly temperature: number;
}

/** One ensemble member's answers to some clips. */
export interface MemberAnswers extends Member {
  /** In the order of the member's outputs. */
  readonly labels: readonly string[];
  readonly probabilities: Float32Array; // [clips, labels]
}

/**
 * Computes the weighted mean of the members' calibrated probabilities.
 *
 * @param labels the order of the result; every member must know each of them
 * @returns `[clips, labels]`; rows sum to 1 if the weights do
 */
export function ensembleProbabilities(
  members: readonly MemberAnswers[],
  labels: readonly string[],
): Float32Array {
  const classes = labels.length;
  const mean = new Float32Array(members[0]?.probabilities.length ?? 0);
  for (const { labels: own, probabilities, weight, temperature } of members) {
    const calibrated = temperature === 1 ? probabilities : scaled(probabilities, classes, temperature);
    const places = labels.map((label) => own.indexOf(label));
    for (let row = 0; row < mean.length; row += classes) {
      places.forEach((place, at) => {
        mean[row + at] = (mean[row + at] ?? 0) + weight * (calibrated[row + place] ?? Number.NaN);
      });
    }
  }
  return mean;
}

/** A member and its answers to the clips of its split. */
type AnsweringMember = Member & { readonly answers: ModelAnswers };

/**
 * Computes the ensemble's answers to the clips that all members were tested on. Returns null if the members were
 * tested on different clips. Members may have read the clips, and may have their labels, in different orders.
 */
export function ensembleAnswers(
  members: readonly AnsweringMember[],
  labels: readonly string[],
): ModelAnswers | null {
  const validation = ensemblePart(members, labels, 'validation');
  const test = ensemblePart(members, labels, 'test');
  return validation === null || test === null ? null : { v: 1, labels: [...labels], validation, test };
}

function ensemblePart(
  members: readonly AnsweringMember[],
  labels: readonly string[],
  part: 'validation' | 'test',
): AnsweredPart | null {
  const parts = members.map(({ answers }) => sortedByClip(answers[part], answers.labels));
  const [first] = parts;
  if (first === undefined) return null;
  const same = parts.every(
    ({ clips, truth }) =>
      clips.join() === first.clips.join() && truth.map(String).join() === first.truth.map(String).join(),
  );
  if (!same) return null;
  const probabilities = ensembleProbabilities(
    members.map(({ answers, weight, temperature }, at) => ({
      labels: answers.labels,
      probabilities: Float32Array.from(parts[at]?.probabilities ?? []),
      weight,
      temperature,
    })),
    labels,
  );
  return {
    ...first,
    truth: first.truth.map((label) => labels.indexOf(label)),
    probabilities: Array.from(probabilities),
  };
}

/** Sorts clips by hash and replaces label numbers with names. Equal hashes need no order: their answers are equal. */
function sortedByClip(part: AnsweredPart, labels: readonly string[]) {
  const order = [...part.clips.keys()].sort((a, b) =>
    (part.clips[a] ?? '') < (part.clips[b] ?? '') ? -1 : 1,
  );
  const pick = <T>(list: readonly T[]): T[] => order.flatMap((at) => list.slice(at, at + 1));
  return {
    clips: pick(part.clips),
    truth: pick(part.truth).map((label) => labels[label] ?? ''),
    speakers: pick(part.speakers),
    genders: pick(part.genders),
    probabilities: order.flatMap((at) =>
      part.probabilities.slice(at * labels.length, (at + 1) * labels.length),
    ),
  };
}

/** Converts a part of a model's answers to the input of `assess`. */
export function toScoredPart({ truth, speakers, genders, probabilities }: AnsweredPart) {
  return {
    labels: truth,
    probabilities: Float32Array.from(probabilities),
    utterances: truth.map((_, clip) => ({
      speaker: speakers[clip] ?? null,
      gender: genders[clip] ?? null,
    })),
  };
}
