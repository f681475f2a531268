import type { ComponentChildren } from 'preact';
import type { Run } from '../api/types.js';
import { moment } from '../words.js';
import { Problem } from './note.js';
import { StateBadge } from './state-badge.js';

interface Props {
  readonly run: Run;
  /** Buttons that act on the run. */
  readonly children: ComponentChildren;
}

export function RunHead({ run, children }: Props) {
  return (
    <div class="head">
      <div class="between">
        <p>
          <StateBadge state={run.state} /> <span class="small">started {moment(run.createdAt)}</span>
        </p>
        {children}
      </div>
      {run.error !== null && <Problem message={run.error.message} />}
    </div>
  );
}
