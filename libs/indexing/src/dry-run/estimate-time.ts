import type { DryRunView, WorkerPresence } from '#libs/contracts';

/** Workers must have processed this many clips, one shard, before the estimate uses their cost. */
const FEWEST_CLIPS = 64;

interface Amount {
  /** Null while unknown. */
  readonly clips: number | null;
  readonly audio: DryRunView['audio'];
  readonly cache: DryRunView['cache'];
}

/**
 * Estimates the seconds of extraction: the average cost of a second of audio since the workers started, times the audio
 * that is not cached, divided by the shards that they extract at once. If some lengths are unknown, it uses the cost of a
 * clip instead. Extraction takes longer if the workers have fewer threads than shards, or other runs.
 *
 * @param workers null while Redis is away
 */
export function estimateTime(
  workers: readonly WorkerPresence[] | null,
  { clips, audio, cache }: Amount,
): DryRunView['time'] {
  const seen = (workers ?? []).filter(({ kind }) => kind === 'worker-features');
  const shardsAtOnce = sum(seen.map(({ concurrency }) => concurrency));
  const done = sumWork(seen);
  const about = { workers: seen.length, shardsAtOnce, measuredClips: done.clips };
  const unknown = (reason: string) => ({ ...about, seconds: null, basis: null, reason });
  if (workers === null) return unknown('Redis does not answer, so the workers are unknown.');
  if (clips === null) return unknown('The contents of the archive are not known before it is indexed.');
  if (seen.length === 0) return unknown('No feature worker is running.');
  if (done.clips < FEWEST_CLIPS)
    return unknown(`The feature workers have extracted fewer than ${FEWEST_CLIPS} clips since they started.`);
  const isByAudio = audio.seconds !== null && audio.otherClips === 0 && done.audioSeconds > 0;
  const amount = isByAudio ? (audio.seconds ?? 0) / done.audioSeconds : clips / done.clips;
  const toDo = 1 - (cache.clips ?? 0) / Math.max(1, clips);
  const seconds = (amount * toDo * done.busySeconds) / Math.max(1, shardsAtOnce);
  const basis = isByAudio ? 'audio' : 'clips';
  return { ...about, seconds: Math.round(1000 * seconds) / 1000, basis, reason: null };
}

function sumWork(workers: readonly WorkerPresence[]) {
  const all = workers.flatMap(({ work }) => work ?? []);
  return {
    clips: sum(all.map(({ clips }) => clips)),
    audioSeconds: sum(all.map(({ audioSeconds }) => audioSeconds)),
    busySeconds: sum(all.flatMap(({ stageSeconds }) => Object.values(stageSeconds))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
