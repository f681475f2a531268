import { useEffect, useRef } from 'preact/hooks';
import { ask } from '../api/client.js';
import type { ClipView } from '../api/types.js';
import { useLoaded } from '../api/use-loaded.js';
import { goTo, hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Empty } from '../ui/note.js';
import { bytes, clock, percent } from '../words.js';
import { ClipAudio } from './clip-audio.js';
import { Probabilities } from './probabilities.js';
import { TimelineList } from './timeline-list.js';

/** Shows one clip next to the table: its sound and its score. Closing it returns to the run. */
export function ClipDrawer({ runId, clip }: { runId: string; clip: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const params = { id: runId, clip };
  const view = useLoaded(`${runId} ${String(clip)}`, (signal) =>
    ask('GET /v1/scoring-runs/{id}/clips/{clip}', { params, signal }),
  );
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-labelledby="clip-name"
      onClose={() => goTo(hrefs.scoring(runId))}
    >
      <div class="between">
        <h2 id="clip-name" class="name">
          {view.data?.name ?? `Clip ${String(clip)}`}
        </h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <LoadedView loaded={view} what="the clip">
        {(data) => <Clip runId={runId} view={data} />}
      </LoadedView>
    </dialog>
  );
}

function Clip({ runId, view }: { runId: string; view: ClipView }) {
  const { score, error, timeline, bytes: size } = view;
  const audio = useRef<HTMLAudioElement>(null);
  const labels = Object.keys(score?.probabilities ?? {});
  const seek = (seconds: number) => {
    if (audio.current === null) return;
    audio.current.currentTime = seconds;
    void audio.current.play().catch(() => undefined); // the player reports clips that it cannot play
  };
  return (
    <>
      <ClipAudio audio={audio} runId={runId} view={view} labels={labels} onSeek={seek} />
      {error !== null && (
        <Empty>
          <strong>{error.code}</strong>: {error.message}
        </Empty>
      )}
      {score === null && error === null && <Empty>This clip has no score yet.</Empty>}
      {score !== null && (
        <>
          <p>
            <strong>{score.label}</strong>, {percent(score.probability)} · {clock(score.durationSeconds)} ·{' '}
            {bytes(size)}
          </p>
          {score.isUncertain === true && (
            <p class="note">
              Uncertain: the probability is below the model's threshold. Listen to the clip before you rely on
              it.
            </p>
          )}
          {score.warning !== undefined && <p class="note">{score.warning.message}</p>}
          <Probabilities probabilities={score.probabilities} marked={score.label} />
        </>
      )}
      {timeline !== null && timeline.stretches.length > 0 && (
        <TimelineList timeline={timeline} labels={labels} onSeek={seek} />
      )}
    </>
  );
}
