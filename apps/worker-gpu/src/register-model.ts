import { modelCard, type TrainingRunRecord } from '#libs/contracts';
import { buildModelCard, buildTrainingReport, type FinishedTraining } from '#libs/learning';
import { Records, modelKeys, putJson, trainingKeys, type ObjectStore } from '#libs/storage';

/**
 * Writes the model, its card, the record that lists the model, and last the run's report. A later attempt that finds
 * the report knows that the model is complete. Ids derive from the run, so a repeated job overwrites the same objects.
 */
export async function registerModel(
  store: ObjectStore,
  run: TrainingRunRecord,
  training: FinishedTraining,
): Promise<void> {
  const { saved, onnx } = training.answer;
  const report = buildTrainingReport(training);
  const card = buildModelCard(report, {
    id: report.modelId,
    owner: run.owner,
    trainingRunId: run.id,
    archiveId: run.archiveId,
    featureSetName: run.featureSet,
    weightsSha256: saved.weightsSha256,
    dataHash: training.set.dataHash,
  });
  await store.put(modelKeys.model(card.id), saved.json, { contentType: 'application/json' });
  await store.put(modelKeys.weights(card.id), saved.weights, { contentType: 'application/octet-stream' });
  if (onnx !== null)
    await store.put(modelKeys.onnx(card.id), onnx, { contentType: 'application/octet-stream' });
  await putJson(store, modelKeys.answers(card.id), training.answers);
  await putJson(store, modelKeys.card(card.id), card);
  await new Records(store, 'models', modelCard).save(card);
  await putJson(store, trainingKeys.report(run.id), report);
}
