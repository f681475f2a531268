import type { Command } from '@commander-js/extra-typings';
import { runKindOf, type RunKind, type ScoringSummary } from '#libs/contracts';
import { CliError, EXIT } from '../exit-codes.js';
import { fields, table } from '../output.js';
import { reportText } from '../report-text.js';
import { domainText, summaryText } from '../summary-text.js';
import { createSession, type Session } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

/** Adds commands that list, show and watch runs. */
export function addRuns(program: Command): void {
  program
    .command('runs')
    .description('lists scoring and training runs, newest first')
    .option('--limit <n>', 'number of runs of each kind', '20')
    .action(async ({ limit }, command) => {
      const { api, out } = await createSession(command);
      const query = { limit: Number(limit) };
      const [scoring, training] = await Promise.all([
        api.call('GET /v1/scoring-runs', { query }),
        api.call('GET /v1/training-runs', { query }),
      ]);
      const runs = [...scoring.items, ...training.items].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      out.result(runs, () => table(['run', 'state', 'created', 'archive', 'clips'], runs.map(toRow)));
    });
  program
    .command('show')
    .description('shows the current state of a run')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const session = await createSession(command);
      const run = await findRun(session, id);
      await printRun(session, run);
    });
  program
    .command('watch')
    .description('follows a run until it ends; exits with 6 if the run fails or is canceled')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const session = await createSession(command);
      const end = await waitForRun(session, id);
      const run = await findRun(session, id);
      await printRun(session, run);
      requireCompleted(end, id);
    });
  program
    .command('report')
    .description('shows the report of a finished training or the summary of a finished scoring run')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const { api, out } = await createSession(command);
      const params = { id };
      if (requireRunKind(id) === 'training') {
        const report = await api.call('GET /v1/training-runs/{id}/report', { params });
        return out.result(report, () => reportText(report));
      }
      const summary = await api.call('GET /v1/scoring-runs/{id}/summary', { params });
      out.result(summary, () => summaryText(summary));
    });
}

/** Returns whether the id names a scoring or a training run. @throws CliError if it names neither */
export function requireRunKind(id: string): RunKind {
  if (/^(?:scr|trn)-/.test(id)) return runKindOf(id);
  throw new CliError(`"${id}" is not the id of a run. List runs with \`serenade runs\`.`, EXIT.usage);
}

async function findRun({ api }: Session, id: string) {
  return api.call(`GET /v1/${requireRunKind(id)}-runs/{id}`, { params: { id } });
}

/** Prints a run. As text, it adds the domain note, which is stored in the summary. */
async function printRun(session: Session, run: Run): Promise<void> {
  const domain = session.out.isJson ? undefined : await loadDomainNote(session, run);
  session.out.result(run, () => [runText(run), ...domainText(domain)].join('\n'));
}

async function loadDomainNote({ api }: Session, { id, kind, state }: Run): Promise<ScoringSummary['domain']> {
  if (kind !== 'scoring' || !state.startsWith('completed')) return undefined;
  const { domain } = await api.call('GET /v1/scoring-runs/{id}/summary', { params: { id } });
  return domain;
}

type Run = Awaited<ReturnType<typeof findRun>>;

function toRow({ id, state, createdAt, archiveName, progress }: Run) {
  const done = Math.max(progress.scored, progress.extracted) + progress.failed;
  return [id, state, createdAt, archiveName, progress.clips === null ? '-' : `${done}/${progress.clips}`];
}

function runText(run: Run): string {
  const { progress, error } = run;
  return fields({
    run: run.id,
    state: run.state,
    archive: `${run.archiveName} (${run.archiveId})`,
    model: run.modelId,
    'feature set': run.featureSet,
    created: run.createdAt,
    ended: run.finishedAt,
    clips: progress.clips,
    extracted: progress.extracted,
    ...(run.kind === 'scoring'
      ? { scored: progress.scored }
      : { epoch: `${progress.epoch} of ${progress.epochs}` }),
    failed: progress.failed,
    ...(error === null ? {} : { error: `${error.code}: ${error.message}` }),
  });
}
