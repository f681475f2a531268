import type { DryRunView } from '#libs/contracts';
import { fields, megabytes, table } from './output.js';

/** What a run would do, for people: counts, lengths and what is wrong, with the reason where something is not known. */
export function dryRunText(view: DryRunView): string {
  const { clips, readable, ignored, archiveBytes, clipBytes, problems } = view;
  const about = fields({
    archive: view.archiveId,
    model: view.modelId,
    'read from': READ_FROM[view.readFrom],
    ...(view.reason === null ? {} : { note: view.reason }),
    clips,
    readable,
    'other entries': ignored,
    'archive size': archiveBytes === null ? null : megabytes(archiveBytes),
    'unpacked clips': clipBytes === null ? null : megabytes(clipBytes),
    audio: audioText(view.audio),
    'in the cache': cacheText(view.cache),
    'expected time': timeText(view.time),
    problems: problems.total,
  });
  if (problems.total === 0) return about;
  const counts = table(['problem', 'clips'], Object.entries(problems.byCode));
  const examples = table(
    ['clip', 'name', 'problem'],
    problems.examples.map(({ clip, name, message }) => [clip, name, message]),
  );
  return `${about}\n\n${counts}\n\n${examples}`;
}

const READ_FROM: Readonly<Record<DryRunView['readFrom'], string>> = {
  index: 'the index of an earlier run',
  directory: 'the directory of the archive',
  listing: 'the listing of the prefix',
  list: 'the list of URLs',
  nothing: 'nothing',
};

function audioText({ seconds, measured, isExtrapolated, reason }: DryRunView['audio']): string {
  const length = seconds === null ? 'unknown' : lengthText(seconds);
  const how = isExtrapolated ? ` (estimated by ${measured} headers)` : '';
  return `${length}${how}${because(reason)}`;
}

function cacheText({ clips, hits, shards, isExtrapolated, reason }: DryRunView['cache']): string {
  if (hits === null) return `unknown${because(reason)}`;
  return `${isExtrapolated ? 'about ' : ''}${clips ?? 0} clips (${hits} of ${shards ?? 0} shards)`;
}

function timeText({ seconds, workers, shardsAtOnce, reason }: DryRunView['time']): string {
  if (seconds === null) return `unknown${because(reason)}`;
  const by = workers === 1 ? 'one feature worker' : `${workers} feature workers`;
  return `at least ${lengthText(seconds)} by ${by}, ${shardsAtOnce} shards at once`;
}

function because(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}

/** Seconds as people say them. */
export function lengthText(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
