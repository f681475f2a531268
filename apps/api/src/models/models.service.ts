import { Inject, Injectable } from '@nestjs/common';
import {
  EVERYBODY,
  SerenadeError,
  type ModelCard,
  type ModelView,
  type PageQuery,
  type ScoringRunRecord,
} from '#libs/contracts';
import { modelKeys, type Page } from '#libs/storage';
import { visible, type Caller } from '../access/caller.js';
import type { RangedBody } from '../http/send-ranges.js';
import { Platform } from '../platform.js';

@Injectable()
export class ModelsService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  /** The caller's, newest first; what is shipped for everybody comes last. */
  async list({ owner }: Caller, query: PageQuery): Promise<Page<ModelView>> {
    const { models } = this.platform;
    const { items, nextCursor } = await models.page({ ...query, owner });
    const own = items.map(modelViewOf);
    if (nextCursor !== null) return { items: own, nextCursor };
    const shipped = await models.page({ limit: query.limit, owner: EVERYBODY });
    if (own.length + shipped.items.length > query.limit) return { items: own, nextCursor: lastId(own) };
    return { items: [...own, ...shipped.items.map(modelViewOf)], nextCursor: null };
  }

  /** The model of a run that the caller may see, whoever the model's owner is. */
  async ofRun({ modelId }: ScoringRunRecord): Promise<ModelCard> {
    return found(await this.platform.models.find(modelId), modelId);
  }

  /** @throws SerenadeError `model.not_found` */
  async get(caller: Caller, id: string): Promise<ModelCard> {
    return found(visible(caller, await this.platform.models.find(id)), id);
  }

  /**
   * A model's ONNX file.
   *
   * @throws SerenadeError `model.not_found`; `model.not_exportable` when it was registered without one
   */
  async onnx(caller: Caller, id: string): Promise<RangedBody> {
    const card = await this.get(caller, id);
    const { store } = this.platform;
    const key = modelKeys.onnx(card.id);
    const info = await store.head(key);
    if (info !== null) return { size: info.size, etag: info.etag, open: (range) => store.stream(key, range) };
    throw new SerenadeError(
      'model.not_exportable',
      `The model ${id} has no ONNX file: it scores clips of any length, is an ensemble, or is older than such files. Train it on a feature set of fixed frames.`,
      { modelId: id },
    );
  }
}

function lastId(models: readonly ModelView[]): string | null {
  return models.at(-1)?.id ?? null;
}

function found(card: ModelCard | null, id: string): ModelCard {
  if (card !== null) return card;
  throw new SerenadeError('model.not_found', `There is no model ${id}.`, { modelId: id });
}

export function modelViewOf({ v: _version, ...view }: ModelCard): ModelView {
  return view;
}
