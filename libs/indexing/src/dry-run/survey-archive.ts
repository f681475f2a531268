import {
  SerenadeError,
  archiveIndex,
  manifestLine,
  type ArchiveIndex,
  type ArchiveRecord,
  type DryRunView,
  type ManifestLine,
} from '#libs/contracts';
import {
  ArchiveSources,
  RangeSource,
  archiveKeys,
  findJson,
  readJsonLines,
  type ObjectStore,
} from '#libs/storage';
import { identityOf } from '../identity.js';
import { indexObjects } from '../index-objects.js';
import { indexZip } from '../index-zip.js';
import type { LineSink, Remarks } from '../line-sink.js';
import { SelectedLines } from '../selected-lines.js';
import { ClipSurvey } from './clip-survey.js';

const PAGE_LINES = 1_000;

/** The clips of an archive, as far as they are known before indexing. */
export interface ArchiveSurvey {
  readonly readFrom: DryRunView['readFrom'];
  /** Null if only a worker that reads the whole archive finds its clips; `reason` says so. */
  readonly survey: ClipSurvey | null;
  readonly ignored: number | null;
  readonly reason: string | null;
  /** Opens the source of a surveyed clip. */
  readonly sourceOf: (line: ManifestLine) => Promise<RangeSource>;
}

/**
 * Goes through an archive's clips with the code that indexes them, and writes nothing.
 * @param signal aborted when the client has gone
 * @throws SerenadeError `archive.*` as indexing does; the reason of the signal
 */
export async function surveyArchive(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<ArchiveSurvey> {
  const index = await findJson(store, archiveKeys.index(archive.id), archiveIndex);
  if (index !== null) return surveyIndex(store, archive, index, signal);
  if (archive.format === 'zip') return surveyZip(store, archive, maxClipBytes, signal);
  if (archive.format === 'objects') return surveyObjects(store, archive, maxClipBytes, signal);
  const sourceOf = () => Promise.reject(new Error('no clip was surveyed'));
  if (archive.format === 'urls') {
    const reason = 'URLs are fetched when the archive is indexed, so their contents are not known yet.';
    return { readFrom: 'list', survey: null, ignored: null, reason, sourceOf };
  }
  const reason = `A ${archive.format} has no directory; its first run reads it to the end and indexes it.`;
  return { readFrom: 'nothing', survey: null, ignored: null, reason, sourceOf };
}

async function surveyIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  index: ArchiveIndex,
  signal: AbortSignal,
): Promise<ArchiveSurvey> {
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

async function surveyZip(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<ArchiveSurvey> {
  const source = await RangeSource.open(store, archiveKeys.sourceOf(archive));
  const survey = new ClipSurvey(identityOf(archive, source.info), signal);
  const ignored = await surveySelected(store, archive, survey, (sink) =>
    indexZip(source, sink, maxClipBytes, archive.nameEncoding?.encoding),
  );
  return { readFrom: 'directory', survey, ignored, reason: null, sourceOf: () => Promise.resolve(source) };
}

async function surveyObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
  signal: AbortSignal,
): Promise<ArchiveSurvey> {
  const survey = new ClipSurvey(identityOf(archive, undefined), signal);
  const ignored = await surveySelected(store, archive, survey, (sink) =>
    indexObjects(store, archive, sink, maxClipBytes),
  );
  const sources = new ArchiveSources(store);
  const sourceOf = (line: ManifestLine) => sources.sourceOf(archive.id, line);
  return { readFrom: 'listing', survey, ignored, reason: null, sourceOf };
}

/**
 * Surveys the clips that a run would score: all of the archive, or those that its table selects.
 * @returns the number of ignored entries
 * @throws SerenadeError `archive.empty`, as the run would
 */
async function surveySelected(
  store: ObjectStore,
  archive: ArchiveRecord,
  survey: ClipSurvey,
  index: (sink: LineSink) => Promise<Remarks>,
): Promise<number> {
  const selected = await SelectedLines.of(store, archive.id);
  const { ignored } = await index(selected ?? survey);
  await selected?.handOn(survey);
  survey.close();
  if (survey.clips === 0)
    throw new SerenadeError(
      'archive.empty',
      'The archive contains no audio files. Names of clips end in .wav, .mp3, .flac, .ogg, .opus, .m4a or similar.',
    );
  return ignored;
}
