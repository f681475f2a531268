import { hrefs } from '../routes.js';

/** Links to a clip of a run. A tooltip shows a name that is too long for its cell. */
export function ClipLink({ runId, clip, name }: { runId: string; clip: number; name: string }) {
  return (
    <a href={hrefs.clip(runId, clip)} title={name}>
      {name}
    </a>
  );
}
