import { isUnderWay, type ErrorCode, type RunProgress, type RunState, roundTo } from '#libs/contracts';

type Fields = Readonly<Record<string, string>>;

const FAILED = 'failed:';
/** Fields of the live state that count failed clips by code. */
export type FailedByCode = Readonly<Record<`failed:${string}`, number>>;

/** Counts of failed clips by code, as fields of the live state. */
export function failedByCode(codes: readonly ErrorCode[]): FailedByCode {
  const fields: Record<`failed:${string}`, number> = {};
  for (const code of codes) fields[`failed:${code}`] = (fields[`failed:${code}`] ?? 0) + 1;
  return fields;
}

/** Seconds over which the speed is smoothed: a shard is counted at once, so that single seconds say little. */
const MEMORY_SECONDS = 15;
/** Standard errors to each side of the mean: nine of ten times the end comes within them. */
const WIDTH = 1.65;
/** The range is never narrower than this share of the speed: the clips to come may be longer. */
const LEAST_SPREAD = 0.1;
/** A speed that was told longer ago says nothing any more. */
const STALE_MS = 60_000;

/** The counts of a run as clients see them, from the hash of its live state. */
export function toProgress(fields: Fields, state: RunState): RunProgress {
  const count = (name: string) => Number(fields[name] ?? 0);
  return {
    clips: fields['clips'] === undefined ? null : count('clips'),
    // A shard is handed on before it is counted, so that its scores may be counted first.
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
    ...(isUnderWay(state) && state !== 'training' ? speed(fields) : { clipsPerSecond: null, eta: null }),
    epoch: count('epoch'),
    epochs: count('epochs'),
  };
}

/**
 * The next estimate of the speed: mean and variance with exponentially fading weights (West 1979), of the clips done a
 * second since the estimate before. To be called about once a second.
 */
export function nextRate(fields: Fields, nowMs: number): Record<string, string> {
  const done = doneOf(fields);
  const number = (name: string) => Number(fields[name] ?? 0);
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

function speed(fields: Fields): Pick<RunProgress, 'clipsPerSecond' | 'eta'> {
  const mean = Number(fields['rateMean'] ?? 0);
  const isStale = Date.now() - Number(fields['rateAt'] ?? 0) > STALE_MS;
  if (mean <= 0 || isStale || fields['clips'] === undefined) return { clipsPerSecond: null, eta: null };
  const left = Math.max(0, Number(fields['clips']) - doneOf(fields));
  const weighed = Math.min(Number(fields['rateSamples']), 2 * MEMORY_SECONDS);
  const error = Math.sqrt(Number(fields['rateVariance'] ?? 0) / weighed);
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

/** Clips that need no work any more: scored, or extracted where a training waits for them, or failed. */
function doneOf(fields: Fields): number {
  const count = (name: string) => Number(fields[name] ?? 0);
  return (count('epochs') > 0 ? count('extracted') : count('scored')) + count('failed');
}
