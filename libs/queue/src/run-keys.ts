import type { Redis } from 'ioredis';

/** A Redis connection and the prefix of every key. Deployments with different prefixes can share one Redis. */
export interface Keyspace {
  readonly redis: Redis;
  readonly prefix: string;
}

/** Builds the Redis keys of a run's live state. Losing them loses no result: the record of the run is in the store. */
export const runKeys = ({ prefix }: Keyspace, runId: string) => ({
  state: `${prefix}:run:${runId}`,
  events: `${prefix}:run:${runId}:events`,
  extracted: `${prefix}:run:${runId}:extracted`,
  scored: `${prefix}:run:${runId}:scored`,
  tick: `${prefix}:run:${runId}:tick`,
});

/** The set of runs that still need an archive. */
export const archiveUsersKey = ({ prefix }: Keyspace, archiveId: string): string =>
  `${prefix}:archive:${archiveId}:runs`;

/** The set of an owner's runs that have unfinished jobs, for the fair order. */
export const ownerRunsKey = ({ prefix }: Keyspace, owner: string): string => `${prefix}:owner:${owner}:runs`;

/** The fair order of a queue: its clock, and the place of each run's next job. */
export const fairOrderKey = ({ prefix }: Keyspace, queue: string): string => `${prefix}:fair:${queue}`;
