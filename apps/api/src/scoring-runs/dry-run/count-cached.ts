import type { DryRunView, ShardLine } from '#libs/contracts';
import { featureKeys, shardIdOf, type ObjectStore } from '#libs/storage';
import type { Look } from './look-at-clips.js';

const AT_ONCE = 8;

/** Shards whose features are in the store: of a few all are looked up, of many a sample. */
export async function countCached(
  store: ObjectStore,
  featureSetId: string,
  { survey, reason }: Look,
): Promise<DryRunView['cache']> {
  if (survey === null) {
    return { shards: null, checked: 0, found: 0, hits: null, clips: null, isExtrapolated: false, reason };
  }
  const { kept, count, isWhole } = survey.shards;
  const there: ShardLine[] = [];
  for (let first = 0; first < kept.length; first += AT_ONCE) {
    const some = kept.slice(first, first + AT_ONCE);
    const are = await Promise.all(some.map((shard) => isThere(store, featureSetId, shard)));
    there.push(...some.filter((_, at) => are[at]));
  }
  return {
    shards: count,
    checked: kept.length,
    found: there.length,
    hits: ofAll(there.length, kept.length, count),
    clips: ofAll(clipsOf(there), clipsOf(kept), survey.clips),
    isExtrapolated: !isWhole,
    reason: isWhole ? null : `An estimate of ${kept.length} shards that lie evenly in the archive.`,
  };
}

/** The report is written last, so that the features are whole where it is. */
async function isThere(store: ObjectStore, featureSetId: string, shard: ShardLine): Promise<boolean> {
  const report = featureKeys.report(featureSetId, shardIdOf(featureSetId, shard.contentHash));
  return (await store.head(report)) !== null;
}

/** What is expected of all, by what was found of those that were looked up: of all, that itself. */
function ofAll(found: number, checked: number, all: number): number {
  return checked === 0 ? 0 : Math.round((found / checked) * all);
}

function clipsOf(shards: readonly ShardLine[]): number {
  return shards.reduce((clips, shard) => clips + shard.clips, 0);
}
