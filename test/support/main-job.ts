import type { CorpusName, ScoringRunView, TrainingRunView } from '#libs/contracts';
import type { NamedBytes } from '#libs/synthetic';
import { RealFolder } from './real-folder.js';
import type { SentEvent } from '#libs/client';
import type { RealClient } from './real-client.js';
import type { RealStack } from './real-stack.js';

export interface MainJobClips {
  readonly corpus: CorpusName;
  /** The clips for training. */
  readonly labelled: readonly NamedBytes[];
  /** The clips for scoring. The training does not use them, so none of their features is cached. */
  readonly unlabelled: readonly NamedBytes[];
}

export interface MainJob {
  readonly training: TrainingRunView;
  readonly scoring: ScoringRunView;
  /** The run at the moment when a worker was killed. */
  readonly whenKilled: ScoringRunView;
  /** The first events of the scoring, before the client's connection broke. */
  readonly before: readonly SentEvent[];
  /** The events that the client received after it reconnected with the id of the last one. */
  readonly after: readonly SentEvent[];
}

const EVENTS_BEFORE_BREAK = 3;

/**
 * Runs the main job: uploads a corpus, trains two epochs, uploads clips and scores them. It kills one feature worker with
 * SIGKILL when some of the clips are extracted.
 */
export async function playMainJob(stack: RealStack, clips: MainJobClips): Promise<MainJob> {
  await using folder = await RealFolder.make();
  const { client } = stack;
  const corpusId = await client.upload(await folder.zip('labelled.zip', clips.labelled));
  const started = await client.train({ archiveId: corpusId, corpus: clips.corpus, epochs: 2 });
  const training = (await client.over(started.id)) as TrainingRunView;
  const modelId = training.modelId;
  if (modelId === null) throw new Error(`The training produced no model: ${JSON.stringify(training)}`);

  const archiveId = await client.upload(await folder.zip('unlabelled.zip', clips.unlabelled));
  const { id } = await client.score({ archiveId, modelId });
  const events = follow(client, id);
  const whenKilled = (await client.until(id, ({ progress }) => progress.extracted > 0)) as ScoringRunView;
  stack.features[0]?.kill('SIGKILL');
  const scoring = (await client.over(id)) as ScoringRunView;
  return { training, scoring, whenKilled, ...(await events) };
}

async function follow(client: RealClient, runId: string) {
  const before: SentEvent[] = [];
  for await (const event of client.events(runId)) {
    before.push(event);
    if (before.length === EVENTS_BEFORE_BREAK) break;
  }
  return { before, after: await client.allEvents(runId, before.at(-1)?.id ?? null) };
}
