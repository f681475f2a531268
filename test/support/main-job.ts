import type { CorpusName, ScoringRunView, TrainingRunView } from '#libs/contracts';
import type { NamedBytes } from '#libs/synthetic';
import { RealFolder } from './real-folder.js';
import type { SentEvent } from '#libs/client';
import type { RealClient } from './real-client.js';
import type { RealStack } from './real-stack.js';

export interface MainJobClips {
  readonly corpus: CorpusName;
  /** To be learned. */
  readonly labelled: readonly NamedBytes[];
  /** To be scored; none of them was learned, so no feature of them is cached. */
  readonly unlabelled: readonly NamedBytes[];
}

export interface MainJob {
  readonly training: TrainingRunView;
  readonly scoring: ScoringRunView;
  /** The run at the moment when a worker was killed. */
  readonly whenKilled: ScoringRunView;
  /** Events of the scoring as a client saw them whose connection broke after the first few. */
  readonly before: readonly SentEvent[];
  /** What the same client saw when it came back with the id of the last one. */
  readonly after: readonly SentEvent[];
}

const EVENTS_BEFORE_BREAK = 3;

/**
 * The main job: upload a corpus, train two epochs, upload clips, score them. One feature worker is killed, without a
 * chance to say goodbye, when a part of the clips is extracted.
 */
export async function playMainJob(stack: RealStack, clips: MainJobClips): Promise<MainJob> {
  await using folder = await RealFolder.make();
  const { client } = stack;
  const corpusId = await client.upload(await folder.zip('labelled.zip', clips.labelled));
  const started = await client.train({ archiveId: corpusId, corpus: clips.corpus, epochs: 2 });
  const training = (await client.over(started.id)) as TrainingRunView;
  const modelId = training.modelId;
  if (modelId === null) throw new Error(`The training made no model: ${JSON.stringify(training)}`);

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
