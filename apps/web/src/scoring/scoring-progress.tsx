import type { ScoringRun } from '../api/types.js';
import { isOver } from '#libs/contracts/run-states';
import { shareDone, formatState } from '../run-states.js';
import { Announce } from '../ui/announce.js';
import { Numbers } from '../ui/numbers.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { Section } from '../ui/section.js';
import { count, duration } from '../words.js';

/** Shows the run's progress in numbers and the estimated time left. */
export function ScoringProgress({ run }: { run: ScoringRun }) {
  const { clips, extracted, scored, failed, cancelled, clipsPerSecond, eta } = run.progress;
  const numbers: [string, string][] = [
    ['Clips', clips === null ? '–' : count(clips)],
    ['Extracted', count(extracted)],
    ['Scored', count(scored)],
    ['Failed', count(failed)],
  ];
  if (cancelled > 0) numbers.push(['Canceled', count(cancelled)]);
  if (!isOver(run.state)) {
    numbers.push(['Clips per second', clipsPerSecond === null ? '–' : clipsPerSecond.toFixed(1)]);
    numbers.push(['Time left', eta === null ? '–' : formatEta(eta)]);
  }
  const said = `${count(scored)} of ${clips === null ? 'an unknown number of' : count(clips)} clips scored, ${count(failed)} failed.`;
  return (
    <Section id="progress" title="Progress">
      <ProgressBar label="Progress of the run" share={shareDone(run)} />
      <Numbers of={numbers} />
      <Announce urgent={`The run is ${formatState(run.state)}`} text={said} />
    </Section>
  );
}

function formatEta({
  seconds,
  soonestSeconds,
  latestSeconds,
}: NonNullable<ScoringRun['progress']['eta']>): string {
  if (Math.round(soonestSeconds) === Math.round(latestSeconds)) return duration(seconds);
  return `${duration(seconds)} (${duration(soonestSeconds)} to ${duration(latestSeconds)})`;
}
