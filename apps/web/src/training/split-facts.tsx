import type { TrainingReport } from '../api/types.js';
import { count, counted, percent } from '../words.js';

interface Props {
  readonly split: TrainingReport['split'];
  readonly checks: NonNullable<TrainingReport['corpusChecks']>;
  /** Unused clips, by error code. */
  readonly leftOut: TrainingReport['leftOut'];
}

/** Shows how the corpus was split, and what training may have known about the test part. */
export function SplitFacts({ split, checks, leftOut }: Props) {
  const left = Object.entries(leftOut);
  return (
    <>
      <h3>Split</h3>
      <p>
        {split.name}, fold {split.fold}, seed {split.seed}: {count(split.train)} clips for training,{' '}
        {count(split.validation)} for validation, {count(split.test)} for testing.
      </p>
      <p class={isLeaky(split) ? 'note' : undefined}>{describeLeakage(split)}</p>
      {checks.map(({ corpus, clips, publishedClips, similarLabels = [] }) => (
        <p key={corpus}>
          {corpus}: {counted(clips, 'clip')}
          {publishedClips !== null && ` of ${count(publishedClips)} published`}.
          {similarLabels.map(
            (labels) => ` The labels ${labels.join(' and ')} differ only in case or spaces.`,
          )}
        </p>
      ))}
      {left.length > 0 && (
        <p>Left out: {left.map(([code, clips]) => `${count(clips)} ${code}`).join(', ')}.</p>
      )}
      <p class="small name">SHA-256 of the split: {split.hash}</p>
    </>
  );
}

function isLeaky({ speakersInBoth, testTwinsInTraining }: Props['split']): boolean {
  return (speakersInBoth ?? 0) > 0 || (testTwinsInTraining ?? 0) > 0;
}

function describeLeakage({ speakersInBoth, testTwinsInTraining }: Props['split']): string {
  const speakers =
    speakersInBoth === null
      ? 'Speakers are unknown, so these results may be too optimistic for new speakers.'
      : speakersInBoth === 0
        ? 'No speaker of a test clip occurs in training.'
        : `${counted(speakersInBoth, 'speaker')} of test clips also ${speakersInBoth === 1 ? 'occurs' : 'occur'} in training, so results for new speakers will be worse.`;
  if (testTwinsInTraining === null || testTwinsInTraining === 0) return speakers;
  return `${speakers} ${percent(testTwinsInTraining)} of the test clips have another take of the same words in training.`;
}
