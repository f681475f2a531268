import type { TrainingReport } from '../api/types.js';
import { Numbers } from '../ui/numbers.js';
import { counted } from '../words.js';
import { FIGURES, countedRange } from '../ui/domain-figures.js';

type Ranges = NonNullable<NonNullable<TrainingReport['domain']>['ranges']>;

/** What the clips were like that the model was trained on. */
export function Domain({ clips, ranges }: { clips: number; ranges: Ranges }) {
  return (
    <>
      <h3>Domain</h3>
      <p>
        What is scored with this model is compared with the {counted(clips, 'clip')} that it learned: the
        farther away, the less its rates say. Here are the middle one of each figure, and between what eight
        of ten lie.
      </p>
      <Numbers
        of={(['levelDbfs', 'snrDb', 'bandwidthHz'] as const).map((figure) => [
          FIGURES[figure].name,
          countedRange(figure, ranges[figure]),
        ])}
      />
    </>
  );
}
