import { z } from 'zod';
import { EVERYBODY, type ModelCard, type modelCard } from '#libs/contracts';
import { findJson, ownedKey, putJson, standingKeys, type ObjectStore, type Records } from '#libs/storage';

/** Per-owner flags of models. */
export interface ModelStandings {
  readonly promoted: string | null;
  readonly archived: ReadonlySet<string>;
  /** The models that every owner sees, newest first: the starter model and shared models. */
  readonly shared: ReadonlySet<string>;
}

const promotedModel = z.strictObject({ v: z.literal(1), modelId: z.string() });

/**
 * Stores which model an owner promoted, which models it archived (hid), and which models are shared. Each flag is its own
 * object, so concurrent requests change only the flag that they name. Cards never change.
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

  /** Promotes a model in place of the previous one. An archived model is restored. */
  async promote(owner: string, modelId: string): Promise<void> {
    await this.restore(owner, modelId);
    await putJson(this.store, standingKeys.promoted(owner), { v: 1, modelId });
  }

  async demote(owner: string, modelId: string): Promise<void> {
    if ((await this.promoted(owner)) === modelId) await this.store.delete(standingKeys.promoted(owner));
  }

  /** Archives a model and demotes it. */
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

  /** Ends the sharing of a model. The starter model stays shared. */
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
