import type { ApiEnvironment } from '#libs/runtime';

/** What an owner may have; null is without limit. */
export interface Limits {
  readonly storedBytes: number | null;
  readonly runsAtOnce: number | null;
  readonly audioSecondsADay: number | null;
}

type Settings = Pick<
  ApiEnvironment,
  'QUOTA_STORED_BYTES' | 'QUOTA_RUNS_AT_ONCE' | 'QUOTA_AUDIO_SECONDS_A_DAY' | 'QUOTA_BY_OWNER'
>;

/** The owner's own limits, else everybody's. */
export function limitsOf(env: Settings, owner: string): Limits {
  const own = Object.hasOwn(env.QUOTA_BY_OWNER, owner) ? env.QUOTA_BY_OWNER[owner] : undefined;
  return {
    storedBytes: (own?.storedBytes ?? env.QUOTA_STORED_BYTES) || null,
    runsAtOnce: (own?.runsAtOnce ?? env.QUOTA_RUNS_AT_ONCE) || null,
    audioSecondsADay: (own?.audioSecondsADay ?? env.QUOTA_AUDIO_SECONDS_A_DAY) || null,
  };
}
