import { Controller, Inject } from '@nestjs/common';
import { viewOf } from '../core/records.js';
import { Serves, type Asked } from '../http/serves.js';
import { ArchivesService } from './archives.service.js';
import { BucketService } from './bucket.service.js';
import { SelectionService } from './selection.service.js';
import { UrlListService } from './url-list.service.js';

@Controller()
export class ArchivesController {
  constructor(
    @Inject(ArchivesService) private readonly archives: ArchivesService,
    @Inject(BucketService) private readonly buckets: BucketService,
    @Inject(UrlListService) private readonly urls: UrlListService,
    @Inject(SelectionService) private readonly selections: SelectionService,
  ) {}

  @Serves('POST /v1/archives')
  upload({ caller, query, body, request }: Asked<'POST /v1/archives'>) {
    const length = Number(request.headers['content-length'] ?? NaN);
    return this.archives.upload(caller, body, query, Number.isFinite(length) ? length : null);
  }

  @Serves('POST /v1/archives/from-bucket')
  async fromBucket({ caller, body }: Asked<'POST /v1/archives/from-bucket'>) {
    return viewOf(await this.buckets.take(caller, body));
  }

  @Serves('POST /v1/archives/from-urls')
  async fromUrls({ caller, body }: Asked<'POST /v1/archives/from-urls'>) {
    return viewOf(await this.urls.take(caller, body));
  }

  @Serves('POST /v1/archives/{id}/manifest')
  async select({ caller, params, body }: Asked<'POST /v1/archives/{id}/manifest'>) {
    return this.selections.set(await this.archives.get(caller, params.id), body);
  }

  @Serves('GET /v1/archives')
  list({ caller, query }: Asked<'GET /v1/archives'>) {
    return this.archives.list(caller, query);
  }

  @Serves('GET /v1/archives/{id}')
  get({ caller, params }: Asked<'GET /v1/archives/{id}'>) {
    return this.archives.describe(caller, params.id);
  }

  @Serves('DELETE /v1/archives/{id}')
  delete({ caller, params }: Asked<'DELETE /v1/archives/{id}'>) {
    return this.archives.delete(caller, params.id);
  }
}
