import type { TrainingReport } from '../api/types.js';
import type { Loaded } from '../api/use-updates.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Numbers } from '../ui/numbers.js';
import { Picture } from '../ui/picture.js';
import { Section } from '../ui/section.js';
import { bytes, count, duration, percent } from '../words.js';
import { ConfusionTable } from './confusion-table.js';
import { Domain } from './domain.js';
import { Labels } from './labels.js';
import { SplitFacts } from './split-facts.js';

export function Report({ report }: { report: Loaded<TrainingReport | null> }) {
  return (
    <Section id="report" title="Report">
      <LoadedView loaded={report} what="the report">
        {(data) => data !== null && <Shown report={data} />}
      </LoadedView>
    </Section>
  );
}

function Shown({ report }: { report: TrainingReport }) {
  const { runId, modelId, labels, test, split, assessment, domain, latency, weightBytes, trainingSeconds } =
    report;
  return (
    <>
      <Numbers
        of={[
          ['UAR on test clips', percent(test.uar)],
          ['Accuracy', percent(test.accuracy)],
          ['Macro F1', percent(test.macroF1)],
          ['Calibration error', percent(test.ece)],
          ['Best epoch', count(report.bestEpoch)],
          ['Parameters', count(report.parameters)],
          ['Size', weightBytes === undefined ? '–' : bytes(weightBytes)],
          ['Time per clip', `${latency.perClipMsBatch1.toPrecision(3)} ms`],
          ['Training time', duration(trainingSeconds)],
        ]}
      />
      <p>
        <a href={hrefs.models([modelId])}>Compare with another model</a> ·{' '}
        <a href={hrefs.score(null, modelId)}>Score with this model</a> ·{' '}
        <a href={hrefs.try(modelId)}>Try it on a recording</a>
      </p>
      <SplitFacts split={split} checks={report.corpusChecks ?? []} leftOut={report.leftOut} />
      {domain?.ranges != null && <Domain clips={domain.clips} ranges={domain.ranges} />}
      <h3>Labels</h3>
      <Labels perClass={test.perClass} />
      <h3>Most confused labels</h3>
      <ConfusionTable labels={labels} counts={test.confusion} />
      {assessment?.calibration != null && (
        <>
          <h3>Calibration</h3>
          <p>
            A temperature of {assessment.calibration.temperature.toFixed(2)} calibrates the probabilities. It
            changes the calibration error on test clips from {percent(assessment.calibration.before.ece)} to{' '}
            {percent(assessment.calibration.after.ece)}.
          </p>
          {assessment.abstention !== null && (
            <p>
              Scores with a calibrated probability below {percent(assessment.abstention.threshold)} are
              uncertain. {percent(assessment.abstention.testAnswered)} of the test clips are above, and{' '}
              {percent(assessment.abstention.testAccuracyAnswered)} of those answers are right.
            </p>
          )}
          <Picture
            path={`/v1/training-runs/${runId}/report/reliability.svg`}
            alt="Reliability diagram: how often answers of each probability are right"
          />
        </>
      )}
    </>
  );
}
