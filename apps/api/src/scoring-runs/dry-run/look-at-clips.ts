import {
  SerenadeError,
  archiveIndex,
  manifestLine,
  type ArchiveIndex,
  type ArchiveRecord,
  type DryRunView,
  type ManifestLine,
} from '#libs/contracts';
import { SelectedLines, identityOf, indexObjects, indexZip } from '#libs/indexing';
import {
  ArchiveSources,
  RangeSource,
  archiveKeys,
  findJson,
  readJsonLines,
  type ObjectStore,
} from '#libs/storage';
import { ClipSurvey } from './clip-survey.js';

const PAGE_LINES = 1_000;

/** What can be seen of an archive's clips. */
export interface Look {
  readonly readFrom: DryRunView['readFrom'];
  /** Null where the clips are seen by a worker that reads everything, and `reason` says so. */
  readonly survey: ClipSurvey | null;
  readonly ignored: number | null;
  readonly reason: string | null;
  /** Where a clip of the survey is read. */
  readonly sourceOf: (line: ManifestLine) => Promise<RangeSource>;
}

/**
 * Goes through an archive's clips as an index would, and writes nothing.
 * @param signal aborted when nobody waits for it
 * @throws SerenadeError `archive.*` as indexing; the reason of the signal
 */
export async function lookAtClips(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<Look> {
  const index = await findJson(store, archiveKeys.index(archive.id), archiveIndex);
  if (index !== null) return lookAtIndex(store, archive, index, signal);
  if (archive.format === 'zip') return lookAtZip(store, archive, maxClipBytes, signal);
  if (archive.format === 'objects') return lookAtObjects(store, archive, maxClipBytes, signal);
  const sourceOf = () => Promise.reject(new Error('no clip was seen'));
  if (archive.format === 'urls') {
    const reason = 'URLs are fetched when the archive is indexed; until then nobody knows what they hold.';
    return { readFrom: 'list', survey: null, ignored: null, reason, sourceOf };
  }
  const reason = `A ${archive.format} has no directory: it is read to its end when it is indexed, by its first run.`;
  return { readFrom: 'nothing', survey: null, ignored: null, reason, sourceOf };
}

async function lookAtIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  index: ArchiveIndex,
  signal: AbortSignal,
): Promise<Look> {
  const survey = new ClipSurvey(identityOf(archive, index.source), signal);
  let page: ManifestLine[] = [];
  for await (const line of readJsonLines(store, archiveKeys.manifest(archive.id), manifestLine)) {
    page.push(line);
    if (page.length < PAGE_LINES) continue;
    await survey.write(page);
    page = [];
  }
  await survey.write(page);
  survey.close();
  const sources = new ArchiveSources(store);
  const sourceOf = (line: ManifestLine) => sources.sourceOf(archive.id, line);
  return { readFrom: 'index', survey, ignored: index.ignored, reason: null, sourceOf };
}

async function lookAtZip(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<Look> {
  const source = await RangeSource.open(store, archiveKeys.sourceOf(archive));
  const survey = new ClipSurvey(identityOf(archive, source.info), signal);
  const selected = await SelectedLines.of(store, archive.id);
  const { ignored } = await indexZip(source, selected ?? survey, maxClipBytes);
  await finish(survey, selected);
  return { readFrom: 'directory', survey, ignored, reason: null, sourceOf: () => Promise.resolve(source) };
}

async function lookAtObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<Look> {
  const survey = new ClipSurvey(identityOf(archive, undefined), signal);
  const selected = await SelectedLines.of(store, archive.id);
  const { ignored } = await indexObjects(store, archive, selected ?? survey, maxClipBytes);
  await finish(survey, selected);
  const sources = new ArchiveSources(store);
  const sourceOf = (line: ManifestLine) => sources.sourceOf(archive.id, line);
  return { readFrom: 'listing', survey, ignored, reason: null, sourceOf };
}

/** @throws SerenadeError `archive.empty`, as the run would end with */
async function finish(survey: ClipSurvey, selected: SelectedLines | null): Promise<void> {
  await selected?.handOn(survey);
  survey.close();
  if (survey.clips === 0)
    throw new SerenadeError(
      'archive.empty',
      'The archive contains no audio files. Names of clips end in .wav, .mp3, .flac, .ogg, .opus, .m4a or similar.',
    );
}
