import { isUnderWay, type ErrorCode, type RunProgress, type RunState, roundTo } from '#libs/contracts';

type Fields = Readonly<Record<string, string>>;

const FAILED = 'failed:';
/** The fields of the live state that count failed clips by error code. */
export type FailedByCode = Readonly<Record<`failed:${string}`, number>>;

/** Counts failed clips by error code, as fields of the live state. */
export function failedByCode(codes: readonly ErrorCode[]): FailedByCode {
  const fields: Record<`failed:${string}`, number> = {};
  for (const code of codes) fields[`failed:${code}`] = (fields[`failed:${code}`] ?? 0) + 1;
  return fields;
}

/** The speed is smoothed over these seconds, because clips are counted a shard at a time. */
const MEMORY_SECONDS = 15;
/** The range extends this many standard errors to each side of the mean. It contains the end nine times out of ten. */
const WIDTH = 1.65;
/** The range is never narrower than this share of the speed, because the remaining clips may be longer. */
const LEAST_SPREAD = 0.1;
/** A speed older than this is ignored. */
const STALE_MS = 60_000;

/** Converts the hash of a run's live state to the progress that clients see. */
export function toProgress(fields: Fields, state: RunState): RunProgress {
  const count = (name: string) => readNumber(fields, name);
  return {
    clips: fields['clips'] === undefined ? null : count('clips'),
    // A worker enqueues the scoring of a shard before it counts the shard as extracted, so its scores may be counted first.
    extracted: Math.max(count('extracted'), count('scored')),
    scored: count('scored'),
    failed: count('failed'),
    failedByCode: Object.fromEntries(
      Object.entries(fields).flatMap(([field, clips]) =>
        field.startsWith(FAILED) ? [[field.slice(FAILED.length), Number(clips)]] : [],
      ),
    ),
    cancelled: count('cancelled'),
    cachedShards: count('cachedShards'),
    ...(isUnderWay(state) && state !== 'training'
      ? estimateEnd(fields)
      : { clipsPerSecond: null, eta: null }),
    epoch: count('epoch'),
    epochs: count('epochs'),
  };
}

/**
 * Updates the estimate of the speed in clips per second: mean and variance with exponentially fading weights (West
 * 1979). Call it about once a second.
 */
export function updateRate(fields: Fields, nowMs: number): Record<string, string> {
  const done = countDone(fields);
  const number = (name: string) => readNumber(fields, name);
  const seconds = (nowMs - number('rateAt')) / 1_000;
  const begin = { rateAt: String(nowMs), rateDone: String(done) };
  if (fields['rateAt'] === undefined || done < number('rateDone')) return begin;
  if (seconds <= 0) return {};
  const rate = (done - number('rateDone')) / seconds;
  const samples = number('rateSamples');
  if (samples === 0 && rate === 0) return begin; // nothing has begun
  const share = samples === 0 ? 1 : 1 - Math.exp(-seconds / MEMORY_SECONDS);
  const off = rate - number('rateMean');
  const variance =
    samples === 0 ? (rate / 2) ** 2 : (1 - share) * (number('rateVariance') + share * off ** 2);
  return {
    ...begin,
    rateSamples: String(samples + 1),
    rateMean: String(number('rateMean') + share * off),
    rateVariance: String(variance),
  };
}

function estimateEnd(fields: Fields): Pick<RunProgress, 'clipsPerSecond' | 'eta'> {
  const mean = readNumber(fields, 'rateMean');
  const isStale = Date.now() - readNumber(fields, 'rateAt') > STALE_MS;
  if (mean <= 0 || isStale || fields['clips'] === undefined) return { clipsPerSecond: null, eta: null };
  const left = Math.max(0, Number(fields['clips']) - countDone(fields));
  const weighed = Math.min(Number(fields['rateSamples']), 2 * MEMORY_SECONDS);
  const error = Math.sqrt(readNumber(fields, 'rateVariance') / weighed);
  const spread = Math.max(WIDTH * error, LEAST_SPREAD * mean);
  return {
    clipsPerSecond: roundTo(mean, 1),
    eta: {
      seconds: roundTo(left / mean, 1),
      soonestSeconds: roundTo(left / (mean + spread), 1),
      latestSeconds: roundTo(left / Math.max(mean - spread, mean / 10), 1),
    },
  };
}

/** Counts the clips that need no more work: failed, and scored or, in a training run, extracted. */
function countDone(fields: Fields): number {
  const done = readNumber(fields, 'epochs') > 0 ? 'extracted' : 'scored';
  return readNumber(fields, done) + readNumber(fields, 'failed');
}

function readNumber(fields: Fields, name: string): number {
  return Number(fields[name] ?? 0);
}
