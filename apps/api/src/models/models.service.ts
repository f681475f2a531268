import { Inject, Injectable } from '@nestjs/common';
import {
  EVERYBODY,
  SerenadeError,
  type ModelCard,
  type ModelPageQuery,
  type ModelView,
  type ScoringRunRecord,
} from '#libs/contracts';
import { modelKeys, type ObjectStore, type Page } from '#libs/storage';
import { owned, visible, type Caller } from '../access/caller.js';
import { ModelRecords } from '../core/records.js';
import { STORE } from '../core/tokens.js';
import { storedBody, type RangedBody } from '../http/send-ranges.js';
import { ModelStandingStore, type ModelStandings } from './model-standings.js';

/** The actions on a model. Everyone who sees it may do them; only its owner may share it. */
export type ModelDeed = 'promote' | 'demote' | 'archive' | 'restore' | 'share' | 'unshare';

@Injectable()
export class ModelsService {
  private readonly standings: ModelStandingStore;

  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(ModelRecords) private readonly models: ModelRecords,
  ) {
    this.standings = new ModelStandingStore(store, models);
  }

  /** Lists the caller's models, newest first, and then the shared ones, newest first. */
  async list({ owner }: Caller, query: ModelPageQuery): Promise<Page<ModelView>> {
    const { limit, cursor, archived } = query;
    const standings = await this.standings.of(owner);
    const except = archived ? new Set<string>() : standings.archived;
    const viewOf = (card: ModelCard) => modelViewOf(card, standings);
    const own = await this.models.page({ limit, cursor, owner, except });
    if (own.nextCursor !== null) return { items: own.items.map(viewOf), nextCursor: own.nextCursor };
    const shared = await this.sharedWith(owner, standings, except);
    const begun = shared.findIndex(({ id }) => id === cursor) + 1;
    const items = [...own.items, ...shared.slice(begun)];
    const shown = items.slice(0, limit);
    return { items: shown.map(viewOf), nextCursor: items.length > limit ? (shown.at(-1)?.id ?? null) : null };
  }

  /**
   * Returns the model of a run that names none: the promoted one, else the caller's newest, else the newest shared one.
   *
   * @throws SerenadeError `model.not_found` if there is none at all
   */
  async default(caller: Caller): Promise<ModelCard> {
    const { owner } = caller;
    const standings = await this.standings.of(owner);
    const { promoted, archived } = standings;
    const chosen = promoted === null || archived.has(promoted) ? null : await this.find(caller, promoted);
    if (chosen !== null) return chosen;
    const { items } = await this.models.page({ limit: 1, owner, except: archived });
    const card = items[0] ?? (await this.sharedWith(owner, standings, archived))[0];
    if (card !== undefined) return card;
    throw new SerenadeError('model.not_found', 'No model exists. Train one first.');
  }

  /** Returns the model of a run that the caller may see, even if the model belongs to another owner. */
  async ofRun({ modelId }: ScoringRunRecord): Promise<ModelCard> {
    return found(await this.models.find(modelId), modelId);
  }

  /** @throws SerenadeError `model.not_found` */
  async get(caller: Caller, id: string): Promise<ModelCard> {
    return found(await this.find(caller, id), id);
  }

  async view(caller: Caller, card: ModelCard): Promise<ModelView> {
    return modelViewOf(card, await this.standings.of(caller.owner));
  }

  /** @throws SerenadeError `model.not_found`, also for sharing another owner's model */
  async act(caller: Caller, id: string, deed: ModelDeed): Promise<ModelView> {
    const card = await this.get(caller, id);
    if (deed === 'share' || deed === 'unshare') await this.standings[deed](found(owned(caller, card), id));
    else await this.standings[deed](caller.owner, id);
    return this.view(caller, card);
  }

  /** Opens a model's ONNX file. @throws SerenadeError `model.not_found`, `model.not_exportable` */
  async onnx(caller: Caller, id: string): Promise<RangedBody> {
    const card = await this.get(caller, id);
    const body = await storedBody(this.store, modelKeys.onnx(card.id));
    if (body !== null) return body;
    throw new SerenadeError(
      'model.not_exportable',
      `The model ${id} has no ONNX file: it takes clips of any length, is an ensemble, or comes from an older version. To get one, train on a feature set with a fixed number of frames.`,
      { modelId: id },
    );
  }

  private async find(caller: Caller, id: string): Promise<ModelCard | null> {
    const card = await this.models.find(id);
    const own = visible(caller, card);
    return own ?? (card !== null && (await this.standings.isShared(id)) ? card : null);
  }

  /** Returns the models that others share, newest first. They are few, so all are read. */
  private async sharedWith(
    owner: string,
    { shared }: ModelStandings,
    except: ReadonlySet<string>,
  ): Promise<ModelCard[]> {
    const ids = [...shared].filter((id) => !except.has(id));
    const cards = await Promise.all(ids.map((id) => this.models.find(id)));
    return cards.filter((card) => card !== null).filter((card) => card.owner !== owner);
  }
}

function found(card: ModelCard | null, id: string): ModelCard {
  if (card !== null) return card;
  throw new SerenadeError('model.not_found', `There is no model ${id}.`, { modelId: id });
}

function modelViewOf({ v: _version, ...card }: ModelCard, standings: ModelStandings): ModelView {
  const { promoted, archived, shared } = standings;
  const { id, owner } = card;
  return {
    ...card,
    promoted: id === promoted,
    archived: archived.has(id),
    shared: owner === EVERYBODY || shared.has(id),
  };
}
