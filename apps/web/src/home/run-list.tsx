import type { Run } from '../api/types.js';
import { hrefs } from '../routes.js';
import { isOver } from '#libs/contracts/run-states';
import { shareDone } from '../run-states.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { StateBadge } from '../ui/state-badge.js';
import { count, counted, duration, moment } from '../words.js';

export function RunList({ runs }: { runs: readonly Run[] }) {
  return (
    <ul class="cards">
      {runs.map((run) => (
        <li key={run.id} class="card">
          <div class="between">
            <a class="name" href={run.kind === 'scoring' ? hrefs.scoring(run.id) : hrefs.training(run.id)}>
              {run.kind === 'scoring' ? 'Scoring' : 'Training'} {run.archiveName}
            </a>
            <StateBadge state={run.state} />
          </div>
          {!isOver(run.state) && (
            <ProgressBar label={`Progress of ${run.archiveName}`} share={shareDone(run)} />
          )}
          <p class="small">{listFacts(run).join(' · ')}</p>
        </li>
      ))}
    </ul>
  );
}

function listFacts(run: Run): string[] {
  const { progress, createdAt, error } = run;
  const facts: string[] = [];
  if (run.kind === 'training' && progress.epochs > 0)
    facts.push(`epoch ${count(progress.epoch)} of ${count(progress.epochs)}`);
  if (run.kind === 'scoring' && progress.clips !== null)
    facts.push(`${count(progress.scored)} of ${counted(progress.clips, 'clip')} scored`);
  if (progress.failed > 0) facts.push(`${count(progress.failed)} failed`);
  if (progress.eta !== null && !isOver(run.state)) facts.push(`about ${duration(progress.eta.seconds)} left`);
  if (error !== null) facts.push(error.message);
  return [...facts, `started ${moment(createdAt)}`];
}
