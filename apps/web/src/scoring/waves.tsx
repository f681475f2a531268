import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { drawWaves } from './draw-waves.js';
import { useDrawing } from './use-drawing.js';

const PIXELS_A_CHANNEL = 140;

interface Props {
  readonly runId: string;
  readonly clip: number;
  /** True if the page shows an error of the clip, so that a missing waveform needs no explanation. */
  readonly isFaulty: boolean;
}

/** Draws a clip's waveform, for any duration and format that can be scored. The player works without it. */
export function Waves({ runId, clip, isFaulty }: Props) {
  const params = { id: runId, clip };
  const { data, error } = useLoaded(`waves of ${runId} ${String(clip)}`, (signal) =>
    ask('GET /v1/scoring-runs/{id}/clips/{clip}/peaks', { params, signal }),
  );
  const canvas = useDrawing(
    (place) => {
      if (data !== null) drawWaves(data, place);
    },
    [data],
  );
  if (error !== null && isFaulty) return null;
  if (error !== null) return <p class="small">The waveform is not available: {error}</p>;
  const height = PIXELS_A_CHANNEL * (data?.channels.length ?? 1);
  return (
    <canvas
      ref={canvas}
      class={data === null ? 'waves coming' : 'waves'}
      width={900}
      height={height}
      aria-hidden="true"
    />
  );
}
