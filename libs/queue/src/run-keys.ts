import type { Keyspace } from './keyspace.js';

/** Redis keys of a run's live state. All may be lost: the record of the run is in the store. */
export const runKeys = ({ prefix }: Keyspace, runId: string) => ({
  state: `${prefix}:run:${runId}`,
  events: `${prefix}:run:${runId}:events`,
  extracted: `${prefix}:run:${runId}:extracted`,
  scored: `${prefix}:run:${runId}:scored`,
  tick: `${prefix}:run:${runId}:tick`,
});

/** Runs that still need an archive. */
export const archiveUsersKey = ({ prefix }: Keyspace, archiveId: string): string =>
  `${prefix}:archive:${archiveId}:runs`;

/** Runs of an owner that have jobs to do, for a fair order. */
export const ownerRunsKey = ({ prefix }: Keyspace, owner: string): string => `${prefix}:owner:${owner}:runs`;

/** The fair order of a queue: its clock, and where the next job of each run stands. */
export const fairOrderKey = ({ prefix }: Keyspace, queue: string): string => `${prefix}:fair:${queue}`;
