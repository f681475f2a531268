import { Controller, Inject } from '@nestjs/common';
import { ApiKeys, KeyRing } from '#libs/access';
import { SerenadeError } from '#libs/contracts';
import { viewPage } from '../core/records.js';
import { Serves, type Asked } from '../http/serves.js';

/** Keys of all owners, for holders of `admin`; and the owner and scopes of the caller's own key. */
@Controller()
export class KeysController {
  constructor(
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  @Serves('GET /v1/caller')
  caller({ caller: { owner, keyId, scopes } }: Asked<'GET /v1/caller'>) {
    return { owner, keyId, scopes: [...scopes] };
  }

  @Serves('POST /v1/keys')
  async create({ caller, body }: Asked<'POST /v1/keys'>) {
    const { keys, ring } = this;
    const { owner = caller.owner, name, scopes, expiresAt = null, requestsPerMinute = null } = body;
    if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
      throw new SerenadeError('request.invalid', 'expiresAt: must be in the future.');
    const createdBy = caller.keyId ?? caller.owner;
    const made = { owner, name, scopes, expiresAt, createdBy, requestsPerMinute };
    const { record, secret } = await keys.create(made);
    ring.forget(record.id);
    return { ...(await keys.toView(record)), secret };
  }

  @Serves('GET /v1/keys')
  async list({ query }: Asked<'GET /v1/keys'>) {
    const { keys } = this;
    return viewPage(await keys.page(query), (record) => keys.toView(record));
  }

  @Serves('GET /v1/keys/{id}')
  async get({ params }: Asked<'GET /v1/keys/{id}'>) {
    const { keys } = this;
    return keys.toView(await keys.get(params.id));
  }

  @Serves('POST /v1/keys/{id}/revoke')
  async revoke({ params: { id } }: Asked<'POST /v1/keys/{id}/revoke'>) {
    const { keys, ring } = this;
    const record = await keys.revoke(id);
    ring.forget(id);
    return keys.toView(record);
  }
}
