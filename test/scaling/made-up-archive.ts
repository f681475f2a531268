import {
  archiveRecord,
  modelCard,
  newId,
  sha256Hex,
  type ArchiveRecord,
  type ManifestLine,
  type ModelCard,
} from '#libs/contracts';
import { Records, archiveKeys, putJson, storeDefinition, type ObjectStore } from '#libs/storage';
import { IndexWriter } from '#libs/indexing';
import { buildArchiveRecord, modelCardOf } from '../support/records.js';

const CLIP_BYTES = 100_000;
const PAGE_LINES = 1_000;

/** Stores an archive that consists only of its index: its record, manifest and shards. */
export async function madeUpArchive(
  store: ObjectStore,
  owner: string,
  clips: number,
): Promise<ArchiveRecord> {
  const id = newId('archive');
  const archive = buildArchiveRecord({ id, owner, sha256: sha256Hex(id), entries: clips });
  const writer = new IndexWriter(store, id, archive.sha256);
  for (let first = 0; first < clips; first += PAGE_LINES) {
    const length = Math.min(PAGE_LINES, clips - first);
    await writer.write(Array.from({ length }, (_, n) => lineOf(first + n)));
  }
  const written = await writer.close();
  await putJson(store, archiveKeys.index(id), {
    v: 1,
    archiveId: id,
    ...written,
    ignored: 0,
    ignoredExamples: [],
  });
  await new Records(store, 'archives', archiveRecord).save(archive);
  return archive;
}

function lineOf(clip: number): ManifestLine {
  const name = `calls/2026-11/caller-${String(clip % 1000).padStart(3, '0')}/${String(clip).padStart(7, '0')}.wav`;
  const offset = clip * (CLIP_BYTES + 100);
  return { clip, name, offset, compressedSize: CLIP_BYTES, size: CLIP_BYTES, method: 0, crc32: clip };
}

/** Stores an untrained model. Scores use its eight labels. */
export async function madeUpModel(store: ObjectStore, owner: string): Promise<ModelCard> {
  const labels = ['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad', 'surprised'];
  const card = modelCardOf({ owner, labels });
  await storeDefinition(store, card.featureSet);
  await new Records(store, 'models', modelCard).save(card);
  return card;
}
