import type { DryRunView } from '#libs/contracts';
import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Numbers } from '../ui/numbers.js';
import { bytes, count, counted, duration } from '../words.js';

/** Shows what the run would do before it starts: clips, audio, time and problems. */
export function DryRun({ archiveId, modelId }: { archiveId: string; modelId: string }) {
  const body = { archiveId, modelId, dryRun: true };
  const view = useLoaded(`${archiveId} ${modelId}`, async (signal): Promise<DryRunView | null> => {
    const answer = await ask('POST /v1/scoring-runs', { body, signal });
    return 'dryRun' in answer ? answer : null;
  });
  return (
    <section class="card" aria-labelledby="dry-run">
      <h2 id="dry-run">Preview</h2>
      <LoadedView loaded={view} what="the contents of the archive">
        {(data) => data !== null && <Preview view={data} />}
      </LoadedView>
    </section>
  );
}

function Preview({
  view: { reason, clips, readable, ignored, clipBytes, audio, cache, time, problems },
}: {
  view: DryRunView;
}) {
  const about = (isExtrapolated: boolean) => (isExtrapolated ? 'about ' : '');
  const numbers: [string, string][] = [
    ['Clips', clips === null ? 'unknown yet' : count(clips)],
    ['Readable', readable === null ? 'unknown yet' : count(readable)],
    [
      'Audio',
      audio.seconds === null ? 'unknown yet' : `${about(audio.isExtrapolated)}${duration(audio.seconds)}`,
    ],
    [
      'Already extracted',
      cache.clips === null ? 'unknown yet' : `${about(cache.isExtrapolated)}${counted(cache.clips, 'clip')}`,
    ],
    ['Estimated time', time.seconds === null ? 'unknown yet' : `at least ${duration(time.seconds)}`],
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

/** Counts the clips that would fail by error code, and lists some of them. */
function Problems({ problems: { total, byCode, examples } }: Pick<DryRunView, 'problems'>) {
  return (
    <>
      <p class="note">
        {counted(total, 'clip')} would fail:{' '}
        {Object.entries(byCode)
          .map(([code, clips]) => `${count(clips)} ${code}`)
          .join(', ')}
      </p>
      <details>
        <summary>Examples</summary>
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
