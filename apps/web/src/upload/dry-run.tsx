import type { DryRunView } from '#libs/contracts';
import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Numbers } from '../ui/numbers.js';
import { bytes, count, counted, duration } from '../words.js';

/** What the run would do, told before anything is spent. */
export function DryRun({ archiveId, modelId }: { archiveId: string; modelId: string }) {
  const body = { archiveId, modelId, dryRun: true };
  const view = useLoaded(`${archiveId} ${modelId}`, async (signal): Promise<DryRunView | null> => {
    const answer = await ask((client) => client.POST('/v1/scoring-runs', { body }), signal);
    return 'dryRun' in answer ? answer : null;
  });
  return (
    <section class="card" aria-labelledby="dry-run">
      <h2 id="dry-run">What it would do</h2>
      <LoadedView loaded={view} what="what is in the archive">
        {(told) => told !== null && <Told view={told} />}
      </LoadedView>
    </section>
  );
}

function Told({
  view: { reason, clips, readable, ignored, clipBytes, audio, cache, time, problems },
}: {
  view: DryRunView;
}) {
  const about = (isExtrapolated: boolean) => (isExtrapolated ? 'about ' : '');
  const numbers: [string, string][] = [
    ['Clips', clips === null ? 'not known yet' : count(clips)],
    ['Readable', readable === null ? 'not known yet' : count(readable)],
    [
      'Sound',
      audio.seconds === null ? 'not known yet' : `${about(audio.isExtrapolated)}${duration(audio.seconds)}`,
    ],
    [
      'Done before',
      cache.clips === null
        ? 'not known yet'
        : `${about(cache.isExtrapolated)}${counted(cache.clips, 'clip')}`,
    ],
    ['Takes', time.seconds === null ? 'not known yet' : `at least ${duration(time.seconds)}`],
  ];
  if (clipBytes !== null) numbers.splice(2, 0, ['Unpacked', bytes(clipBytes)]);
  if (ignored !== null && ignored > 0) numbers.push(['Other files', count(ignored)]);
  const reasons = new Set([reason, audio.reason, cache.reason, time.reason].filter((text) => text !== null));
  return (
    <>
      <Numbers of={numbers} />
      {[...reasons].map((text) => (
        <p key={text} class="small">
          {text}
        </p>
      ))}
      {problems.total > 0 && <Problems problems={problems} />}
    </>
  );
}

/** Clips that would have no score: how many by code, and some by name. */
function Problems({ problems: { total, byCode, examples } }: Pick<DryRunView, 'problems'>) {
  return (
    <>
      <p class="note">
        {counted(total, 'clip')} would have no score:{' '}
        {Object.entries(byCode)
          .map(([code, clips]) => `${count(clips)} ${code}`)
          .join(', ')}
      </p>
      <details>
        <summary>Which, for example</summary>
        <ul>
          {examples.map(({ clip, name, message }) => (
            <li key={clip}>
              <span class="name">{name}</span>: {message}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
