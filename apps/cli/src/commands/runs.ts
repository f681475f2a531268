import type { Command } from '@commander-js/extra-typings';
import { answered } from '#libs/client';
import { CliError, EXIT } from '../exit-codes.js';
import { fields, table } from '../output.js';
import { reportText } from '../report-text.js';
import { domainText, summaryText, type Summary } from '../summary-text.js';
import { sessionOf, type Session } from '../session.js';
import { requireCompleted, waitForRun } from '../wait-for-run.js';

/** Looking at runs. */
export function addRuns(program: Command): void {
  program
    .command('runs')
    .description('scoring and training runs, newest first')
    .option('--limit <n>', 'of each kind', '20')
    .action(async ({ limit }, command) => {
      const { api, out } = await sessionOf(command);
      const query = { limit: Number(limit) };
      const [scoring, training] = await Promise.all([
        answered(api.GET('/v1/scoring-runs', { params: { query } })),
        answered(api.GET('/v1/training-runs', { params: { query } })),
      ]);
      const runs = [...scoring.items, ...training.items].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      out.result(runs, () => table(['run', 'state', 'asked for', 'archive', 'clips'], runs.map(rowOf)));
    });
  program
    .command('show')
    .description('one run as it is now')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const session = await sessionOf(command);
      const run = await findRun(session, id);
      await tell(session, run);
    });
  program
    .command('watch')
    .description('follows a run to its end; ends with 6 when it fails or is cancelled')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const session = await sessionOf(command);
      const end = await waitForRun(session, id);
      const run = await findRun(session, id);
      await tell(session, run);
      requireCompleted(end, id);
    });
  program
    .command('report')
    .description('the report of a finished training, or the summary of a finished scoring')
    .argument('<run>', 'id of a run')
    .action(async (id, _options, command) => {
      const { api, out } = await sessionOf(command);
      const params = { path: { id } };
      if (!isScoring(id)) {
        const report = await answered(api.GET('/v1/training-runs/{id}/report', { params }));
        return out.result(report, () => reportText(report));
      }
      const summary = await answered(api.GET('/v1/scoring-runs/{id}/summary', { params }));
      out.result(summary, () => summaryText(summary));
    });
}

/** Whether the id is of a scoring run. @throws CliError when it is of no run at all */
export function isScoring(id: string): boolean {
  if (/^(?:scr|trn)-/.test(id)) return id.startsWith('scr-');
  throw new CliError(`"${id}" is no id of a run; \`serenade runs\` shows them.`, EXIT.usage);
}

async function findRun({ api }: Session, id: string) {
  const params = { path: { id } };
  return isScoring(id)
    ? answered(api.GET('/v1/scoring-runs/{id}', { params }))
    : answered(api.GET('/v1/training-runs/{id}', { params }));
}

/** For people with the domain note, which stands in the summary alone. */
async function tell(session: Session, run: Run): Promise<void> {
  const domain = session.out.isJson ? undefined : await domainOf(session, run);
  session.out.result(run, () => [runText(run), ...domainText(domain)].join('\n'));
}

/** Of a scoring that is through; of any other run there is none. */
async function domainOf({ api }: Session, { id, kind, state }: Run): Promise<Summary['domain']> {
  if (kind !== 'scoring' || !state.startsWith('completed')) return undefined;
  const { domain } = await answered(api.GET('/v1/scoring-runs/{id}/summary', { params: { path: { id } } }));
  return domain;
}

type Run = Awaited<ReturnType<typeof findRun>>;

function rowOf({ id, state, createdAt, archiveName, progress }: Run) {
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
    'asked for': run.createdAt,
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
