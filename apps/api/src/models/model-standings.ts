import { z } from 'zod';
import { EVERYBODY, type ModelCard, type modelCard } from '#libs/contracts';
import { findJson, ownedKey, putJson, standingKeys, type ObjectStore, type Records } from '#libs/storage';

/** How models stand with one owner. */
export interface ModelStandings {
  readonly promoted: string | null;
  readonly archived: ReadonlySet<string>;
  /** Of everybody, newest first: what is shipped, and what an admin shared. */
  readonly shared: ReadonlySet<string>;
}

const promotedModel = z.strictObject({ v: z.literal(1), modelId: z.string() });

/**
 * Which model an owner promoted, which were archived, and which are shared. Each fact is an object of its own, so that two
 * requests at once change what they name and nothing else; cards stay as they were registered.
 */
export class ModelStandingStore {
  constructor(
    private readonly store: ObjectStore,
    private readonly models: Records<typeof modelCard>,
  ) {}

  async of(owner: string): Promise<ModelStandings> {
    const [promoted, archived, shared] = await Promise.all([
      this.promoted(owner),
      this.archived(owner),
      this.shared(),
    ]);
    return { promoted, archived, shared };
  }

  async isShared(modelId: string): Promise<boolean> {
    return (await this.store.head(ownedKey(EVERYBODY, 'models', modelId))) !== null;
  }

  /** In place of the one that was; an archived model comes back by it. */
  async promote(owner: string, modelId: string): Promise<void> {
    await this.restore(owner, modelId);
    await putJson(this.store, standingKeys.promoted(owner), { v: 1, modelId });
  }

  async demote(owner: string, modelId: string): Promise<void> {
    if ((await this.promoted(owner)) === modelId) await this.store.delete(standingKeys.promoted(owner));
  }

  /** One that was promoted is so no longer. */
  async archive(owner: string, modelId: string): Promise<void> {
    await this.store.put(standingKeys.archived(owner, modelId), '');
    await this.demote(owner, modelId);
  }

  async restore(owner: string, modelId: string): Promise<void> {
    await this.store.delete(standingKeys.archived(owner, modelId));
  }

  async share({ id }: ModelCard): Promise<void> {
    await this.store.put(ownedKey(EVERYBODY, 'models', id), '');
  }

  /** What is shipped stays everybody's. */
  async unshare({ id, owner }: ModelCard): Promise<void> {
    if (owner !== EVERYBODY) await this.store.delete(ownedKey(EVERYBODY, 'models', id));
  }

  private async promoted(owner: string): Promise<string | null> {
    return (await findJson(this.store, standingKeys.promoted(owner), promotedModel))?.modelId ?? null;
  }

  private async archived(owner: string): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    const prefix = standingKeys.archivedPrefix(owner);
    for await (const { key } of this.store.list(prefix)) ids.add(key.slice(prefix.length));
    return ids;
  }

  private async shared(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for await (const id of this.models.listIdsOf(EVERYBODY)) ids.add(id);
    return ids;
  }
}
