import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, type ModelCard, type ModelView, type PageQuery } from '#libs/contracts';
import type { Page } from '#libs/storage';
import { Platform } from '../platform.js';

@Injectable()
export class ModelsService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  async list(query: PageQuery): Promise<Page<ModelView>> {
    const { items, nextCursor } = await this.platform.models.page(query);
    return { items: items.map(modelViewOf), nextCursor };
  }

  async get(id: string): Promise<ModelCard> {
    const card = await this.platform.models.find(id);
    if (card === null)
      throw new SerenadeError('model.not_found', `There is no model ${id}.`, { modelId: id });
    return card;
  }
}

export function modelViewOf({ v: _version, ...view }: ModelCard): ModelView {
  return view;
}
