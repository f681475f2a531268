import { SerenadeError, type ProtocolRun, type TrainingReport } from '#libs/contracts';

/**
 * Reduces a training's report to what the report of an evaluation keeps.
 *
 * @throws SerenadeError `run.failed` if the report predates assessments
 */
export function toProtocolRun(report: TrainingReport): ProtocolRun {
  const { split, seed, bestEpoch, trainingSeconds, engine, test, assessment } = report;
  if (assessment === undefined)
    throw new SerenadeError('run.failed', `The report of ${report.runId} has no assessment. Train again.`);
  const { calibration, conformal, abstention, predictions } = assessment;
  return {
    fold: split.fold,
    seed,
    split,
    bestEpoch,
    trainingSeconds,
    engine: engine.name,
    uar: test.uar,
    accuracy: test.accuracy,
    macroF1: test.macroF1,
    ece: test.ece,
    brier: test.brier,
    calibrated: calibration && {
      temperature: calibration.temperature,
      ece: calibration.after.ece,
      brier: calibration.after.brier,
    },
    conformal: conformal && { testCoverage: conformal.testCoverage, meanSetSize: conformal.meanSetSize },
    abstention: abstention && {
      testAnswered: abstention.testAnswered,
      testAccuracyAnswered: abstention.testAccuracyAnswered,
    },
    predictions,
  };
}
