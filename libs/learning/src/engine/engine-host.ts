import { Worker } from 'node:worker_threads';
import { SerenadeError, type EngineInfo, type EngineName, type EpochMetrics } from '#libs/contracts';
import type { ClipFeatures, LoadableModel } from '#libs/model';
import { THREAD_ARGV, threadEntry } from '#libs/runtime';
import {
  MODELS_KEPT,
  type EngineReply,
  type EngineRequest,
  type EngineThreadData,
  type ScoredRows,
  type TrainResult,
  type TrainTask,
} from './engine-messages.js';

interface Waiting {
  readonly resolve: (reply: EngineReply) => void;
  readonly reject: (error: unknown) => void;
}

export interface TrainHooks {
  /** Awaited before the next epoch. `end` ends the training. If the hook throws, train() throws the same error. */
  readonly onEpoch: (metrics: EpochMetrics, checkpoint: Uint8Array) => Promise<'go-on' | 'end'>;
  /** Ends the training before its next batch. train() then throws the signal's reason. */
  readonly signal: AbortSignal;
}

/** Runs an engine in its own thread. The engine computes one call at a time, in the order of the calls. */
export class EngineHost {
  /** The calls that wait for a reply, by their ids. */
  private readonly waiting = new Map<number, Waiting>();
  /** The model files that are being read, by model id. Concurrent calls for one model share a read. */
  private readonly reads = new Map<string, Promise<LoadableModel>>();
  /** The models that the thread will hold at its next call, oldest first, with a promise of their loading. */
  private readonly held = new Map<string, Promise<unknown>>();
  private readonly scorings = new Set<Promise<unknown>>();
  private hooks: TrainHooks | null = null;
  private failure: unknown = null;
  private calls = 0;

  private constructor(
    private readonly thread: Worker,
    readonly engine: EngineInfo,
    onDeath: (error: Error) => void,
    private readonly onLoaded: (modelId: string, engine: EngineInfo) => void,
  ) {
    thread.on('message', (reply: EngineReply) => this.receive(reply));
    thread.once('error', onDeath);
    thread.once('exit', (code) => {
      const error = new SerenadeError('internal.error', `The engine's thread ended with code ${code}.`);
      for (const { reject } of this.waiting.values()) reject(error);
      if (code !== 0) onDeath(error);
    });
  }

  /**
   * @param onLoaded receives the engine that scores a model, each time the thread loads one
   * @throws SerenadeError `engine.unavailable` when the forced engine, or every one, fails its probe
   */
  static async start(
    forced: EngineName | null,
    onDeath: (error: Error) => void,
    { scoring = 'auto', threads = 1 }: Partial<Omit<EngineThreadData, 'forced'>> = {},
    onLoaded: (modelId: string, engine: EngineInfo) => void = () => undefined,
  ): Promise<EngineHost> {
    const thread = new Worker(threadEntry(import.meta.url, 'engine.thread'), {
      workerData: { forced, scoring, threads } satisfies EngineThreadData,
      execArgv: THREAD_ARGV,
    });
    const first = await new Promise<EngineReply>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    if (first.type === 'ready') return new EngineHost(thread, first.engine, onDeath, onLoaded);
    await thread.terminate();
    throw first.type === 'unusable'
      ? new SerenadeError('engine.unavailable', first.error.message)
      : unexpected(first);
  }

  /** Returns probabilities `[clips, classes]`. Calls `load` when the engine does not hold the model. */
  async score(
    modelId: string,
    features: ClipFeatures,
    load: () => Promise<LoadableModel>,
  ): Promise<ScoredRows> {
    const model = this.held.has(modelId) ? null : await this.read(modelId, load);
    // There must be no await between here and the call, or another call could evict the model.
    if (model !== null && !this.held.has(modelId)) this.hold(modelId, model);
    const loaded = this.held.get(modelId);
    const scored = this.call((id) => ({ type: 'score', id, modelId, features }));
    this.scorings.add(scored);
    void scored.catch(() => undefined).finally(() => this.scorings.delete(scored));
    const [reply] = await Promise.all([scored, loaded]);
    if (reply.type !== 'scored') throw unexpected(reply);
    const { probabilities, engine } = reply;
    return { probabilities, engine };
  }

  async train(task: TrainTask, hooks: TrainHooks): Promise<TrainResult> {
    hooks.signal.throwIfAborted();
    const stop = () => this.send({ type: 'stop' });
    hooks.signal.addEventListener('abort', stop, { once: true });
    this.hooks = hooks;
    this.failure = null;
    try {
      const reply = await this.call((id) => ({ type: 'train', id, task }));
      if (reply.type !== 'trained') throw unexpected(reply);
      return reply.answer;
    } catch (error) {
      throw this.failure ?? (hooks.signal.aborted ? hooks.signal.reason : error);
    } finally {
      hooks.signal.removeEventListener('abort', stop);
      this.hooks = null;
    }
  }

  /** Ends the thread after its scorings. onnxruntime would end the process if its thread ended during a scoring. */
  async close(): Promise<void> {
    await Promise.allSettled(this.scorings);
    this.thread.removeAllListeners('exit');
    await this.thread.terminate();
  }

  private async read(modelId: string, load: () => Promise<LoadableModel>): Promise<LoadableModel> {
    const reading = this.reads.get(modelId) ?? load();
    this.reads.set(modelId, reading);
    try {
      return await reading;
    } finally {
      this.reads.delete(modelId);
    }
  }

  private hold(modelId: string, model: LoadableModel): void {
    const loaded = this.call((id) => ({ type: 'load', id, modelId, model }));
    loaded.then(
      (reply) => reply.type === 'loaded' && this.onLoaded(modelId, reply.engine),
      () => this.held.delete(modelId), // the next call reads it again
    );
    this.held.set(modelId, loaded);
    const [oldest] = this.held.keys();
    if (this.held.size > MODELS_KEPT && oldest !== undefined) this.held.delete(oldest);
  }

  private call(request: (id: number) => EngineRequest): Promise<EngineReply> {
    const id = this.calls++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send(request(id));
    });
  }

  private send(request: EngineRequest): void {
    this.thread.postMessage(request);
  }

  private receive(reply: EngineReply): void {
    if (reply.type === 'epoch') {
      void this.finishEpoch(reply.metrics, reply.checkpoint);
      return;
    }
    if (!('id' in reply)) return;
    const call = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.type === 'failed') call?.reject(new SerenadeError(reply.error.code, reply.error.message));
    else call?.resolve(reply);
  }

  private async finishEpoch(metrics: EpochMetrics, checkpoint: Uint8Array): Promise<void> {
    try {
      const next = await this.hooks?.onEpoch(metrics, checkpoint);
      this.send({ type: 'go-on', end: next === 'end' });
    } catch (error) {
      this.failure = error;
      this.send({ type: 'stop' });
    }
  }
}

function unexpected(reply: EngineReply): SerenadeError {
  return new SerenadeError('internal.error', `The engine's thread sent the unexpected reply ${reply.type}.`);
}
