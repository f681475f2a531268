import type { ApiEnvironment } from '#libs/runtime';

/** The quotas of an owner; null means no limit. */
export interface Limits {
  readonly storedBytes: number | null;
  readonly runsAtOnce: number | null;
  readonly audioSecondsADay: number | null;
}

export type QuotaSettings = Pick<
  ApiEnvironment,
  'QUOTA_STORED_BYTES' | 'QUOTA_RUNS_AT_ONCE' | 'QUOTA_AUDIO_SECONDS_A_DAY' | 'QUOTA_BY_OWNER'
>;

/** Returns the owner's own limits, and the common ones where the owner has none. A setting of 0 means no limit. */
export function readLimits(settings: QuotaSettings, owner: string): Limits {
  const { QUOTA_BY_OWNER } = settings;
  const own = Object.hasOwn(QUOTA_BY_OWNER, owner) ? QUOTA_BY_OWNER[owner] : undefined;
  return {
    storedBytes: (own?.storedBytes ?? settings.QUOTA_STORED_BYTES) || null,
    runsAtOnce: (own?.runsAtOnce ?? settings.QUOTA_RUNS_AT_ONCE) || null,
    audioSecondsADay: (own?.audioSecondsADay ?? settings.QUOTA_AUDIO_SECONDS_A_DAY) || null,
  };
}
