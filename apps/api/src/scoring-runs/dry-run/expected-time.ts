import type { DryRunView, WorkerPresence } from '#libs/contracts';

/** Clips that workers must have tried before their cost is believed: a shard. */
const FEWEST_CLIPS = 64;

interface Amount {
  /** Null where nobody knows. */
  readonly clips: number | null;
  readonly audio: DryRunView['audio'];
  readonly cache: DryRunView['cache'];
}

/**
 * Seconds of extraction: what a second of audio (or a clip, where not every length is known) has cost the workers on
 * average since they started, times what is not cached, over the shards that they extract at once. A lower bound where
 * they have fewer threads than that, or other runs.
 *
 * @param workers null while Redis is away
 */
export function expectedTime(
  workers: readonly WorkerPresence[] | null,
  { clips, audio, cache }: Amount,
): DryRunView['time'] {
  const seen = (workers ?? []).filter(({ kind }) => kind === 'worker-features');
  const shardsAtOnce = sum(seen.map(({ concurrency }) => concurrency));
  const done = doneBy(seen);
  const about = { workers: seen.length, shardsAtOnce, measuredClips: done.clips };
  const unknown = (reason: string) => ({ ...about, seconds: null, basis: null, reason });
  if (workers === null) return unknown('Redis does not answer, so that no worker is seen.');
  if (clips === null) return unknown('Nobody knows yet what the archive holds.');
  if (seen.length === 0) return unknown('No feature worker is seen.');
  if (done.clips < FEWEST_CLIPS)
    return unknown(`The feature workers have extracted fewer than ${FEWEST_CLIPS} clips since they started.`);
  const isByAudio = audio.seconds !== null && audio.otherClips === 0 && done.audioSeconds > 0;
  const ofAll = isByAudio ? (audio.seconds ?? 0) / done.audioSeconds : clips / done.clips;
  const toDo = 1 - (cache.clips ?? 0) / Math.max(1, clips);
  const seconds = (ofAll * toDo * done.busySeconds) / Math.max(1, shardsAtOnce);
  const basis = isByAudio ? 'audio' : 'clips';
  return { ...about, seconds: Math.round(1000 * seconds) / 1000, basis, reason: null };
}

function doneBy(workers: readonly WorkerPresence[]) {
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
