import type { DryRunView } from '#libs/contracts';
import { megabytes } from '#libs/terminal';
import { fields, table } from './output.js';

/** Formats a dry run as text: counts, durations and problems, with a reason for every figure that is unknown. */
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
    audio: formatAudio(view.audio),
    'in the cache': formatCache(view.cache),
    'expected time': formatTime(view.time),
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

function formatAudio({ seconds, measured, isExtrapolated, reason }: DryRunView['audio']): string {
  const length = seconds === null ? 'unknown' : formatDuration(seconds);
  const how = isExtrapolated ? ` (estimated from ${measured} headers)` : '';
  return `${length}${how}${formatReason(reason)}`;
}

function formatCache({ clips, hits, shards, isExtrapolated, reason }: DryRunView['cache']): string {
  if (hits === null) return `unknown${formatReason(reason)}`;
  return `${isExtrapolated ? 'about ' : ''}${clips ?? 0} clips (${hits} of ${shards ?? 0} shards)`;
}

function formatTime({ seconds, workers, shardsAtOnce, reason }: DryRunView['time']): string {
  if (seconds === null) return `unknown${formatReason(reason)}`;
  const by = workers === 1 ? 'one feature worker' : `${workers} feature workers`;
  return `at least ${formatDuration(seconds)} with ${by}, ${shardsAtOnce} shards at once`;
}

function formatReason(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}

/** Formats seconds for people. */
export function formatDuration(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
