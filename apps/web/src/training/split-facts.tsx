import type { TrainingReport } from '../api/types.js';
import { count, counted, percent } from '../words.js';

interface Props {
  readonly split: TrainingReport['split'];
  readonly checks: NonNullable<TrainingReport['corpusChecks']>;
  /** Clips that were not used, by error code. */
  readonly leftOut: TrainingReport['leftOut'];
}

/** How the corpus was divided, and what of the test part the training may have known. */
export function SplitFacts({ split, checks, leftOut }: Props) {
  const left = Object.entries(leftOut);
  return (
    <>
      <h3>Split</h3>
      <p>
        {split.name}, fold {split.fold}, seed {split.seed}: {count(split.train)} to learn,{' '}
        {count(split.validation)} to validate, {counted(split.test, 'clip')} to test.
      </p>
      <p class={isLeaky(split) ? 'note' : undefined}>{leakageOf(split)}</p>
      {checks.map(({ corpus, clips, publishedClips }) => (
        <p key={corpus}>
          {corpus}: {counted(clips, 'clip')}
          {publishedClips !== null && ` of ${count(publishedClips)} that were published`}.
        </p>
      ))}
      {left.length > 0 && (
        <p>Left out: {left.map(([code, clips]) => `${count(clips)} ${code}`).join(', ')}.</p>
      )}
      <p class="small hash">SHA-256 of the split: {split.hash}</p>
    </>
  );
}

function isLeaky({ speakersInBoth, testTwinsInTraining }: Props['split']): boolean {
  return (speakersInBoth ?? 0) > 0 || (testTwinsInTraining ?? 0) > 0;
}

/** In words, since these are what a rate is worth. */
function leakageOf({ speakersInBoth, testTwinsInTraining }: Props['split']): string {
  const speakers =
    speakersInBoth === null
      ? 'Speakers are not known.'
      : speakersInBoth === 0
        ? 'No speaker of a test clip was heard in training.'
        : `${counted(speakersInBoth, 'speaker')} of test clips ${speakersInBoth === 1 ? 'was' : 'were'} heard in training: unheard speakers will do worse.`;
  if (testTwinsInTraining === null || testTwinsInTraining === 0) return speakers;
  return `${speakers} Of ${percent(testTwinsInTraining)} of the test clips, training had another take of the same words.`;
}
