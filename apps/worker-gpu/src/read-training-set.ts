import {
  corporaOf,
  manifestLine,
  shardLine,
  shardReport,
  type TrainingRunRecord,
  type Utterance,
} from '#libs/contracts';
import { loadUtterances, type ClipName } from '#libs/corpus';
import { decodeShard, type Shard } from '#libs/features';
import {
  assembleTrainingSet,
  extractedClip,
  type ExtractedClip,
  type ExtractedClips,
  type TrainingSet,
} from '#libs/learning';
import {
  archiveKeys,
  featureKeys,
  getJson,
  readJsonLines,
  shardIdOf,
  trainingKeys,
  type ObjectStore,
} from '#libs/storage';
import { readTrainingTable, type LabeledRow } from '#libs/tables';

/**
 * Reads the training set of a run whose archive is extracted.
 *
 * @throws SerenadeError `corpus.labels_unreadable`, `corpus.no_features` when no clip is left
 */
export async function readTrainingSet(store: ObjectStore, run: TrainingRunRecord): Promise<TrainingSet> {
  const { corpus, labelMap, leaveOut } = run;
  const names: ClipName[] = [];
  for await (const { clip, name } of readJsonLines(store, archiveKeys.manifest(run.archiveId), manifestLine))
    names.push({ clip, name });
  const manifest = await readTable(store, run);
  const loaded = loadUtterances(corpus, names, { manifest, labelMap, leaveOut });
  return assembleTrainingSet(corpus, labelMap, loaded, await readShards(store, run));
}

async function readTable(store: ObjectStore, { id, corpus }: TrainingRunRecord): Promise<LabeledRow[]> {
  if (!corporaOf(corpus).includes('manifest')) return [];
  return readTrainingTable(new TextDecoder().decode(await store.get(trainingKeys.table(id))));
}

async function readShards(store: ObjectStore, run: TrainingRunRecord): Promise<ExtractedClips> {
  const { archiveId, featureSetId } = run;
  const clips = new Map<number, ExtractedClip>();
  const failures: string[] = [];
  let shape: ExtractedClips['shape'] = null;
  const shards = readJsonLines(store, archiveKeys.shards(archiveId), shardLine);
  for await (const { firstClip, contentHash } of shards) {
    const shardId = shardIdOf(featureSetId, contentHash);
    const report = await getJson(store, featureKeys.report(featureSetId, shardId), shardReport);
    const tensor = decodeShard(await store.get(featureKeys.tensor(featureSetId, shardId)), featureSetId);
    shape ??= { frames: tensor.frames, coefficients: tensor.coefficients };
    report.clips.forEach((clip, position) => {
      if (clip.status === 'failed') {
        failures.push(clip.code);
        return;
      }
      const extracted = extractedClip(clip, (row) => rowOf(tensor, row));
      clips.set(firstClip + position, extracted);
    });
  }
  return { shape, failures, find: ({ clip }: Utterance) => clips.get(clip) };
}

function rowOf({ values, offsets, coefficients }: Shard, row: number): Float32Array {
  return values.subarray((offsets[row] ?? 0) * coefficients, (offsets[row + 1] ?? 0) * coefficients);
}
