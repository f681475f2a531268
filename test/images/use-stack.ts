import { setTimeout as sleep } from 'node:timers/promises';
import {
  EVERYBODY,
  embeddingModelView,
  modelView,
  pageOf,
  readiness,
  type ProblemDocument,
  type TrainingRunView,
} from '#libs/contracts';
import { labelledClips } from '#libs/synthetic';
import { RealClient } from '../support/real-client.js';
import { RealFolder } from '../support/real-folder.js';
import { statisticsModel } from '../support/statistics-model.js';

const SEEN_MS = 30_000;
const PNG_SIGNATURE = 'PNG';
const EMBEDDINGS = '/v1/embedding-models?inputScaling=none';
const EMBEDDING_UPLOAD = {
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body: new Uint8Array(statisticsModel),
};

/** Uses the main features through the API. Each method throws an Error that says what went wrong. */
export class StackUse {
  private readonly client: RealClient;

  constructor(
    private readonly url: string,
    context: () => string,
  ) {
    this.client = new RealClient(url, context);
  }

  /** Waits until this number of workers has reported to the API. */
  async seeWorkers(count: number): Promise<void> {
    const deadline = Date.now() + SEEN_MS;
    let seen = 0;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/health/ready`);
      seen = readiness.parse(await answer.json()).workers.length;
      if (seen >= count) return;
      await sleep(200);
    }
    throw new Error(`the API sees ${String(seen)} of ${String(count)} workers`);
  }

  /** Uploads an embedding model, which the API runs once. @returns the model's id */
  async registerEmbedding(): Promise<string> {
    return embeddingModelView.parse(await (await this.fetch(EMBEDDINGS, EMBEDDING_UPLOAD)).json()).id;
  }

  /** Uploads an embedding model to an API that lacks onnxruntime. @returns the response */
  async refusedEmbedding(): Promise<ProblemDocument> {
    const answer = await fetch(`${this.url}${EMBEDDINGS}`, EMBEDDING_UPLOAD);
    return (await answer.json()) as ProblemDocument;
  }

  /** Extracts the embedding in the feature worker and trains on it for one epoch. */
  async trainOn(featureSet: string): Promise<void> {
    const archiveId = await this.uploadClips();
    const { id } = await this.client.train({ archiveId, corpus: 'folder', featureSet, epochs: 1 });
    const { state, error } = (await this.client.over(id)) as TrainingRunView;
    if (state !== 'completed') throw new Error(`the training is ${state}: ${JSON.stringify(error)}`);
  }

  /** Scores an archive with the starter model. @returns the engines that computed the scores */
  async scoreWithStarter(): Promise<readonly string[]> {
    const archiveId = await this.uploadClips();
    const modelId = await this.starterModel();
    const { id } = await this.client.score({ archiveId, modelId });
    await this.client.over(id);
    const { engines, clips, scored } = await this.client.summary(id);
    if (scored !== clips) throw new Error(`${String(scored)} of ${String(clips)} clips have a score`);
    return engines;
  }

  /** Requests a picture of the starter model. */
  async drawPicture(): Promise<void> {
    const path = `/v1/models/${await this.starterModel()}/pictures/confusion.png`;
    const bytes = Buffer.from(await (await this.fetch(path)).arrayBuffer());
    if (bytes.toString('latin1', 1, 4) !== PNG_SIGNATURE) throw new Error(`${path} is not a PNG file`);
  }

  private async starterModel(): Promise<string> {
    const page = pageOf(modelView).parse(await (await this.fetch('/v1/models')).json());
    const shared = page.items.find(({ owner }) => owner === EVERYBODY);
    if (shared === undefined) throw new Error('the API offers no starter model');
    return shared.id;
  }

  private async uploadClips(): Promise<string> {
    await using folder = await RealFolder.make();
    return await this.client.upload(await folder.zip('clips.zip', labelledClips(1, 4, 2)));
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.url}${path}`, init);
    if (answer.ok) return answer;
    throw new Error(`${init.method ?? 'GET'} ${path}: ${String(answer.status)} ${await answer.text()}`);
  }
}
