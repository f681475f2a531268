import { hrefs } from '../routes.js';

interface Props {
  readonly runId: string;
  readonly of: { readonly clip: number; readonly name: string };
}

/** Links to a clip of a run. A tooltip shows a name that is too long for its cell. */
export function ClipLink({ runId, of: { clip, name } }: Props) {
  return (
    <a href={hrefs.clip(runId, clip)} title={name}>
      {name}
    </a>
  );
}
