import { percent } from '../words.js';

/** Shows a share from 0 to 1 as a bar with its number; null means unknown. */
export function ProgressBar({ label, share }: { label: string; share: number | null }) {
  return (
    <div class="progress">
      <progress aria-label={label} max={1} {...(share === null ? {} : { value: share })} />
      <span class="number">{share === null ? '–' : percent(share, 0)}</span>
    </div>
  );
}
