import type { TrainingReport } from '../api/types.js';
import { Numbers } from '../ui/numbers.js';
import { counted } from '../words.js';
import { FIGURES, formatRange } from '../ui/domain-figures.js';

type Ranges = NonNullable<NonNullable<TrainingReport['domain']>['ranges']>;

/** Describes the clips that the model was trained on. */
export function Domain({ clips, ranges }: { clips: number; ranges: Ranges }) {
  return (
    <>
      <h3>Training data</h3>
      <p>
        Scored clips are compared with the {counted(clips, 'clip')} of the training part. The farther away
        they are, the less the results above apply. Figures are medians with the 10th to 90th percentile.
      </p>
      <Numbers
        of={(['levelDbfs', 'snrDb', 'bandwidthHz'] as const).map((figure) => [
          FIGURES[figure].name,
          formatRange(figure, ranges[figure]),
        ])}
      />
    </>
  );
}
