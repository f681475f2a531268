import type { DryRunView, ShardLine } from '#libs/contracts';
import { featureKeys, shardIdOf, type ObjectStore } from '#libs/storage';
import type { ArchiveSurvey } from './survey-archive.js';

const AT_ONCE = 8;

/** Counts the shards whose features are in the store. It looks up every shard of a small archive and a sample of a large one. */
export async function countCached(
  store: ObjectStore,
  featureSetId: string,
  { survey, reason }: ArchiveSurvey,
): Promise<DryRunView['cache']> {
  if (survey === null) {
    return { shards: null, checked: 0, found: 0, hits: null, clips: null, isExtrapolated: false, reason };
  }
  const { kept, count, isWhole } = survey.shards;
  const found: ShardLine[] = [];
  for (let first = 0; first < kept.length; first += AT_ONCE) {
    const some = kept.slice(first, first + AT_ONCE);
    const areCached = await Promise.all(some.map((shard) => isCached(store, featureSetId, shard)));
    found.push(...some.filter((_, at) => areCached[at]));
  }
  return {
    shards: count,
    checked: kept.length,
    found: found.length,
    hits: extrapolate(found.length, kept.length, count),
    clips: extrapolate(countClips(found), countClips(kept), survey.clips),
    isExtrapolated: !isWhole,
    reason: isWhole ? null : `An estimate from ${kept.length} shards at equal distances in the archive.`,
  };
}

/** Looks for the shard report. Workers write it last, so the features are complete if it exists. */
async function isCached(store: ObjectStore, featureSetId: string, shard: ShardLine): Promise<boolean> {
  const report = featureKeys.report(featureSetId, shardIdOf(featureSetId, shard.contentHash));
  return (await store.head(report)) !== null;
}

/** Extrapolates from the checked shards to all. It is exact if all were checked. */
function extrapolate(found: number, checked: number, all: number): number {
  return checked === 0 ? 0 : Math.round((found / checked) * all);
}

function countClips(shards: readonly ShardLine[]): number {
  return shards.reduce((clips, shard) => clips + shard.clips, 0);
}
