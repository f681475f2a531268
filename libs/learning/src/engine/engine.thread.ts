import { parentPort, workerData } from 'node:worker_threads';
import { asSerenadeError, SerenadeError, type EngineInfo } from '#libs/contracts';
import {
  chooseScorer,
  loadScorer,
  selectEngine,
  type ChosenScorer,
  type LoadableModel,
  type SelectedEngine,
} from '#libs/model';
import {
  MODELS_KEPT,
  type EngineReply,
  type EngineRequest,
  type EngineThreadData,
} from './engine-messages.js';
import { trainInThread, type TrainControl } from './engine-training.js';

type CallRequest = Extract<EngineRequest, { id: number }>;

/** Computes in its own thread, whose event loop may be busy for seconds. Locks and health checks need another one. */
class EngineThread {
  private readonly scorers = new Map<string, ChosenScorer>();
  private control: TrainControl | null = null;
  /** The last load or score. Each waits for the one before it, so no scorer is disposed of while it scores. */
  private scoring: Promise<void> = Promise.resolve();

  constructor(
    private readonly selected: SelectedEngine,
    private readonly settings: EngineThreadData,
    private readonly reply: (message: EngineReply) => void,
  ) {}

  handle(request: EngineRequest): void {
    if (request.type === 'go-on') this.control?.goOn(request.end);
    else if (request.type === 'stop') this.control?.stop();
    else if (request.type === 'train') void this.answered(request);
    else this.scoring = this.scoring.then(() => this.answered(request));
  }

  private async answered(request: CallRequest): Promise<void> {
    try {
      await this.answer(request);
    } catch (error) {
      this.fail(request.id, error);
    }
  }

  private async answer(request: CallRequest): Promise<void> {
    const { id } = request;
    switch (request.type) {
      case 'load': {
        const chosen = await this.scorerOf(request.model);
        this.keep(request.modelId, chosen);
        this.reply({ type: 'loaded', id, engine: chosen.engine });
        return;
      }
      case 'score': {
        const chosen = this.scorers.get(request.modelId);
        if (chosen === undefined)
          throw new SerenadeError('internal.error', `The model ${request.modelId} is not loaded.`);
        const probabilities = await chosen.scorer.predict(request.features);
        this.reply({ type: 'scored', id, probabilities, engine: chosen.engine });
        return;
      }
      case 'train': {
        const training = trainInThread(this.selected.tf, request.task, this.settings.threads, this.reply);
        this.control = training.control;
        try {
          this.reply({ type: 'trained', id, answer: await training.answer });
        } finally {
          this.control = null;
        }
      }
    }
  }

  private async scorerOf(model: LoadableModel): Promise<ChosenScorer> {
    const { scoring, threads } = this.settings;
    const engines: EngineInfo[] = [];
    const scorer = await loadScorer(model, async (own) => {
      const chosen = await chooseScorer(this.selected, own, { kind: scoring, threads });
      engines.push(chosen.engine);
      return chosen.scorer;
    });
    // An ensemble reports the engine of a member that does not use onnxruntime, with the reason.
    const engine = engines.find(({ name }) => name !== 'onnxruntime') ?? engines[0] ?? this.selected.engine;
    return { scorer, engine };
  }

  private keep(modelId: string, chosen: ChosenScorer): void {
    this.scorers.get(modelId)?.scorer.dispose();
    this.scorers.delete(modelId);
    this.scorers.set(modelId, chosen);
    const [oldest] = this.scorers.keys();
    if (this.scorers.size <= MODELS_KEPT || oldest === undefined) return;
    this.scorers.get(oldest)?.scorer.dispose();
    this.scorers.delete(oldest);
  }

  private fail(id: number, error: unknown): void {
    const { code, message } = asSerenadeError(error);
    this.reply({ type: 'failed', id, error: { code, message } });
  }
}

const port = parentPort;
if (port === null) throw new Error('engine.thread runs in a worker thread');
const reply = (message: EngineReply) => port.postMessage(message);
try {
  const settings = workerData as EngineThreadData;
  const { forced } = settings;
  const selected = await selectEngine(forced === null ? {} : { forced });
  const thread = new EngineThread(selected, settings, reply);
  port.on('message', (request: EngineRequest) => thread.handle(request));
  reply({ type: 'ready', engine: selected.engine });
} catch (error) {
  const { code, message } = asSerenadeError(error, 'engine.unavailable');
  reply({ type: 'unusable', error: { code, message } });
}
